"""Reading all answers at once asks for the right to export, and every reading is in the journal."""

import json

import pytest
from django.test import Client

from gongyou.surveys.services import collectors
from gongyou.surveys.services import submissions as acts
from gongyou.vault.identities import reads
from gongyou.vault.journal.models import Entry
from gongyou.vault.public import api_sign_in
from tests.people import PASSPHRASE
from tests.surveys.test_lists_and_audit import answers, form

__all__ = ["form"]
pytestmark = pytest.mark.django_db
SENT = 12


@pytest.fixture
def sent(people, form):
    """A questionnaire with twelve answers; nobody's reading was noted yet."""
    for number in range(SENT):
        xml = answers(f"uuid:{number}").replace(b"6f4b1f1e", f"{number:08x}".encode())
        assert acts.submit(people.coordinator, form, xml).status < 300
    reads._noted.clear()
    return form


def get(who, address):
    token = api_sign_in(who, PASSPHRASE)
    return Client().get(address, headers={"Authorization": f"Bearer {token}"})


def entries(act):
    rows = Entry.objects.filter(act=act).order_by("seq")
    return [(row.account.login, json.loads(row.changes)) for row in rows]


def base(form):
    return f"/v1/projects/{form.survey.number}"


def test_the_table_of_all_answers_is_for_whoever_may_export(people, sent):
    address = f"{base(sent)}/forms/members.svc/Submissions"
    for who in ("caseworker", "organiser", "outsider", "administrator"):
        assert get(who, address).status_code == 404
    assert not entries("surveys.export")
    answer = get("lawyer", address)
    assert len(answer.json()["value"]) == SENT
    [(who, said)] = entries("surveys.export")
    assert (who, said["count"], said["identities"]) == ("lawyer", SENT, True)
    assert "Li Hong" not in get("researcher", address).content.decode()
    assert entries("surveys.export")[1][1]["identities"] is False
    read = [said for _, said in entries("vault.read_identity") if "xml" in said["fields"]]
    assert [said["count"] for said in read] == [SENT]


def test_so_is_the_table_of_all_entities(people, sent):
    address = f"{base(sent)}/datasets/members.svc/Entities"
    assert get("caseworker", address).status_code == 404
    assert get("lawyer", address).status_code == 200


def test_one_answer_read_is_one_entry_at_v1_and_in_the_web(people, sent, client_of):
    get("caseworker", f"{base(sent)}/forms/members/submissions/uuid:3.xml")
    assert [(who, said["count"]) for who, said in entries("vault.read_identity")] == [
        ("caseworker", 1)
    ]


def test_the_token_of_a_phone_is_shown_only_to_whoever_may_change_phones(people, sent):
    made = collectors.add_collector(
        people.coordinator, sent.survey, name="phone", kind="token", forms=[sent]
    )
    seen = {
        who: [one.get("token") for one in get(who, f"{base(sent)}/app-users").json()]
        for who in ("coordinator", "researcher")
    }
    assert seen["researcher"] == [None]
    assert seen["coordinator"] != [None]
    assert made.collector.pk


def test_json_that_is_nested_without_end_is_a_bad_request(people):
    answer = Client().post("/v1/sessions", "[" * 200_000, content_type="application/json")
    assert answer.status_code == 400
