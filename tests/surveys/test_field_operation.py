"""A manager's day: thirty phones from a list, answers as a table, quotas, a sample, a form."""

import base64
from collections import Counter

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from gongyou.surveys.answers import read, tables
from gongyou.surveys.entity_contents import key_of
from gongyou.surveys.entity_contents import read as read_entity
from gongyou.surveys.ingest import callers, store
from gongyou.surveys.ingest.incoming import File, prepare
from gongyou.surveys.models import Attachment, Collector, EntityList, Form, SampleDraw
from gongyou.surveys.queries.progress import progress
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.sampling import BadFrame, Plan, draw, read_frame
from gongyou.surveys.schema import Field, Table
from gongyou.surveys.services import collectors, forms
from gongyou.surveys.services import submissions as acts
from gongyou.surveys.thumbnails import thumbnail
from gongyou.surveys.views.answers import _shown
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.convert import Converted
from tests.surveys.seed import xform

pytestmark = pytest.mark.django_db


def publish(actor, survey, xml):
    draft = forms._keep_draft(actor, survey, xml, Converted(xml=xml, schema=read_form(xml)))
    forms.publish(actor, draft.form)
    return Form.objects.select_related("current", "survey").get(pk=draft.form_id)


@pytest.fixture
def survey(people):
    return forms.create_survey(people.coordinator, compartment=people.inside, title="S")


@pytest.fixture
def form(people, survey):
    return publish(people.coordinator, survey, xform())


def test_thirty_devices_come_from_one_list_with_one_sheet(people, survey, form, client_of):
    client = client_of(people.coordinator)
    page = reverse("surveys:collectors_new", args=[survey.number])
    lines = "\n".join(f"Enumerator {n}\t{'east' if n % 2 else ''}" for n in range(30))
    sent = {"people": lines, "team": "west", "kind": "token", "forms_allowed": [form.ref]}
    answer = client.post(page, sent)
    assert Collector.objects.count() == 30
    assert Collector.objects.filter(team="west").count() == 15
    sheet = client.get(answer.headers["Location"]).content.decode()
    assert sheet.count("data:image/svg+xml") == 30
    assert sheet.count("Enumerator 7") == 1
    assert client.get(answer.headers["Location"] + "&team=west").content.decode().count(
        "data:image/svg+xml"
    ) == 15  # fmt: skip
    for who in (people.outsider, people.researcher):
        assert client_of(who).get(page).status_code == 404
        assert client_of(who).get(answer.headers["Location"]).status_code == 404


@pytest.mark.parametrize("lines", ["", "A\nA", ",team only", "x" * 121, "A\n" * 201])
def test_a_list_with_a_slip_adds_no_device(people, survey, form, client_of, lines):
    page = reverse("surveys:collectors_new", args=[survey.number])
    sent = {"people": lines, "kind": "token", "forms_allowed": [form.ref]}
    client_of(people.coordinator).post(page, sent)
    assert not Collector.objects.exists()


# --- answers as a table -----------------------------------------------------------------------

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def xml(instance, name, photo="", deprecated=""):
    old = f"<deprecatedID>{deprecated}</deprecatedID>" if deprecated else ""
    return (
        f'<data id="hh" version="1"><name>{name}</name><age>30</age><photo>{photo}</photo>'
        "<people><who>Kid one</who></people>"
        f"<meta><instanceID>{instance}</instanceID>{old}</meta></data>"
    ).encode()


@pytest.fixture
def sent(people, survey, form):
    """Three answers of one phone of the team east; one with a photo."""
    made = collectors.add_collector(
        people.coordinator, survey, name="Li's phone", team="east", kind="token", forms=[form]
    )
    caller = callers.of_collector(made.collector)
    photo = File("a.png", "image/png", PNG)
    for name, files in (("Anna", []), ("Bea", [photo]), ("Cai", [])):
        content = xml(f"uuid:{name}", name, "a.png" if files else "")
        store.store_batch([prepare(caller, content, files)])
    return form


def address(form, name, *more):
    return reverse(f"surveys:{name}", args=[form.survey.number, form.pk, *more])


def test_answers_are_found_by_words_device_day_and_finding(people, sent, client_of):
    client, page = client_of(people.coordinator), address(sent, "answers")

    def found(**asked):
        text = client.get(page, asked).content.decode()
        return [name for name in ("Anna", "Bea", "Cai") if name in text]

    assert found() == ["Anna", "Bea", "Cai"]
    assert found(words="bea") == ["Bea"]
    assert found(words="li's phone anna") == ["Anna"]
    assert found(since="2999-01-01") == []
    # Days are typed as everywhere: 1999.12.31, 昨天.
    assert found(until="1999.12.31") == []
    assert found(since="昨天") == ["Anna", "Bea", "Cai"]
    assert 'type="date"' not in client.get(page).content.decode()
    assert found(review="approved") == []
    assert found(column="age") == []
    assert "Li&#x27;s phone" in client.get(page).content.decode()
    seen = client_of(people.researcher).get(page).content.decode()
    assert "Anna" not in seen and "Li&#x27;s" not in seen


def test_many_are_checked_deleted_and_brought_back_together(people, sent, client_of):
    client, act = client_of(people.coordinator), address(sent, "answers_review")
    chosen = [row.ref for row in sent.submissions.all()[:2]]
    client.post(act, {"answer": chosen, "how": "rejected"})
    assert sent.submissions.filter(review="rejected").count() == 2
    client.post(act, {"answer": chosen, "how": "delete"})
    assert sent.submissions.filter(deleted_at=None).count() == 1
    trash = client.get(address(sent, "answers"), {"trash": "on"}).content.decode()
    assert sum(name in trash for name in ("Anna", "Bea", "Cai")) == 2
    assert client_of(people.outsider).post(act, {"answer": chosen, "how": "restore"}).status_code \
        == 404  # fmt: skip
    client.post(act, {"answer": chosen, "how": "restore"})
    assert sent.submissions.filter(deleted_at=None).count() == 3
    client.post(act, {"answer": chosen, "how": "nonsense"})
    assert sent.submissions.filter(review="rejected").count() == 2


def test_a_photo_is_shown_small_and_drawn_anew(people, sent, client_of):
    row = Attachment.objects.get(present=True)
    picture = address(sent, "answer_picture", row.submission_id, row.pk)
    answer = client_of(people.coordinator).get(picture)
    assert answer.content[:3] == b"\xff\xd8\xff" and answer.headers["Content-Type"] == "image/jpeg"
    for who in (people.researcher, people.outsider):
        assert client_of(who).get(picture).status_code == 404
    assert thumbnail(b"<svg onload=alert(1)>") is None


def test_a_member_changes_answers_as_an_edit(people, sent, client_of):
    row = sent.submissions.get(instance_id="uuid:Anna")
    client = client_of(people.coordinator)
    page = client.get(address(sent, "answer_edit", row.pk))
    assert page.status_code == 200 and "Anna" in page.content.decode()
    change = address(sent, "answer_change", row.pk)
    other = ContentFile(xml("uuid:x", "Zoe", deprecated="uuid:Bea"), "submission.xml")
    assert client.post(change, {"answers": other}).status_code == 409
    edit = ContentFile(xml("uuid:x", "Anne", deprecated="uuid:Anna"), "submission.xml")
    assert client.post(change, {"answers": edit}).status_code == 200
    row.refresh_from_db()
    assert (row.edits, row.instance_id) == (1, "uuid:Anna")
    for who in (people.researcher, people.outsider):
        assert client_of(who).get(address(sent, "answer_edit", row.pk)).status_code == 404
        assert client_of(who).post(change).status_code == 404


def test_a_repeat_stands_inside_the_row_it_belongs_to():
    schema = read_form(xform())
    schema.tables.append(Table("people/jobs", "people"))
    schema.fields.append(Field("people/jobs/pay", "pay", "people/jobs", "int", "input"))
    text = (
        b"<data id='hh'><people><who>A</who><jobs><pay>1</pay></jobs></people>"
        b"<people><who>B</who><jobs><pay>2</pay></jobs></people></data>"
    )
    [top] = _shown(schema, tables(schema, read(text).root, "u"), "en")
    first, second = top["inner"]
    assert [first["inner"][0]["lines"][0][1], second["inner"][0]["lines"][0][1]] == ["1", "2"]


# --- how it goes ------------------------------------------------------------------------------


def test_progress_by_enumerator_team_and_quota(people, sent, client_of):
    client, page = client_of(people.coordinator), address(sent, "progress")
    acts.review(people.coordinator, sent.submissions.get(instance_id="uuid:Cai"), "rejected")
    client.post(address(sent, "quota_set"), {"what": "_team=east", "target": 4})
    client.post(address(sent, "quota_set"), {"what": "=", "target": 2})
    sent.refresh_from_db()
    found = progress(people.coordinator, sent, reading_schema(sent), "en")
    [who] = found.enumerators
    assert (who.name, who.counted, who.rejected, who.today) == ("Li's phone", 2, 1, 2)
    assert [(each.there, each.target, each.full) for each in found.quotas] == [
        (2, 4, False), (2, 2, True)
    ]  # fmt: skip
    assert "Li&#x27;s phone" in client.get(page).content.decode()
    assert client_of(people.outsider).get(page).status_code == 404
    client.post(address(sent, "quota_set"), {"what": "=", "target": 0})
    sent.refresh_from_db()
    assert len(sent.quotas) == 1


# --- a sample ---------------------------------------------------------------------------------

FRAME = "site\tgate\tworkers\n" + "\n".join(
    f"S{n}\tG{n % 4}\t{10 + n}" for n in range(40)
)  # fmt: skip
HEADS, ROWS = read_frame(FRAME)


@pytest.mark.parametrize(
    ("asked", "drawn", "total"),
    [
        ({"method": "simple", "n": 10}, 10, 40),
        ({"method": "systematic", "n": 8}, 8, 40),
        ({"method": "stratified", "n": 8, "stratum": "gate"}, 8, 40),
        ({"method": "cluster", "n": 2, "cluster": "gate"}, 20, 40),
        ({"method": "two_stage", "n": 2, "n_units": 5, "cluster": "gate"}, 10, 40),
        ({"method": "pps", "n": 6, "size": "workers"}, 6, None),
    ],
)
def test_a_seed_draws_the_same_sample_and_weights_add_up_to_the_list(asked, drawn, total):
    plan = Plan(seed=7, replacements=2, **asked)
    one, two = draw(HEADS, ROWS, plan), draw(HEADS, ROWS, plan)
    assert one == two
    chosen = [unit for unit in one.units if not unit.replacement]
    spare = {unit.row for unit in one.units if unit.replacement}
    assert len(chosen) == drawn and not spare & {unit.row for unit in chosen}
    assert draw(HEADS, ROWS, Plan(seed=8, **asked)).units != chosen
    if total:
        assert sum(unit.weight for unit in chosen) == pytest.approx(total)
    else:
        # Horvitz and Thompson: the sizes weighted give the total of the sizes.
        told = sum(unit.weight * float(unit.values["workers"]) for unit in chosen)
        assert told == pytest.approx(sum(10 + n for n in range(40)))


@pytest.mark.parametrize(
    ("frame", "asked", "where"),
    [
        ("", {"method": "simple", "n": 1}, "frame"), ("a,a\n1,2", {"method": "simple", "n": 1},
                                                      "frame"),
        ("a\n1\n2", {"method": "simple", "n": 3}, "n"),
        ("a,b\n1,", {"method": "stratified", "n": 1, "stratum": "b"}, "stratum"),
        ("a\n1", {"method": "cluster", "n": 1, "cluster": "c"}, "cluster"),
        ("a\nmany", {"method": "pps", "n": 1, "size": "a"}, "size"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told_at_its_field(frame, asked, where):
    with pytest.raises(BadFrame) as told:
        heads, rows = read_frame(frame)
        draw(heads, rows, Plan(seed=1, **asked))
    assert told.value.where == where


def test_a_sample_is_drawn_on_a_page_and_given_out_as_a_list(people, survey, form, client_of):
    for name in ("A", "B"):
        collectors.add_collector(people.coordinator, survey, name=name, kind="token", forms=[form])
    client = client_of(people.coordinator)
    new = reverse("surveys:sample_new", args=[survey.number])
    asked = {"title": "Sites", "frame": FRAME, "method": "simple", "n": 10, "replacements": 2}
    page = client.post(new, asked).headers["Location"]
    sample = SampleDraw.objects.get()
    text = client.get(page).content.decode()
    assert str(sample.seed) in text and "S" in text
    assert b"S1" not in bytes(sample.data)
    devices = [str(each) for each in survey.collectors.all()]
    client.post(f"{page}assign/", {
        "name": "visits", "label": "site", "by": "gate", "enumerators": devices,
    })  # fmt: skip
    made = EntityList.objects.get(name="visits")
    key = key_of(people.coordinator, survey)
    held = [read_entity(key, each).properties for each in made.entities.all()]
    assert Counter(each["enumerator"] for each in held) == {devices[0]: 5, devices[1]: 5, "": 2}
    assert "S" in client.get(f"{page}sample.csv").content.decode()
    for who in (people.outsider, people.researcher):
        assert client_of(who).get(new).status_code == 404
        assert client_of(who).get(f"{page}sample.csv").status_code == 404
