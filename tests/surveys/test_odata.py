import datetime as dt
from urllib.parse import parse_qsl

import pytest

from gongyou.surveys.answers import read, tables
from gongyou.surveys.odata import (
    Item,
    Options,
    Page,
    document,
    pairs_of,
    read_options,
    select_items,
)
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


def shown(table="", options=None, more=False):
    page = Page(pairs_of(SCHEMA, table, ITEMS), more=more)
    return document(SCHEMA, table, page, options or Options(), "http://h/f.svc")


def test_groups_nest_and_names_become_identifiers():
    row = shown()["value"][0]
    assert row["g"]["n_o"] == 1
    assert row["where"]["coordinates"] == [2.0, 1.0, 3.0]
    assert row["g"]["people@odata.navigationLink"] == "Submissions('uuid:1')/g/people"


def test_the_link_to_the_next_page_keeps_the_question():
    asked = {"$top": "3", "$filter": "__id ne 'a&b'", "$select": "__id", "$count": "true"}
    link = shown(options=read_options(asked), more=True)["@odata.nextLink"]
    again = dict(parse_qsl(link.partition("?")[2]))
    token = again.pop("$skiptoken")
    assert again == asked
    assert read_options({"$skiptoken": token}).skiptoken == {"id": "uuid:3", "row": ""}


@pytest.mark.parametrize(
    "asked",
    [{"$skip": "-1"}, {"$top": "x"}, {"$skiptoken": "01zz"}, {"$orderby": "a sideways"},
     {"$apply": "x"}, {"$skiptoken": "01bnVsbA=="}],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused(asked):
    with pytest.raises(BadFilter):
        read_options(asked)


def test_a_repeat_is_a_table_whose_rows_know_their_submission():
    rows = shown("g/people")["value"]
    assert len(rows) == 6
    assert len({row["__id"] for row in rows}) == 6
    assert rows[0]["__Submissions-id"] == "uuid:1"


def test_expand_and_select():
    row = shown(options=Options(expand={"*": frozenset()}, wkt=True))["value"][0]
    assert [each["age"] for each in row["g"]["people"]] == [5, 6]
    assert row["where"] == "POINT (2 1 3)"
    row = shown(options=Options(select=frozenset({"__id", "g/n_o"})))["value"][0]
    assert row == {"__id": "uuid:1", "g": {"n_o": 1}}


# Strings as the tests of the public reader odata-query have them, on our row.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contains(name, 'ope')", True), ("startswith(name, 'H')", True),
        ("endswith(name, 'x')", False), ("length(name) eq 4", True),
        ("indexof(name, 'pe') eq 2", True), ("substring(name, 1) eq 'ope'", True),
        ("tolower(name) eq 'hope'", True), ("concat(name, '!') eq 'Hope!'", True),
        ("age add 1 gt 30", True), ("age mod 2 eq 0", True), ("age div 4 eq 7.5", True),
        ("age in (29, 30)", True), ("name in ('a', 'b')", False), ("none eq null", True),
        ("not contains(name, 'z') and age ge 30", True), ("(age lt 5 or age gt 20) eq true", True),
        ("year(day) eq 2026 and month(day) eq 3", True), ("day lt 2026-03-05", True),
        ("round(2.5) eq 3", True), ("floor(2.9) eq 2", True), ("ceiling(2.1) eq 3", True),
        ("-age lt 0", True), ("age gt 2e1", True), ("none gt 1", False), ("年龄 eq 7", True),
    ],
)  # fmt: skip
def test_the_language_of_filters(text, expected):
    row = {"name": "Hope", "age": 30, "none": None, "day": "2026-03-04", "年龄": 7}
    assert compile_filter(text, set(row))(row) is expected


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
