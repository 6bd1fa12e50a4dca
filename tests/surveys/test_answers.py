import datetime as dt
from decimal import Decimal

import pytest

from gongyou.surveys.answers import Unreadable, choices_of, expected_files, read, tables
from gongyou.surveys.safe_xml import UnsafeXML
from gongyou.surveys.schema import Field, Schema, Table
from gongyou.surveys.values import geojson, typed, wkt

SCHEMA = Schema(
    "hh", "1", "Household",
    tables=[Table("", None), Table("people", ""), Table("people/jobs", "people")],
    fields=[
        Field("name", "name", "", "string", "input"),
        Field("home/size", "size", "", "int", "input"),
        Field("people/age", "age", "people", "int", "input"),
        Field("people/photo", "photo", "people", "binary", "upload"),
        Field("people/jobs/pay", "pay", "people/jobs", "decimal", "input"),
    ],
)  # fmt: skip
XML = """<?xml version="1.0"?>
<data xmlns:orx="http://openrosa.org/xforms" id="hh" version="1">
  <!-- a comment --><name>\N{GRINNING FACE} \u0623\u062d\u0645</name>
  <home><size>3</size></home>
  <people><age>40</age><photo>1.jpg</photo><jobs><pay>10.50</pay></jobs><jobs><pay/></jobs></people>
  <people><age/><photo/></people><unheard-of>x</unheard-of>
  <orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta>
</data>""".encode()


def test_identity_is_read_whatever_the_namespace_of_meta():
    arrived = read(XML)
    assert (arrived.form_id, arrived.version, arrived.instance_id) == ("hh", "1", "uuid:1")


def test_a_byte_order_mark_and_crlf_are_tolerated():
    arrived = read(b"\xef\xbb\xbf" + XML.replace(b"\n", b"\r\n"))
    assert arrived.instance_id == "uuid:1"


def test_repeats_in_repeats_become_rows_with_their_parents():
    found = tables(SCHEMA, read(XML).root, "uuid:1")
    assert found[""][0].values["home/size"] == "3"
    assert [row.values["people/age"] for row in found["people"]] == ["40", None]
    assert [row.parent for row in found["people/jobs"]] == ["uuid:1/people[1]"] * 2
    assert [row.values["people/jobs/pay"] for row in found["people/jobs"]] == ["10.50", None]


def test_only_binary_questions_name_attachments():
    assert expected_files(SCHEMA, read(XML)) == ["1.jpg"]


@pytest.mark.parametrize(
    "xml",
    [
        b"<!DOCTYPE d [<!ENTITY a 'x'>]><d id='1'>&a;</d>",
        b"<d id='1'>",
        b"",
        b"<d>" * 300 + b"</d>" * 300,
        '<!DOCTYPE d [<!ENTITY a "x">]><d id="1">&a;</d>'.encode("utf-16"),
    ],
)
def test_unsafe_xml_is_refused(xml):
    with pytest.raises(UnsafeXML):
        read(xml)


@pytest.mark.parametrize("xml", [b"<d/>", b"<d id='%s'/>" % (b"x" * 250)])
def test_answers_to_no_form_are_refused(xml):
    with pytest.raises(Unreadable):
        read(xml)


def test_values_keep_what_they_cannot_read():
    assert typed("decimal", "10.10") == Decimal("10.10")
    assert typed("int", "12") == 12
    assert typed("int", "twelve") == "twelve"
    assert typed("date", "2026-02-28") == dt.date(2026, 2, 28)
    assert typed("dateTime", "2026-02-28T10:00:00.000+08").utcoffset() == dt.timedelta(hours=8)
    assert typed("decimal", "NaN") == "NaN"
    assert typed("string", " ") is None


def test_places_are_longitude_first_as_geojson_wants():
    assert geojson("geopoint", "23.1 113.3 5 4.5") == {
        "type": "Point",
        "coordinates": [113.3, 23.1, 5.0],
        "properties": {"accuracy": 4.5},
    }
    assert wkt("geotrace", "1 2 0 0;3 4 0 0") == "LINESTRING (2 1 0,4 3 0)"
    assert geojson("geopoint", "923 1") is None


def test_several_choices_are_split_and_one_is_not():
    assert choices_of(Field("a", "a", "", "string", "select"), "x y") == ["x", "y"]
    assert choices_of(Field("a", "a", "", "string", "select1"), " x ") == ["x"]
