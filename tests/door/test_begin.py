"""Before there is a centre: who may begin one, what is refused, what a power cut leaves."""

import pytest

from gongyou.web import installing
from gongyou.web.door import begin, strength
from tests.vault.installations import WHOLE, run

WORDS = "seven grey herons over the weir"


def test_every_address_leads_to_the_beginning(client, nothing_yet, django_db_blocker):
    with django_db_blocker.block():
        for path in ("/", "/cases/", "/accounts/sign-in/", "/api/x"):
            assert client.get(path)["Location"] == "/begin/"


@pytest.mark.parametrize("name", begin.NAMES)
def test_who_was_not_led_here_begins_nothing(client, nothing_yet, django_db_blocker, name):
    from django.urls import reverse

    with django_db_blocker.block():
        for method in (client.get, client.post):
            assert method(reverse(f"web:{name}") + "?key=guessed").status_code in (403, 405)


def test_without_a_key_of_the_start_nobody_begins(client, nothing_yet, monkeypatch):
    monkeypatch.delenv(begin.KEY)
    client.cookies[begin.COOKIE] = ""
    assert client.get("/begin/?key=").status_code == 403


def test_the_first_page_needs_no_database(led_here, django_db_blocker):
    led_here.cookies["__Host-session"] = "of-another-centre"
    with django_db_blocker.block():
        for path in ("/begin/", "/begin/new/", "/begin/restore/", "/begin/laptop/"):
            assert led_here.get(path).status_code == 200, path


def test_the_first_page_speaks_the_chosen_language(led_here):
    led_here.post("/language/", {"language": "zh-hans", "next": "/begin/"})
    assert "建一个新中心" in led_here.get("/begin/").content.decode()


def test_a_weak_passphrase_is_refused_at_its_field_and_nothing_is_made(led_here, monkeypatch):
    monkeypatch.setattr(installing, "initialise", pytest.fail)
    values = {"login": "mei", "new": "password123", "again": "password123"}
    page = led_here.post("/begin/new/", values)
    assert page.status_code == 422
    assert page.context["form"].errors["new"]


def test_once_there_is_a_centre_nobody_begins_another(client, people, monkeypatch):
    monkeypatch.setenv(begin.KEY, "x")
    for path in ("/begin/", "/begin/new/", "/begin/restore/"):
        assert client.get(f"{path}?key=x")["Location"] == "/"


@pytest.mark.parametrize(
    ("passphrase", "tone"),
    [
        ("password123", "danger"),
        ("summer2024", "danger"),
        ("tall birch 72", "warning"),
        ("seven grey herons over weir", "success"),
    ],
)
def test_how_strong_a_passphrase_is(passphrase, tone):
    assert strength.explained(passphrase)[0] == tone


def test_what_is_proposed_is_strong_and_never_twice_the_same():
    made = {strength.proposal() for _n in range(50)}
    assert len(made) == 50
    assert all(strength.explained(one)[0] == "success" for one in list(made)[:5])


def test_restoring_names_what_is_missing_at_its_field(led_here, tmp_path):
    archive = tmp_path / "gongyou-data-20260101-010101-aaaa.age"
    archive.write_bytes(b"x")
    page = led_here.post("/begin/restore/", {"folder": str(archive), "passphrase": WORDS})
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert "gongyou-keys.age" in errors["folder"][0]
    assert errors["key"]


def test_a_damaged_backup_leaves_the_folder_empty(led_here, tmp_path):
    for name in ("gongyou-data-20260101-010101-aaaa.age", "gongyou-keys.age"):
        (tmp_path / name).write_bytes(b"no archive")
    from gongyou.vault.public import new_backup_key

    key, _public = new_backup_key()
    values = {"folder": str(tmp_path / "gongyou-data-20260101-010101-aaaa.age"), "key": key}
    page = led_here.post("/begin/restore/", {**values, "passphrase": WORDS})
    assert page.status_code == 422
    assert page.context["form"].non_field_errors()
    assert not (tmp_path / "gongyou.db").exists()


CUT_SHORT = """
from gongyou.web import installing
real = installing.create_account
def dies(*args, **more):
    os._exit(9)
installing.create_account = dies
try:
    installing.initialise("mei", PASSPHRASE)
finally:
    pass
"""
BEGINS = """
from gongyou.web import installing
before = installing.installed()
made = installing.initialise("mei", PASSPHRASE)
print(json.dumps([before, installing.installed(), made.account.login]))
"""


def test_a_beginning_that_was_cut_short_begins_anew(tmp_path):
    """The database was there and no passphrase opened it: nobody could ever sign in."""
    from tests.vault.installations import process

    cut = process(tmp_path, CUT_SHORT, WHOLE)
    cut.communicate(timeout=300)
    assert cut.returncode == 9
    assert (tmp_path / "gongyou.db").exists()
    assert run(tmp_path, BEGINS, WHOLE) == [False, True, "mei"]
