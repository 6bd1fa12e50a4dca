"""A file is given out under its name, whatever the script, and never shown."""

from email.message import Message

import pytest
from django.http import HttpResponse

from gongyou.ui.public import download, named


def _read_by_a_browser(answer: HttpResponse) -> Message:
    """The header as RFC 6266 has it, by the standard library's reader of RFC 2231."""
    message = Message()
    message["Content-Disposition"] = answer["Content-Disposition"]
    return message


@pytest.mark.parametrize(
    "name",
    [
        "gongyou.csv",
        "what-if 最低工资 2027.csv",
        'two "words"; filename=evil.html',
        "line\nbreak.csv",
    ],
)
def test_a_name_in_any_script_stays_one_name(name):
    read = _read_by_a_browser(download(name, b"x"))
    assert read.get_content_disposition() == "attachment"
    assert read.get_filename() == name


def test_the_ending_tells_the_kind_and_an_unknown_one_tells_nothing():
    assert download("a.pdf").headers["Content-Type"] == "application/pdf"
    assert download("a.csv", "工").headers["Content-Type"] == "text/csv; charset=utf-8"
    assert download("a.age").headers["Content-Type"] == "application/octet-stream"
    assert (
        named(HttpResponse("x", content_type="text/plain"), "a.pdf")["Content-Type"] == "text/plain"
    )
