"""Programs read pseudonyms, codes and numbers by token; never a name."""

import json
from io import BytesIO

import openpyxl
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as limits

from gongyou.centre.export import export
from gongyou.centre.services import desk
from gongyou.vault.public import safe_cell
from tests.people import age_proof

PATHS = ["/api/workers", "/api/employers", "/api/cases", "/api/deadlines"]


@pytest.fixture
def token(people):
    return {"HTTP_AUTHORIZATION": f"Bearer {desk.new_api_token(by=people.caseworker)}"}


def test_a_token_reads_cases_without_a_name(client, token, case):
    answer = client.get("/api/cases", **token).json()
    assert answer["items"][0]["reference"] == case.reference
    assert answer["items"][0]["claimed"] == "79800.00"
    for path in PATHS:
        assert "李小红" not in client.get(path, **token).content.decode()


def test_a_claim_is_given_entitlement_by_entitlement(client, token, case):
    answer = client.get(f"/api/cases/{case.ref}/claim", **token).json()
    lines = {line["entitlement"]: line for line in answer["lines"]}
    assert lines["cn.unlawful_termination"]["amount"] == "79800.00"


def test_no_token_a_wrong_one_and_a_withdrawn_one_are_refused(people, client, case):
    made = desk.new_api_token(by=people.caseworker)
    from gongyou.centre.models import ApiToken

    desk.drop_token(by=people.caseworker, token=ApiToken.objects.get())
    for headers in (
        {},
        {"HTTP_AUTHORIZATION": "Bearer no"},
        {"HTTP_AUTHORIZATION": f"Bearer {made}"},
    ):
        for path in PATHS:
            assert client.get(path, **headers).status_code == 401


def test_an_outsiders_token_finds_no_case(people, client, case):
    token = {"HTTP_AUTHORIZATION": f"Bearer {desk.new_api_token(by=people.outsider)}"}
    assert client.get("/api/cases", **token).json()["items"] == []
    assert client.get(f"/api/cases/{case.ref}", **token).status_code == 404


@pytest.fixture
def one_connection():
    """Requests through WSGI stay in the test's transaction, as the test client's do."""
    held = [(signal, close_old_connections) for signal in (request_started, request_finished)]
    for signal, receiver in held:
        signal.disconnect(receiver)
    yield
    for signal, receiver in held:
        signal.connect(receiver)


def test_the_api_does_what_its_document_says(people, case, one_connection):
    from gongyou.web.wsgi import application

    token = desk.new_api_token(by=people.caseworker)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)

    for operation in schema.get_all_operations():

        @limits(
            max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None
        )
        @given(asked=operation.ok().as_strategy())
        def hold(asked):
            asked.call_and_validate(headers={"Authorization": f"Bearer {token}"})

        hold()


def test_an_export_holds_everything_and_names_only_on_request(people, case):
    plain = json.loads(export(people.lawyer, "json"))
    assert plain["cases"][0]["reference"] == case.reference
    assert "李小红" not in json.dumps(plain, ensure_ascii=False)
    named = json.loads(export(people.lawyer, "json", names=True))
    assert named["workers"][0]["name"] == "李小红"


def test_a_caseworker_may_not_export(people, client_of, case):
    assert client_of(people.caseworker).get(reverse("centre:export")).status_code == 404


def test_an_export_asks_for_the_passphrase_again(people, client_of, case):
    client, url = client_of(people.lawyer), reverse("centre:export")
    assert client.get(url).status_code == 200
    for answer in (age_proof(client, 3600).get(url), client.post(url, {"form": "json"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/unlock/?next=")
        assert "fresh=1" in answer["Location"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(text):
    assert safe_cell(text).startswith("'")


def test_a_workbook_shows_formulas_as_text(people, case):
    from gongyou.centre.services.people import change_employer

    change_employer(by=people.caseworker, employer=case.employer, name="=HYPERLINK(1)")
    book = openpyxl.load_workbook(BytesIO(export(people.lawyer, "xlsx")))
    values = [cell.value for row in book["cases"].rows for cell in row]
    assert "'=HYPERLINK(1)" in values
    assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)


def test_a_workbook_holds_amounts_and_days_that_can_be_reckoned_with(people, case):
    book = openpyxl.load_workbook(BytesIO(export(people.lawyer, "xlsx", names=True)))
    heads = [cell.value for cell in book["cases"][1]]
    row = dict(zip(heads, book["cases"][2], strict=True))
    case.refresh_from_db()
    assert row["claimed"].value == float(case.claimed) > 0
    assert row["opened_on"].value.date() == case.opened_on
    heads = [cell.value for cell in book["workers"][1]]
    row = dict(zip(heads, book["workers"][2], strict=True))
    assert row["phone"].value == "13800138000"


def test_people_read_what_programs_can_ask_for(people, client_of):
    text = client_of(people.caseworker).get(reverse("centre:tokens")).content.decode()
    assert "/api/cases/{ref}/claim" in text
    assert "The latest claim of a case" in text
