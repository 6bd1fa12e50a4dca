"""Options from the environment are typed, and a bad one stops the start with a sentence."""

import pytest

from gongyou.web.options import BadOption, Environment, postgres


@pytest.mark.parametrize(
    ("reading", "value"),
    [
        (lambda env: env.flag("X"), "perhaps"),
        (lambda env: env.number("X", 1), "-3"),
        (lambda env: env.number("X", 1), "0"),
        (lambda env: env.number("X", 1), "１２"),
        (lambda env: env.choice("X", ("full", "light"), "full"), "none"),
        (lambda env: env.folder("X", "/tmp"), __file__),
        (lambda env: env.raw_key("X"), "abc"),
    ],
)
def test_a_bad_value_names_its_variable(reading, value):
    with pytest.raises(BadOption, match=r"^X "):
        reading(Environment({"X": value}))


def test_an_empty_value_is_the_default():
    env = Environment({"X": " "})
    assert env.flag("X", True) is True
    assert env.number("X", 15) == 15
    assert env.words("Y", "a, b,") == ["a", "b"]


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "postgresql://h:port/x"])
def test_an_address_of_no_postgres_database_is_refused(url):
    with pytest.raises(BadOption, match="DATABASE_URL"):
        postgres(url)


def test_a_postgres_address_is_read():
    found = postgres("postgresql://me:p%40ss@db.example:5433/centre")
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("me", "p@ss", "db.example")
    assert (found["PORT"], found["NAME"]) == (5433, "centre")


def test_a_socket_and_options_are_read_from_the_query():
    found = postgres("postgresql://u@/centre?host=/run/postgresql&sslmode=require")
    assert found["HOST"] == "/run/postgresql"
    assert found["OPTIONS"] == {"sslmode": "require"}
