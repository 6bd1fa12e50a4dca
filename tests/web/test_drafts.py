"""Half-written forms are kept sealed, for the person who types only."""

import json

from gongyou.web.models import Draft

TYPED = {"story": ["李小红 was not paid"], "grievance": ["wages", "overtime"]}


def _save(client, name="centre.intake"):
    return client.post(f"/drafts/{name}/", json.dumps(TYPED), content_type="application/json")


def test_a_draft_comes_back_as_typed(people, client_of):
    client = client_of(people.caseworker)
    assert client.get("/drafts/centre.intake/").status_code == 204
    assert _save(client).status_code == 204
    assert client.get("/drafts/centre.intake/").json() == TYPED


def test_it_is_sealed_and_bound_to_its_owner_and_form(people, client_of):
    _save(client_of(people.caseworker))
    kept = bytes(Draft.objects.get().sealed)
    assert "李小红".encode() not in kept and b"wages" not in kept
    assert client_of(people.lawyer).get("/drafts/centre.intake/").status_code == 204
    assert client_of(people.caseworker).get("/drafts/other/").status_code == 204


def test_an_accepted_form_drops_its_draft(people, client_of):
    client = client_of(people.caseworker)
    _save(client, "web.compartment")
    refused = client.post("/compartments/new/", {"title": "", "draft": "web.compartment"})
    assert refused.status_code == 422 and Draft.objects.exists()
    client.post("/compartments/new/", {"title": "North road", "draft": "web.compartment"})
    assert not Draft.objects.exists()


def test_what_is_no_form_is_refused(people, client_of):
    client = client_of(people.caseworker)
    answer = client.post("/drafts/x/", "not json", content_type="application/json")
    assert answer.status_code == 400
    deep = client.post("/drafts/x/", "[" * 90_000, content_type="application/json")
    assert deep.status_code == 400
    huge = json.dumps({"a": ["x" * 600_000]})
    assert client.post("/drafts/x/", huge, content_type="application/json").status_code == 413
