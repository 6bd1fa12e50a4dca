import datetime as dt

import pytest

from gongyou.surveys.answers import read, tables
from gongyou.surveys.odata import Item, Options, render, select_items
from gongyou.surveys.odata_filter import BadFilter, compile_filter
from gongyou.surveys.schema import Field, Schema, Table

SCHEMA = Schema(
    "f", "1", "F",
    tables=[Table("", None), Table("g/people", "")],
    fields=[
        Field("g/n.o", "n.o", "", "int", "input"),
        Field("where", "where", "", "geopoint", "input"),
        Field("g/people/age", "age", "g/people", "int", "input"),
    ],
)  # fmt: skip


def item(number: int, review=None) -> Item:
    xml = (
        f"<d id='f'><g><n.o>{number}</n.o><people><age>5</age></people>"
        f"<people><age>6</age></people></g><where>1 2 3 4</where></d>"
    )
    name = f"uuid:{number}"
    when = f"2026-03-{number:02d}T08:00:00+00:00"
    return Item(
        name,
        {"submissionDate": when, "reviewState": review},
        tables(SCHEMA, read(xml.encode()).root, name),
    )


ITEMS = [item(1), item(2, "approved"), item(3)]


def test_groups_nest_and_names_become_identifiers():
    row = render(SCHEMA, "", ITEMS, Options(top=1), "http://h/f.svc")["value"][0]
    assert row["g"]["n_o"] == 1
    assert row["where"]["coordinates"] == [2.0, 1.0, 3.0]
    assert row["g"]["people@odata.navigationLink"] == "Submissions('uuid:1')/g/people"


def test_pages_follow_the_next_link_to_the_end():
    first = render(SCHEMA, "", ITEMS, Options(top=2, count=True), "http://h/f.svc")
    assert first["@odata.count"] == 3
    token = first["@odata.nextLink"].split("skiptoken=")[1].split("&")[0].replace("%3D", "=")
    second = render(SCHEMA, "", ITEMS, Options(top=2, skiptoken=token), "http://h/f.svc")
    assert [row["__id"] for row in second["value"]] == ["uuid:3"]
    assert "@odata.nextLink" not in second


def test_a_repeat_is_a_table_whose_rows_know_their_submission():
    rows = render(SCHEMA, "g/people", ITEMS, Options(), "http://h/f.svc")["value"]
    assert len(rows) == 6
    assert len({row["__id"] for row in rows}) == 6
    assert rows[0]["__Submissions-id"] == "uuid:1"


def test_expand_and_select():
    row = render(SCHEMA, "", ITEMS, Options(expand=True, wkt=True), "b")["value"][0]
    assert [each["age"] for each in row["g"]["people"]] == [5, 6]
    assert row["where"] == "POINT (2 1 3)"
    row = render(SCHEMA, "", ITEMS, Options(select=frozenset({"__id", "g/n_o"})), "b")["value"][0]
    assert row == {"__id": "uuid:1", "g": {"n_o": 1}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("__system/submissionDate gt 2026-03-02T00:00:00.000Z", ["uuid:2", "uuid:3"]),
        ("day(__system/submissionDate) eq 2", ["uuid:2"]),
        ("__system/reviewState eq 'approved' or __id eq 'uuid:3'", ["uuid:2", "uuid:3"]),
        ("not (__system/reviewState eq 'approved')", ["uuid:1", "uuid:3"]),
        ("$root/Submissions/__system/reviewState eq null and __id ne 'uuid:1'", ["uuid:3"]),
    ],
)
def test_filters(text, expected):
    found = [each.instance_id for each in select_items(ITEMS, Options(filter=text))]
    assert found == expected


def test_now_is_the_moment_of_the_question():
    now = dt.datetime.now(dt.UTC)
    times = [(now + dt.timedelta(hours=h)).isoformat() for h in (-1, 1)]
    items = [
        Item(f"uuid:{n}", {"submissionDate": when}, {"": []}) for n, when in enumerate(times, 1)
    ]
    for text, expected in (("lt now()", ["uuid:1"]), ("gt now()", ["uuid:2"])):
        options = Options(filter=f"__system/submissionDate {text}")
        assert [each.instance_id for each in select_items(items, options)] == expected


@pytest.mark.parametrize("text", ["x eq 1", "__id eq", "__id ** 2", "((((", "drop(__id) eq 1"])
def test_broken_filters_say_so(text):
    with pytest.raises(BadFilter):
        compile_filter(text, {"__id"})
