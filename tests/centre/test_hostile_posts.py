"""What no page of ours sends is answered calmly: not there, refused, or said at the field."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongyou.centre.documents import texts
from gongyou.centre.roster.services import upload_roster

FAR = "9" * 30


@pytest.fixture
def client(people, client_of, case):
    """The caseworker's browser, with one case in the centre."""
    return client_of(people.caseworker)


@pytest.mark.parametrize(
    "address",
    [
        f"/cases/?page={FAR}",
        f"/workers/?page={FAR}",
        "/calendar/?month=0001-01",
        "/calendar/?month=9999-12",
        "/deadlines/?day=9999-12-31",
        "/cases/?place=%00&state=%00&q=%00",
    ],
)
def test_an_address_that_somebody_made_up_still_opens(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("sent", ["", "nope", "\x00", "1" * 22])
@pytest.mark.parametrize("noun", ["worker", "employer"])
def test_joining_what_is_no_record_finds_nothing(client, noun, sent):
    address = reverse("centre:merge_do", args=[noun])
    assert client.post(address, {"kept": sent, "folded": sent}).status_code == 404


def test_joining_one_with_itself_says_why_not(client, case):
    sent = {"kept": case.worker_id, "folded": case.worker_id}
    answer = client.post(reverse("centre:merge_do", args=["worker"]), sent, follow=True)
    assert "cannot be joined" in answer.content.decode()


@pytest.fixture
def roster(people, case):
    """A small roster as it was uploaded."""
    text = "姓名,入职时间,月工资\n张三,2010-01-01,3000\n"
    return upload_roster(
        by=people.caseworker,
        compartment=people.inside,
        upload=SimpleUploadedFile("名单.csv", text.encode()),
        employer_name="测试鞋厂",
        source="roster",
    )


@pytest.mark.parametrize(
    "mapping",
    [
        "",
        "[]",
        "{}",
        "[" * 50_000,
        json.dumps({"gongyou_mapping": 1, "sheets": [{"sheet": 1, "columns": [{}]}]}),
    ],
)
def test_a_mapping_that_the_page_did_not_send_is_refused_and_spoils_nothing(
    client, roster, mapping
):
    address = reverse("centre:roster", args=[roster.pk])
    assert client.post(address, {"mapping": mapping}).status_code == 400
    assert client.get(address).status_code == 200


def test_a_mended_cell_without_a_sheet_is_passed_over(client, roster):
    address = reverse("centre:roster", args=[roster.pk])
    client.post(address, {"fix:A1": "x"})
    assert client.get(address).status_code == 200


def _upload(client, content: bytes):
    sent = {"kind": "application", "language": "en"}
    file = SimpleUploadedFile("a.docx", content)
    return client.post(reverse("centre:document_templates"), {**sent, "file": file})


def test_a_template_that_bursts_is_refused_before_it_is_opened(client, monkeypatch):
    monkeypatch.setattr(texts, "check", lambda *_args: pytest.fail("it was opened"))
    held = io.BytesIO(texts.built_in("application", "en"))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("word/more.xml", b" " * 100_000_000)
    answer = _upload(client, held.getvalue())
    assert answer.status_code == 422
    assert "unpacks" in answer.content.decode()


def test_what_is_no_word_file_is_called_so(client):
    answer = _upload(client, "姓名,工资\n".encode())
    assert answer.status_code == 422
    assert "no Word file" in answer.content.decode()
    assert "BytesIO" not in answer.content.decode()
