"""What people's programs write beside what the standards say."""

import pytest

from gongyou.surveys.choice_files import as_utf8, read_choices
from gongyou.surveys.values import geojson, typed

TABLE = "name,label\na,东门电子厂\nb,宝安\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_list_of_choices_that_a_chinese_spreadsheet_saved_reaches_phones_in_utf_8(encoding):
    """Excel in China saves “CSV” in the code page 936 (GBK), “Unicode text” in UTF-16."""
    content = as_utf8(TABLE.encode(encoding))
    assert read_choices("x.csv", content) == {"a": {"": "东门电子厂"}, "b": {"": "宝安"}}


def test_what_is_utf_8_is_not_touched_and_what_nobody_knows_is_refused():
    for told in (b"name,label\r\na,A\r\n", TABLE.encode(), "n\n😀".encode("utf-8-sig"), b""):
        assert as_utf8(told) == told
    western = "name,label\na,Région élevée\nb,São João\n"
    assert as_utf8(western.encode("latin-1")) is None


@pytest.mark.parametrize("written", ["1_000", "1,000", "1e3", "5.0", "NaN"])
def test_a_whole_number_that_is_none_stays_as_it_was_written(written):
    assert typed("int", written) == written


@pytest.mark.parametrize("place", ["nan 1", "1 inf", "31.2 121.4 nan 0", "91 1", "31.2"])
def test_a_place_that_is_nowhere_is_no_place(place):
    """JSON knows no NaN (RFC 8259, 6), so a map would not open."""
    assert geojson("geopoint", place) is None
