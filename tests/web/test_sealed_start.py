"""The program starts sealed: one page, until one passphrase opens the database."""

import pytest

from gongyou.web.accounts import sealed as sealed_pages


@pytest.fixture
def sealed(monkeypatch):
    """The program as if nobody had opened it; one passphrase does."""
    state = {"sealed": True}

    def unseal(passphrase):
        state["sealed"] = passphrase != "seven grey herons over the weir"
        return not state["sealed"]

    monkeypatch.setattr("gongyou.web.middleware.is_sealed", lambda: state["sealed"])
    monkeypatch.setattr(sealed_pages, "unseal", unseal)
    return state


def test_every_page_leads_to_the_sign_in(client, sealed, django_db_blocker):
    with django_db_blocker.block():
        for path in ("/account/", "/compartments/AAAAAAAAAAAAAAAAAAAAAA", "/nothing"):
            assert client.get(path)["Location"] == "/accounts/sign-in/"
        page = client.get("/accounts/sign-in/")
    assert page.status_code == 200
    assert "still closed" in page.content.decode()


def test_a_wrong_passphrase_opens_nothing_and_reads_no_table(client, sealed, django_db_blocker):
    with django_db_blocker.block():
        answer = client.post("/accounts/sign-in/", {"login": "x", "passphrase": "wrong"})
    assert answer.status_code == 422
    assert sealed["sealed"]


def test_the_first_sign_in_opens_and_signs_in_at_once(people, client, sealed):
    values = {"login": "caseworker", "passphrase": "seven grey herons over the weir"}
    assert client.post("/accounts/sign-in/", values)["Location"] == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/openrosa/x/formList", "/v1/projects", "/api/x"])
def test_programs_are_told_to_come_again(client, sealed, path):
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_a_foreign_host_is_refused_while_sealed_too(client, sealed):
    assert client.get("/accounts/sign-in/", headers={"Host": "evil.example"}).status_code == 400
