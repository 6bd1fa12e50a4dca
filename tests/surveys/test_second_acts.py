"""What holds after an edit, a deletion, a stop and a wrong passphrase; tables value by value."""

import base64
import csv
import datetime as dt
import io
import json
import time
import zipfile

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from gongyou.surveys.answers import read, tables
from gongyou.surveys.exports.files import write
from gongyou.surveys.exports.tables import Column, columns_of
from gongyou.surveys.ingest import callers
from gongyou.surveys.models import AnswerRow, Collector, DigestSecret, Submission
from gongyou.surveys.openrosa import digest
from gongyou.surveys.queries import analysis, lookup, response
from gongyou.surveys.queries.sample import drawn
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.services import collectors, exports, forms, submissions
from tests.people import PASSPHRASE
from tests.surveys.seed import xform
from tests.surveys.test_analysis import INSURED, SCHEMA
from tests.surveys.test_answers import SCHEMA as NESTED
from tests.surveys.test_answers import XML
from tests.surveys.test_submissions import answers, published, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(people):
    return forms.create_survey(people.coordinator, compartment=people.inside, title="S")


@pytest.fixture
def form(people, survey):
    return published(people, survey, xform())


# --- tables -----------------------------------------------------------------------------------


def values(columns) -> dict:
    return {column.name: column.values for column in columns}


def test_of_several_choices_each_is_found_by_its_whole_name():
    question = Field("ill", "ill", "", "string", "select", {"": "Ill"}, choices="ill")
    names = {"1": {"": "cough"}, "10": {"": "rash"}, "110": {"": "none"}}
    schema = Schema("f", "1", "F", fields=[question], choices={"ill": names})
    texts = ["10", "1", "110 1", "", None]
    rows = [type("R", (), {"key": str(n), "parent": "", "values": {"ill": t}})
            for n, t in enumerate(texts)]  # fmt: skip
    found = values(columns_of(schema, "", [question], rows, "en"))
    assert found["ill/1"] == [0, 1, 1, 0, None]
    assert found["ill/10"] == [1, 0, 0, 0, None]
    assert found["ill/110"] == [0, 0, 1, 0, None]


def test_rows_of_repeats_name_the_row_in_which_they_lie_two_levels_deep():
    found = tables(NESTED, read(XML).root, "uuid:1")
    home, person, job = (
        values(columns_of(NESTED, table, NESTED.fields, found[table], "en"))
        for table in ("", "people", "people/jobs")
    )
    assert "PARENT_KEY" not in home and home["KEY"] == ["uuid:1"]
    assert person["PARENT_KEY"] == ["uuid:1", "uuid:1"]
    first, second = person["KEY"]
    assert first != second
    # Both jobs are the first person's.
    assert job["PARENT_KEY"] == [first, first]
    assert len(set(job["KEY"])) == 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_answer_is_a_formula_in_any_file_that_spreadsheets_open(text):
    packed = write("csv", {"answers": [Column("a", "A", "text", values=[text, "plain"])]})
    content = zipfile.ZipFile(io.BytesIO(packed)).read("answers.csv").decode("utf-8-sig")
    head, dangerous, plain = csv.reader(io.StringIO(content, newline=""))
    assert (head, plain) == (["a"], ["plain"])
    assert dangerous == ["'" + text]


# --- after a deletion -------------------------------------------------------------------------


def test_a_deleted_submission_is_in_no_list_no_export_and_no_count(people, survey, form):
    by = people.coordinator
    for number in range(3):
        send(people, survey, answers(instance=f"uuid:{number}"))
    gone = Submission.objects.get(instance_id="uuid:1")
    submissions.delete(by, gone)
    kept = ["uuid:2", "uuid:0"]
    assert [each.instance_id for each in lookup.submissions(by, form)] == kept
    assert response.by_day_and_team(by, survey).total == 2
    packed = exports.export(by, form, "csv", identities=True)
    content = zipfile.ZipFile(io.BytesIO(packed)).read("answers.csv").decode()
    assert "uuid:1" not in content and "uuid:2" in content
    said = _ask(f"/v1/projects/{survey.number}/forms/hh.svc/Submissions?$count=true").json()
    assert said["@odata.count"] == 2
    assert sorted(row["__id"] for row in said["value"]) == sorted(kept)
    submissions.restore(by, gone)
    assert lookup.submissions(by, form).count() == 3


def test_deleted_answers_are_in_no_table_of_the_analysis_though_their_row_is_left(people, form):
    send(people, form.survey, answers())
    row = Submission.objects.get()
    AnswerRow.objects.create(form=form, submission=row, table="", place="", values={"age": "3"})
    assert len(analysis.rows(people.researcher, form)) == 1
    Submission.objects.update(deleted_at=timezone.now())
    assert analysis.rows(people.researcher, form) == []


def test_nobody_of_another_circle_finds_answers_even_with_the_form_in_hand(people, survey, form):
    send(people, survey, answers())
    assert lookup.submissions(people.caseworker, form).count() == 1
    assert lookup.submissions(people.outsider, form).count() == 0
    assert lookup.submissions(people.stranger, form).count() == 0
    with pytest.raises(Http404):
        lookup.submission(people.outsider, form, "uuid:1")


# --- after an edit ----------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["approved", "rejected", None])
def test_whatever_a_check_had_found_an_edit_is_to_be_checked_anew(people, survey, form, state):
    send(people, survey, answers())
    submissions.review(people.coordinator, Submission.objects.get(), state)
    edit = answers(instance="uuid:2", name="B").replace(
        b"<meta>", b"<meta><deprecatedID>uuid:1</deprecatedID>"
    )
    assert send(people, survey, edit).code == "edited"
    submission = Submission.objects.get()
    assert (submission.review, submission.edits) == ("edited", 1)


# --- after a stop -----------------------------------------------------------------------------


def forget():
    callers.forget()
    digest._kept.clear()


def proof(name, password, method, target, nonce):
    md5 = digest._md5
    ha1, ha2 = md5(f"{name}:{collectors.REALM}:{password}"), md5(f"{method}:{target}")
    told = md5(f"{ha1}:{nonce}:00000001:abcd:auth:{ha2}")
    return (
        f'Digest username="{name}", realm="{collectors.REALM}", nonce="{nonce}", uri="{target}",'
        f' qop=auth, nc=00000001, cnonce="abcd", response="{told}", algorithm=MD5'
    )


def test_a_stopped_device_gets_nothing_and_sends_nothing_by_token_or_by_password(
    people, survey, form
):
    by = people.coordinator
    phone, pad = (
        collectors.add_collector(by, survey, name=kind, kind=kind, forms=[form])
        for kind in (Collector.Kind.TOKEN, Collector.Kind.DIGEST)
    )
    other = collectors.add_collector(by, survey, name="x", kind=Collector.Kind.TOKEN, forms=[form])
    name = f"c{pad.collector.number}"

    def doors():
        forget()
        target = f"/openrosa/{survey.number}/formList"
        said = proof(name, pad.secret, "GET", target, digest.new_nonce())
        client = Client()
        return [
            client.get(f"/openrosa/{phone.secret}/formList").status_code,
            client.head(f"/openrosa/{phone.secret}/submission").status_code,
            client.get(target, headers={"Authorization": said}).status_code,
            client.get(f"/openrosa/{other.secret}/formList").status_code,
        ]

    assert doors() == [200, 204, 200, 200]
    for device in (phone, pad):
        collectors.revoke(by, device.collector)
    listed, taken, by_password, others = doors()
    assert others == 200
    assert {listed, taken, by_password} <= {401, 403, 404}
    assert callers.by_token(phone.secret) is None
    stopped = Collector.objects.get(pk=phone.collector.pk)
    assert (stopped.token_digest, stopped.list_key) == (None, None)
    assert not DigestSecret.objects.filter(username=name).exists()


@pytest.mark.parametrize(("minutes", "taken"), [(0, True), (29, True), (31, False)])
def test_a_nonce_lives_half_an_hour(people, survey, form, monkeypatch, minutes, taken):
    pad = collectors.add_collector(
        people.coordinator, survey, name="x", kind=Collector.Kind.DIGEST, forms=[form]
    )
    target = f"/openrosa/{survey.number}/formList"
    now = time.time()
    monkeypatch.setattr(digest.time, "time", lambda: now - 60 * minutes)
    nonce = digest.new_nonce()
    monkeypatch.setattr(digest.time, "time", lambda: now)
    forget()
    said = proof(f"c{pad.collector.number}", pad.secret, "GET", target, nonce)
    answer = Client().get(target, headers={"Authorization": said})
    assert answer.status_code == (200 if taken else 401)
    if not taken:
        assert "stale=true" in answer["WWW-Authenticate"]


# --- who asks ---------------------------------------------------------------------------------


def _token(login: str, passphrase: str = PASSPHRASE, address: str = "127.0.0.1"):
    told = {"email": login, "password": passphrase}
    return Client(REMOTE_ADDR=address).post("/v1/sessions", told, content_type="application/json")


def _ask(path: str, login: str = "coordinator"):
    token = _token(login).json()["token"]
    return Client().get(path, headers={"Authorization": f"Bearer {token}"})


def test_a_passphrase_cannot_be_guessed_by_programs_without_limit(people):
    for _ in range(6):
        assert _token("caseworker", "wrong", "10.0.0.7").status_code == 401
    assert _token("caseworker", address="10.0.0.7").status_code == 429
    # Somebody else, elsewhere, is let in.
    assert _token("lawyer", address="10.0.0.9").status_code == 200


# --- figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "answered"), [(9, None), (10, 10), (11, 11)])
def test_how_many_answered_is_told_from_ten_on(said, answered):
    rows = [{"insured": "yes"}] * said + [{"insured": ""}] * 30
    found = analysis.frequency(drawn(rows), SCHEMA, INSURED, "en")
    assert found.answered == answered


@pytest.mark.parametrize(
    ("utc", "day"),
    [("2026-03-01T15:59:00", "2026-03-01"), ("2026-03-01T16:00:00", "2026-03-02"),
     ("2026-03-01T17:00:00", "2026-03-02"), ("2026-03-02T15:59:00", "2026-03-02")],
)  # fmt: skip
def test_what_comes_in_the_early_morning_counts_for_that_day(people, survey, form, utc, day):
    """Midnight in Shanghai is 16:00 UTC."""
    send(people, survey, answers())
    at = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    Submission.objects.update(received_at=at)
    with timezone.override("Asia/Shanghai"):
        found = response.by_day_and_team(people.coordinator, survey)
    assert [str(each) for each in found.days] == [day]


def test_basic_is_no_way_in(people):
    """Only what is documented opens: a passphrase in a header does not."""
    told = base64.b64encode(f"coordinator:{PASSPHRASE}".encode()).decode()
    answer = Client().get("/v1/projects", headers={"Authorization": f"Basic {told}"})
    assert answer.status_code == 401


def _send(form, method, path, body):
    headers = {"Authorization": f"Bearer {_token('coordinator').json()['token']}"}
    place = f"/v1/projects/{form.survey.number}{path}"
    client = Client(raise_request_exception=False)
    return client.generic(method, place, json.dumps(body), "application/json", headers=headers)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"name": 7}),
        ("PATCH", "", ["name"]),
        ("POST", "/app-users", {"displayName": None}),
        ("PATCH", "/forms/{form}", {"state": {"open": True}}),
        ("POST", "/datasets", {}),
        ("PATCH", "/forms/{form}", "open"),
    ],
)
def test_a_call_without_what_it_needs_is_the_callers_fault(people, form, method, path, body):
    answer = _send(form, method, path.format(form=form.form_id), body)
    assert answer.status_code == 400, answer.content
    assert "is missing or is no" in answer.json()["message"]


@pytest.mark.parametrize("fault", [TypeError, KeyError, AttributeError])
def test_a_fault_of_ours_is_not_told_as_the_callers(people, form, monkeypatch, fault):
    def broken(*args, **kwargs):
        raise fault("ours")

    monkeypatch.setattr(forms, "change_survey", broken)
    assert _send(form, "PATCH", "", {"name": "New"}).status_code == 500
