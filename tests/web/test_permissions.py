"""Who may open what: the list of addresses itself is walked, so a new view cannot be forgotten."""

import pytest
from django.urls import reverse

from tests.addresses import every_address
from tests.people import age_proof

# Programs with a token or a password of their own: OpenRosa, /v1, the API.
MACHINES = ("/openrosa/", "/v1/", "/api/")
METHODS = ("get", "post", "delete")
# The form in the browser works without a network, so the browser keeps it on purpose.
KEPT = ("/fill/", "/openrosa/")


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
            assert _may_not_be_stored(response) or address.path.startswith(KEPT), str(address)
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
    theirs = [one for one in every_address() if one.access.kind == "administrator"]
    assert len(theirs) >= 5
    for address in theirs:
        for method in METHODS:
            assert getattr(client, method)(address.path).status_code == 404, str(address)


def test_locked_keys_lead_to_the_passphrase(people, client_of):
    client = client_of(people.caseworker, locked=True)
    theirs = [
        one
        for one in _for_members()
        if one.access.unlocked and people.caseworker.may_somewhere(one.access.right)
    ]
    assert len(theirs) > 20
    for address in theirs:
        _leads_to_the_passphrase(client.get(address.path), address)


def _leads_to_the_passphrase(response, address):
    if address.access.api:
        assert response.status_code == 401, str(address)
    else:
        assert response.status_code == 302, str(address)
        assert response["Location"].startswith("/accounts/unlock/"), str(address)


def test_what_asks_for_a_fresh_passphrase_asks_for_it(people, client_of):
    """Exports, names for many, a new key for all, shredding: not by whoever sits down later."""
    asking = [one for one in every_address() if one.access.fresh]
    assert {"centre:export", "surveys:export"} <= {one.name for one in asking}
    for who in (people.coordinator, people.lawyer, people.administrator):
        client = age_proof(client_of(who), 6 * 60)
        for address in asking:
            if address.access.right is None or who.may_somewhere(address.access.right):
                for method in ("get", "post"):
                    if address.access.kind == "administrator" and not who.is_administrator:
                        continue
                    response = getattr(client, method)(address.path)
                    _leads_to_the_passphrase(response, address)
                    assert "fresh=1" in response.get("Location", "fresh=1"), str(address)


def test_a_passphrase_of_four_minutes_ago_is_fresh_and_one_of_six_is_not(people, client_of):
    url = reverse("centre:export")
    assert age_proof(client_of(people.lawyer), 4 * 60).get(url).status_code == 200
    assert age_proof(client_of(people.lawyer), 6 * 60).get(url).status_code == 302


@pytest.mark.parametrize("who", ["coordinator", "caseworker", "researcher", "administrator"])
def test_no_address_breaks_for_those_inside(people, client_of, who):
    client = client_of(getattr(people, who))
    client.raise_request_exception = False
    stay = [one for one in every_address() if one.name not in ("web:sign_out", "web:lock")]
    answers = {str(one): client.get(one.path) for one in stay}
    assert [name for name, answer in answers.items() if answer.status_code >= 500] == []
    assert sum(answer.status_code == 200 for answer in answers.values()) > 20
    # Also those that set no header themselves: robots, a vote, a receipt, a list in a frame.
    stored = [one.path for one in stay if not _may_not_be_stored(answers[str(one)])]
    assert [path for path in stored if not path.startswith(KEPT)] == []


def _may_not_be_stored(answer) -> bool:
    return "no-store" in answer.get("Cache-Control", "")


def test_a_wrong_method_is_refused_not_obeyed(people, client_of):
    client = client_of(people.coordinator)
    client.raise_request_exception = False
    obeyed = {}
    for one in every_address():
        answer = client.generic("PATCH", one.path)
        # Elsewhere than to the sign-in or the passphrase a redirect means that something was done.
        led = answer.get("Location", "")
        if answer.status_code not in (401, 403, 404, 405, 415, 422) and not (
            answer.status_code == 302
            and led.startswith(("/accounts/sign-in/", "/accounts/unlock/"))
        ):
            obeyed[str(one)] = answer.status_code, led
    assert not obeyed


def test_only_machines_may_post_without_a_token_of_the_page(db):
    """Whoever writes one more such address states it here."""
    without = [one.path for one in every_address() if getattr(one.view, "csrf_exempt", False)]
    assert [path for path in without if not path.startswith(MACHINES)] == []
    assert {path.split("/")[1] for path in without} == {"openrosa", "v1", "api"}


def test_what_is_not_there_and_what_is_not_yours_look_alike(people, client_of):
    client = client_of(people.outsider)
    theirs = client.get(f"/compartments/{people.inside.ref}/")
    missing = client.get("/compartments/AAAAAAAAAAAAAAAAAAAAAA/")
    assert theirs.status_code == missing.status_code == 404
    assert theirs.content == missing.content
