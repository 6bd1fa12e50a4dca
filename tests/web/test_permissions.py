"""Who may open what: the list of addresses itself is walked, so a new view cannot be forgotten."""

import pytest

from tests.addresses import every_address

METHODS = ("get", "post", "delete")


def test_every_view_says_who_may_open_it(db):
    silent = [str(address) for address in every_address() if address.access is None]
    assert not silent


def _guarded():
    return [address for address in every_address() if address.access.kind != "public"]


def _for_members():
    return [address for address in every_address() if address.access.kind == "member"]


def test_nobody_gets_into_a_guarded_page(client_of, db):
    client = client_of(None)
    for address in _guarded():
        for method in METHODS:
            response = getattr(client, method)(address.path)
            assert response.status_code in (302, 401), (str(address), method)
            if response.status_code == 302:
                assert response["Location"].startswith("/accounts/sign-in/"), str(address)


def test_someone_in_no_compartment_finds_nothing_of_the_members(people, client_of):
    client = client_of(people.stranger)
    for address in _for_members():
        for method in METHODS:
            response = getattr(client, method)(address.path)
            assert response.status_code in (401, 404), (str(address), method)


def test_an_administrator_is_no_member(people, client_of):
    client = client_of(people.administrator)
    for address in _for_members():
        assert client.get(address.path).status_code in (401, 404), str(address)


def test_only_administrators_open_the_administration(people, client_of):
    client = client_of(people.coordinator)
    for address in every_address():
        if address.access.kind == "administrator":
            assert client.get(address.path).status_code == 404, str(address)


def test_locked_keys_lead_to_the_passphrase(people, client_of):
    client = client_of(people.caseworker, locked=True)
    for address in _for_members():
        if address.access.unlocked and people.caseworker.may_somewhere(address.access.right):
            response = client.get(address.path)
            assert response.status_code in (302, 401), str(address)
            if response.status_code == 302:
                assert "/accounts/unlock/" in response["Location"], str(address)


@pytest.mark.parametrize("who", ["coordinator", "caseworker", "researcher", "administrator"])
def test_no_address_breaks_for_those_inside(people, client_of, who):
    client = client_of(getattr(people, who))
    client.raise_request_exception = False
    stay = [one for one in every_address() if one.name not in ("web:sign_out", "web:lock")]
    broken = [str(one) for one in stay if client.get(one.path).status_code >= 500]
    assert not broken


def test_a_wrong_method_is_refused_not_obeyed(people, client_of):
    client = client_of(people.coordinator)
    client.raise_request_exception = False
    refusals = (302, 401, 403, 404, 405, 415, 422)
    answers = {str(one): client.generic("PATCH", one.path).status_code for one in every_address()}
    assert not {name: code for name, code in answers.items() if code not in refusals}


def test_what_is_not_there_and_what_is_not_yours_look_alike(people, client_of):
    client = client_of(people.outsider)
    theirs = client.get(f"/compartments/{people.inside.ref}/")
    missing = client.get("/compartments/AAAAAAAAAAAAAAAAAAAAAA/")
    assert theirs.status_code == missing.status_code == 404
    assert theirs.content == missing.content
