"""What leaves is what was answered: one name a submission, typed values, nothing rejected."""

import base64
import csv
import io
import json
import zipfile
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import pyrage
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pyxform.xls2xform import convert

from gongyou.surveys.models import Form, Submission
from gongyou.surveys.queries import counted
from gongyou.surveys.queries.paging import Source
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.services import exports, forms, plans
from gongyou.surveys.services import submissions as acts
from gongyou.surveys.services.tables import make_table
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.convert import Converted
from gongyou.vault.public import Membership, api_sign_in, journal, new_program_password
from tests.people import PASSPHRASE

pytestmark = pytest.mark.django_db

FIRST = """
| survey | | | |
| | type | name | label |
| | integer | n | How many |
| | select_one mark | m | Mark |
| | select_multiple_from_file opts.csv | q | Which |
| | select_multiple kinds | k | Kinds |
| | geopoint | where | Where |
| | text | gone | Old question |
| | begin_group | g | |
| | begin_repeat | kid | Kid |
| | integer | age | Age |
| | end_repeat | | |
| | end_group | | |
| choices | | | |
| | list_name | name | label |
| | mark | 1 | low |
| | mark | 98 | no answer |
| | kinds | a | A |
| | kinds | b | B |
| settings | | | |
| | form_title | form_id | version |
| | F | f | 1 |
"""
SECOND = (
    FIRST.replace("| | text | gone | Old question |\n", "")
    .replace("| | kinds | b | B |\n", "").replace("| F | f | 1 |", "| F | f | 2 |")
)  # fmt: skip
OPTIONS = b"name,label,label::Chinese (zh)\na,Apple,\xe8\x8b\xb9\xe6\x9e\x9c\nc,Cherry,\n"


def publish(actor, survey, text):
    xml = convert(text, form_name="data").xform.encode()
    draft = forms._keep_draft(actor, survey, xml, Converted(xml=xml, schema=read_form(xml)))
    forms.attach_file(actor, draft, name="opts.csv", content=OPTIONS, content_type="text/csv")
    forms.publish(actor, draft.form)
    return Form.objects.select_related("current", "survey").get(pk=draft.form_id)


def xml(instance, n=1, deprecated="", more="", version="1", kids=(3,)):
    old = f"<deprecatedID>{deprecated}</deprecatedID>" if deprecated else ""
    kids = "".join(f"<kid><age>{age}</age></kid>" for age in kids)
    return (
        f'<data id="f" version="{version}"><n>{n}</n><m>98</m><q>a c</q><k>b</k>'
        f"<where>31.2 121.4 4 5</where>{more}<g>{kids}</g>"
        f"<meta><instanceID>{instance}</instanceID>{old}</meta></data>"
    ).encode()


@pytest.fixture
def form(people):
    survey = forms.create_survey(people.coordinator, compartment=people.inside, title="S")
    return publish(people.coordinator, survey, FIRST)


@pytest.fixture
def sent(people, form):
    """Six answers; the fourth was edited."""
    for number in range(6):
        acts.submit(people.coordinator, form, xml(f"uuid:{number}", 100 + number))
    acts.submit(people.coordinator, form, xml("uuid:3b", 333, deprecated="uuid:3", kids=(8, 9)))
    return form


@pytest.fixture
def get(people, form):
    head = {"Authorization": f"Bearer {api_sign_in('coordinator', PASSPHRASE)}"}
    base = f"/v1/projects/{form.survey.number}/forms/f"
    return lambda path, **asked: Client().get(base + path, asked, headers=head)


def walk(get, table, **asked):
    rows, page = [], get(f".svc/{table}", **asked)
    while True:
        assert page.status_code == 200, page.content
        told = page.json()
        rows += told["value"]
        if "@odata.nextLink" not in told:
            return rows
        page = get(f".svc/{table}", **dict(parse_qsl(urlsplit(told["@odata.nextLink"]).query)))


@pytest.mark.parametrize("top", [1, 2, 3, 4, 100])
def test_a_walk_meets_every_submission_once(get, sent, top):
    """central #572, ruODK #4: an edit at the end of a page neither renames nor ends it."""
    rows = walk(get, "Submissions", **{"$top": top})
    assert {row["__id"] for row in rows} == {f"uuid:{n}" for n in range(6)}
    assert len(rows) == 6
    assert [row["n"] for row in rows if row["__id"] == "uuid:3"] == [333]
    kids = walk(get, "Submissions.g.kid", **{"$top": top})
    assert len({kid["__id"] for kid in kids}) == len(kids) == 7
    edited = sorted(kid["age"] for kid in kids if kid["__Submissions-id"] == "uuid:3")
    assert edited == [8, 9]


def test_pages_keep_filter_select_and_order(get, sent):
    """pyodk #50, field-tm #1884: the second page answers the same question as the first."""
    asked = {"$top": 2, "$filter": "n gt 101", "$select": "__id,n", "$orderby": "n desc"}
    rows = walk(get, "Submissions", **asked)
    assert [row["n"] for row in rows] == [333, 105, 104, 102]
    assert {tuple(row) for row in rows} == {("__id", "n")}
    since = get(".svc/Submissions", **{"$top": 1}).json()["value"][0]["__system"]["submissionDate"]
    newer = walk(get, "Submissions", **{"$filter": f"__system/submissionDate gt {since}"})
    assert [row["__id"] for row in newer] == []
    old = {"$filter": f"$root/Submissions/__system/submissionDate lt {since}", "$top": 1}
    assert len(walk(get, "Submissions.g.kid", **old)) == 6
    assert get(".svc/Submissions", **{"$filter": "edits of 1"}).status_code == 400
    assert get(".svc/Submissions", **{"$count": "true", "$top": 0}).json()["@odata.count"] == 6


def test_a_filter_on_answers_opens_on_from_page_to_page(people, get, sent, monkeypatch):
    opened = []

    def counted(source, rows, open_=Source.opened):
        opened.append(len(rows))
        return open_(source, rows)

    monkeypatch.setattr(Source, "opened", counted)
    asked = {"$top": 2, "$filter": "n ge 103", "$select": "__id,n"}
    # Newest first: 105 and 104 fit, the fourth was edited to 333, the first three do not fit.
    first = get(".svc/Submissions", **asked).json()
    assert [row["n"] for row in first["value"]] == [105, 104]
    assert sum(opened) == 3  # what it shows, and one to know whether there is more
    assert [row["n"] for row in walk(get, "Submissions", **asked)] == [105, 104, 333]
    kids = walk(get, "Submissions.g.kid", **{"$top": 1, "$filter": "age ge 8"})
    assert sorted(row["age"] for row in kids) == [8, 9]
    for number in range(6, 15):
        acts.submit(people.coordinator, sent, xml(f"uuid:{number}", 100 + number))
    opened.clear()
    # The first of two is left out: twice as many are opened then, and not all that follow.
    get(".svc/Submissions", **{"$top": 1, "$filter": "n ge 112 and n le 113"})
    assert opened == [2, 4]


def walked(get, table, **asked):
    """The rows of a walk, and how many statements each of its pages took."""
    rows, counts, more = [], [], asked
    while more is not None:
        with CaptureQueriesContext(connection) as statements:
            told = get(f".svc/{table}", **more).json()
        counts.append(len(statements))
        rows += told["value"]
        link = told.get("@odata.nextLink")
        more = dict(parse_qsl(urlsplit(link).query)) if link else None
    return rows, counts


def test_a_page_costs_what_its_rows_cost(people, get, sent):
    """What was opened beyond a page is there for the next: most pages open nothing."""
    for number in range(6, 36):
        acts.submit(people.coordinator, sent, xml(f"uuid:{number}", 100 + number))
    asked = {"$filter": "n ge 0", "$select": "__id,n", "$top": 2}
    rows, counts = walked(get, "Submissions", **asked)
    assert sorted(row["__id"] for row in rows) == sorted(f"uuid:{n}" for n in range(36))
    # Opened: 3, 6, 12, 24 answers; of 18 pages 14 ask only who asks and whether all is as it was.
    assert len([count for count in counts if count <= 4]) >= 13
    told = [row["count"] for row in journal.told_of("surveys.export", sent.pk)]
    assert (sum(told), len(told)) == (36, 4)
    counted = {**asked, "$count": "true", "$orderby": "n desc"}
    rows, counts = walked(get, "Submissions", **counted)
    assert [row["n"] for row in rows[:2]] == [333, 135]
    assert max(counts[1:]) <= 4


def test_a_walk_sees_what_was_changed_meanwhile(people, get, sent):
    """What was opened ahead and then edited, deleted or reviewed is opened anew."""
    asked = {"$filter": "n ge 0", "$top": 2}
    first = get(".svc/Submissions", **asked).json()
    link = dict(parse_qsl(urlsplit(first["@odata.nextLink"]).query))
    second = get(".svc/Submissions", **link).json()
    link = dict(parse_qsl(urlsplit(second["@odata.nextLink"]).query))
    acts.submit(people.coordinator, sent, xml("uuid:1b", 777, deprecated="uuid:1"))
    acts.delete(people.coordinator, Submission.objects.get(instance_id="uuid:0"))
    acts.submit(people.coordinator, sent, xml("uuid:new", 888))
    last = get(".svc/Submissions", **link).json()
    assert [(row["__id"], row["n"]) for row in last["value"]] == [("uuid:1", 777)]
    shut = Client().get(f"/v1/projects/{sent.survey.number}/forms/f.svc/Submissions", link)
    assert shut.status_code == 401


@pytest.mark.parametrize("change", [{"role": "researcher"}, {"removed_at": timezone.now()}])
def test_a_walk_ends_with_the_right_to_it(people, get, sent, change):
    """The next page was opened already, and is not given out."""
    first = get(".svc/Submissions", **{"$filter": "n ge 0", "$top": 2}).json()
    link = dict(parse_qsl(urlsplit(first["@odata.nextLink"]).query))
    Membership.objects.filter(account=people.coordinator.account, compartment=people.inside).update(
        **change
    )
    page = get(".svc/Submissions", **link)
    told = page.json()
    assert page.status_code == 404 or not [r for r in told["value"] if r["__id"] and r.get("n")]


def test_pages_by_number_are_the_pages_by_link(get, sent):
    """ruODK and pyodk count on with $skip."""
    for asked in ({}, {"$filter": "n ge 0"}, {"$orderby": "__system/submissionDate asc"}):
        whole = [row["__id"] for row in walk(get, "Submissions", **asked)]
        assert len(whole) == 6
        for size in (1, 4):
            pages = [get(".svc/Submissions", **asked, **{"$top": size, "$skip": skip}).json()
                     for skip in range(0, 8, size)]  # fmt: skip
            assert [row["__id"] for page in pages for row in page["value"]] == whole
    oldest = {"$orderby": "__system/submissionDate asc", "$top": 4}
    assert [row["__id"] for row in walk(get, "Submissions", **oldest)] == whole
    assert whole == [f"uuid:{n}" for n in range(6)]


def test_links_lead_to_the_rows_below(get, sent):
    [row] = get(".svc/Submissions", **{"$filter": "__id eq 'uuid:3'"}).json()["value"]
    link = row["g"]["kid@odata.navigationLink"]
    assert [kid["age"] for kid in get(f".svc/{link}").json()["value"]] == [8, 9]
    assert get(".svc/Submissions('uuid:3')").json()["n"] == 333
    assert get(".svc/Submissions('uuid:nobody')").status_code == 404
    [row] = get(".svc/Submissions", **{"$expand": "g/kid", "$filter": "__id eq 'uuid:3'"}).json()[
        "value"
    ]
    assert [kid["age"] for kid in row["g"]["kid"]] == [8, 9]


def test_what_spreadsheets_and_odata_clients_ask_beside_the_table(get, sent):
    """As python-odata 0.8, Excel and Power BI were seen to ask (OData 4.0 part 2, 4.8 and 5.1)."""
    assert get(".svc/Submissions/$count").content == b"6"
    assert get(".svc/Submissions/$count", **{"$filter": "n ge 103"}).content == b"3"
    assert get(".svc/Submissions.g.kid/$count").content == b"7"
    assert get(".svc/Submissions(__id='uuid:3')").json()["n"] == 333
    asked = {"$filter": "__id eq 'uuid:3'", "$select": "n,__system/edits", "$expand": "*"}
    [row] = get(".svc/Submissions", **asked).json()["value"]
    kids = row["g"].pop("kid")
    assert (row["n"], row["__system"]) == (333, {"edits": 1})
    assert set(row) == {"n", "__system", "g"} and [kid["age"] for kid in kids] == [8, 9]
    asked["$expand"] = "g/kid($select=age)"
    assert get(".svc/Submissions", **asked).json()["value"][0]["g"]["kid"] == [
        {"age": 8}, {"age": 9}
    ]  # fmt: skip
    bare = get(".svc/Submissions", **{"$top": 1, "$format": "application/json;odata.metadata=none"})
    assert bare.headers["Content-Type"] == "application/json; odata.metadata=none"
    assert set(bare.json()) == {"value", "@odata.nextLink"}
    assert set(bare.json()["value"][0]["g"]) == set()


@pytest.mark.parametrize(
    "asked",
    [{"$select": "nosuch"}, {"$select": "g/nosuch"}, {"$expand": "nosuch"},
     {"$expand": "g/kid($filter=age eq 1)"}, {"$expand": "g/kid("}, {"$orderby": "nosuch"}],
)  # fmt: skip
def test_a_column_that_is_not_there_is_said(get, sent, asked):
    """Not an empty row, which a spreadsheet would take for an empty answer."""
    told = get(".svc/Submissions", **asked)
    assert (told.status_code, told.json()["code"]) == (400, 400.8)


def test_head_and_options_are_answered(get, sent):
    address = f"/v1/projects/{sent.survey.number}/forms/f.svc/$metadata"
    head = {"Authorization": f"Bearer {api_sign_in('coordinator', PASSPHRASE)}"}
    whole, found = Client().get(address, headers=head), Client().head(address, headers=head)
    assert (found.status_code, found.content) == (200, b"")
    assert found.headers["Content-Length"] == str(len(whole.content))
    assert found.headers["OData-Version"] == whole.headers["OData-Version"] == "4.0"
    assert Client().head(address).status_code == 401
    for told, status in ((Client().options(address), 204), (Client().post(address), 405)):
        assert (told.status_code, told.headers["Allow"]) == (status, "GET, HEAD, OPTIONS")


def test_the_tables_describe_themselves(get, sent):
    """Every column of a row is declared, with a type that fits (OData CSDL 4.0)."""
    tree = ET.fromstring(get(".svc/$metadata").content)
    edm = "{http://docs.oasis-open.org/odata/ns/edm}"
    kinds = {each.get("Name"): each for each in tree.iter(f"{edm}EntityType")}
    assert set(kinds) == {"Submissions", "Submissions.g.kid"}
    declared = {p.get("Name"): p.get("Type") for p in kinds["Submissions"].iter(f"{edm}Property")}
    row = get(".svc/Submissions", **{"$top": 1}).json()["value"][0]
    assert set(row) <= set(declared)
    assert (declared["n"], declared["where"]) == ("Edm.Int64", "Edm.GeographyPoint")
    sets = {each.get("Name") for each in tree.iter(f"{edm}EntitySet")}
    assert sets == {each["name"] for each in get(".svc").json()["value"]}


def test_a_spreadsheet_signs_in_by_a_password_for_programs(people, sent):
    address = f"/v1/projects/{sent.survey.number}/forms/f.svc/Submissions"
    refused = Client().get(address)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Basic")
    given = new_program_password(people.coordinator, "Excel")
    for secret, status in ((given, 200), (given, 200), (PASSPHRASE, 401), ("gyp_wrong", 401)):
        told = base64.b64encode(f"coordinator:{secret}".encode()).decode()
        asked = Client().get(address, headers={"Authorization": f"Basic {told}"})
        assert asked.status_code == status
    other = new_program_password(people.outsider, "Excel")
    told = base64.b64encode(f"outsider:{other}".encode()).decode()
    assert Client().get(address, headers={"Authorization": f"Basic {told}"}).status_code == 404


def test_unknown_addresses_answer_json(get):
    for path in ("/nothing", ".svc/Submissions.nothing", "/submissions/x/y/z"):
        assert get(path).json()["code"] == 404.1
    assert Client().get("/v1/nothing/here").json()["code"] == 404.1


def sheet(content, name="answers.csv"):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_an_export_says_when_who_and_how_far_checked(people, sent):
    rows = {r["KEY"]: r for r in sheet(exports.export(people.coordinator, sent, "csv",
                                                      identities=True))}  # fmt: skip
    edited = rows["uuid:3"]
    assert (edited["n"], edited["Edits"], edited["ReviewState"]) == ("333", "1", "edited")
    assert edited["SubmitterName"] == "coordinator" and edited["FormVersion"] == "1"
    assert edited["SubmissionDate"].startswith("20")
    assert [edited[f"where-{part}"] for part in ("Latitude", "Longitude", "Altitude", "Accuracy")
            ] == ["31.2", "121.4", "4", "5"]  # fmt: skip
    # kpi #5940: choices that stand in a file split as others do.
    assert (edited["q/a"], edited["q/c"]) == ("1", "1")
    kids = sheet(exports.export(people.coordinator, sent, "csv", identities=True), "kid.csv")
    assert [k["KEY"] for k in kids if k["PARENT_KEY"] == "uuid:3"] == [
        "uuid:3/g/kid[1]", "uuid:3/g/kid[2]"
    ]  # fmt: skip


def test_rejected_answers_leave_only_when_asked_for(people, sent):
    for row in sent.submissions.all()[:2]:
        acts.review(people.coordinator, row, "rejected")
    for identities in (True, False):
        kept = exports.export(people.coordinator, sent, "csv", identities=identities)
        everything = exports.export(
            people.coordinator, sent, "csv", identities=identities, rejected=True
        )
        assert (len(sheet(kept)), len(sheet(everything))) == (4, 6)


def test_codes_stay_the_codes_they_are(people, sent, tmp_path):
    import pyreadstat

    for kind in ("sav", "dta"):
        content = exports.export(people.coordinator, sent, kind, identities=True, language="en")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (tmp_path / f"a.{kind}").write_bytes(archive.read(f"answers.{kind}"))
        frame, meta = getattr(pyreadstat, f"read_{kind}")(tmp_path / f"a.{kind}")
        assert set(frame["m"]) == {98}
        assert meta.variable_value_labels["m"][98] == "no answer"
    assert meta.column_names_to_labels["q_a"] == "Which: Apple"


def test_what_an_older_version_asked_is_kept(people, form):
    """docs #1411 and kpi #2089: a removed question, a removed choice."""
    acts.submit(people.coordinator, form, xml("uuid:1", more="<gone>then</gone>"))
    now = publish(people.coordinator, form.survey, SECOND)
    acts.submit(people.coordinator, now, xml("uuid:2", version="2"))
    rows = {r["KEY"]: r for r in sheet(exports.export(people.coordinator, now, "csv",
                                                      identities=True))}  # fmt: skip
    assert (rows["uuid:1"]["gone"], rows["uuid:2"]["gone"]) == ("then", "")
    assert (rows["uuid:1"]["k/b"], rows["uuid:1"]["k/a"]) == ("1", "0")
    assert [f.path for f in reading_schema(now).fields if f.removed] == ["gone"]


def test_an_empty_export_says_why(people, form):
    with pytest.raises(exports.NothingToExport, match="no answers"):
        exports.export(people.coordinator, form, "csv", identities=False)
    acts.submit(people.coordinator, form, xml("uuid:1"))
    # Nobody opened the analysis yet; whoever may read names needs not to.
    assert len(sheet(exports.export(people.coordinator, form, "csv", identities=False))) == 1
    acts.review(people.coordinator, form.submissions.get(), "rejected")
    with pytest.raises(exports.NothingToExport, match="rejected"):
        exports.export(people.coordinator, form, "csv", identities=True)


def test_files_and_places_leave(people, sent, get):
    one = sent.submissions.get(instance_id="uuid:1")
    one.form = sent
    acts.add_file(
        people.coordinator, one, name="a.jpg", content=b"picture", content_type="image/jpeg"
    )
    with zipfile.ZipFile(exports.export_media(people.coordinator, sent)) as archive:
        assert archive.read("media/uuid_1/a.jpg") == b"picture"
    places = json.loads(exports.export(people.coordinator, sent, "geojson", identities=True))
    assert len(places["features"]) == 6
    assert places["features"][0]["geometry"]["coordinates"] == [121.4, 31.2, 4.0]
    assert len(get("/submissions.geojson").json()["features"]) == 6
    table = list(csv.DictReader(io.StringIO(get("/submissions.csv").content.decode())))
    assert {row["KEY"] for row in table} == {f"uuid:{n}" for n in range(6)}
    packed = b"".join(get("/submissions.csv.zip").streaming_content)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert set(archive.namelist()) == {"f.csv", "f-kid.csv", "media/a.jpg"}


def test_lists_that_search_reads_reach_phones():
    """Collect's search(): the file is named only in the appearance."""
    text = FIRST.replace("| | integer | n | How many |", "| | integer | n | How many |").replace(
        "| | type | name | label |", "| | type | name | label | appearance |"
    ).replace("| | select_one mark | m | Mark |",
              "| | select_one mark | m | Mark | search('fruits') |")  # fmt: skip
    schema = read_form(convert(text, form_name="data").xform.encode())
    assert "fruits.csv" in schema.files


def test_an_export_by_the_clock_opens_with_its_key_only(
    people, sent, client_of, settings, tmp_path
):
    settings.GONGYOU = {**settings.GONGYOU, "DATA": tmp_path}
    key = pyrage.x25519.Identity.generate()
    page = reverse("surveys:plans", args=[sent.survey.number, sent.pk])
    client = client_of(people.coordinator)
    bad = client.post(page, {"kind": "csv", "every": 1, "recipient": "nobody"})
    assert "age1" in bad.content.decode() and not sent.plans.exists()
    client.post(page, {"kind": "csv", "every": 1, "recipient": str(key.to_public())})
    # Nobody with the right to read names has opened the analysis yet: it says so.
    assert plans.write_due() == 0
    assert "not in the table" in sent.plans.get().trouble
    make_table(people.coordinator, sent)
    assert (plans.write_due(), plans.write_due()) == (1, 0)
    [file] = (tmp_path / "exports").glob("*.age")
    assert len(sheet(pyrage.decrypt(file.read_bytes(), [key]))) == 6
    assert b"uuid:" not in pyrage.decrypt(file.read_bytes(), [key])
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.generate()])
    assert client_of(people.caseworker).get(page).status_code == 404


def test_a_point_on_the_map_is_no_group_to_count_by(people, sent):
    forms.choose_columns(people.coordinator, sent, {"where": True, "q": True})
    sent.refresh_from_db()
    make_table(people.coordinator, sent)
    (table,) = counted.tables(people.coordinator)
    assert "q" in table.columns
    assert "where" not in table.columns
    assert "31.2" not in str(table.read().rows.to_pylist())
