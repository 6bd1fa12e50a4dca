"""From an uploaded workbook or XForm to a checked form: the two gates in their order."""

import io
import json
import shutil
import sys
import zipfile
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from gongyou.surveys.envelope import is_rsa_key
from gongyou.surveys.safe_xml import UnsafeXML
from gongyou.surveys.sandbox import TookTooLong, run_on_file
from gongyou.surveys.schema import Schema
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform import wording
from gongyou.surveys.xlsform.browser import browser_findings
from gongyou.surveys.xlsform.expressions import wrong_expressions
from gongyou.surveys.xlsform.findings import Finding, from_conversion, from_validate
from gongyou.surveys.xlsform.places import Workbook

XLSX_MAGIC, XLS_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAX_UPLOAD = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 2000
JAVA = ("java", "-Djava.awt.headless=true", "-Xmx384m", "-Xss4m", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-jar")  # fmt: skip


@dataclass
class Converted:
    """A form ready to publish, or why not: `xml` is None when there are errors."""

    xml: bytes | None = None
    itemsets: bytes | None = None
    schema: Schema | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop publication."""
        return [each for each in self.findings if each.level == "error"]

    @property
    def warnings(self) -> list[Finding]:
        """The findings that do not."""
        return [each for each in self.findings if each.level == "warning"]


def convert(content: bytes, fallback_id: str = "form") -> Converted:
    """Convert and validate a workbook (XLSX, XLS) or an XForm (XML).

    Args:
        content: the uploaded bytes; what they are is decided by looking.
        fallback_id: the form's id where its settings name none.
    """
    if len(content) > MAX_UPLOAD:
        return _refused("TOO_BIG")
    if content[:4] in (XLSX_MAGIC, XLS_MAGIC):
        return _from_workbook(content, fallback_id)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return _validated(Converted(xml=content), Workbook({}))
    return _refused("UNREADABLE")


def _refused(code: str, text: str = "") -> Converted:
    return Converted(findings=_said("error", code, text))


def _said(level: str, code: str, text: str = "") -> list[Finding]:
    message = {
        "en": wording.ENGLISH[code].format(text=text),
        "zh-hans": wording.CHINESE[code].format(text=text),
    }
    return [Finding(level, code, "", None, "", "", message)]


def _from_workbook(content: bytes, fallback_id: str) -> Converted:
    suffix = ".xlsx" if content[:4] == XLSX_MAGIC else ".xls"
    if suffix == ".xlsx" and (problem := _zip_problem(content)):
        return _refused(problem)
    try:
        ended = run_on_file(
            [sys.executable, "-m", "gongyou.surveys.xlsform.child"],
            _file_name(fallback_id) + suffix, content, seconds=90,
        )  # fmt: skip
        told = json.loads(ended.out)
    except TookTooLong:
        return _refused("TOO_LONG")
    except ValueError:
        return _refused("UNREADABLE")
    return _told(told, Workbook(told["cells"]))


def _told(told: dict, book: Workbook) -> Converted:
    findings = [from_conversion(each, "warning", book) for each in told["warnings"]]
    if told["error"]:
        errors = [from_conversion(each, "error", book) for each in told["error"]]
        return Converted(findings=errors + findings)
    itemsets = told["itemsets"].encode() if told["itemsets"] else None
    return _validated(
        Converted(xml=told["xform"].encode(), itemsets=itemsets, findings=findings), book
    )


def _file_name(stem: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in stem)[:100]


def _zip_problem(content: bytes) -> str:
    """Macros and archives that unpack out of measure are refused before they are read."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "UNREADABLE"
    if len(entries) > MAX_ENTRIES or sum(each.file_size for each in entries) > MAX_UNPACKED:
        return "TOO_BIG"
    if any(each.filename.lower().endswith("vbaproject.bin") for each in entries):
        return "MACROS"
    return ""


def validate_jar() -> Path:
    """Where pyxform keeps ODK Validate."""
    package = Path(find_spec("pyxform").origin).parent  # type: ignore[arg-type, union-attr]
    return package / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


def has_validate() -> bool:
    """Whether ODK Validate can look at forms here: it needs Java."""
    return shutil.which(JAVA[0]) is not None


def _validated(converted: Converted, book: Workbook) -> Converted:
    """The second gate: readable as a form here, and valid for ODK's own parser."""
    try:
        converted.schema = read_form(converted.xml)  # type: ignore[arg-type]
    except (UnsafeXML, ValueError) as error:
        return _refused("NOT_A_FORM", str(error))
    if converted.schema.public_key and not is_rsa_key(converted.schema.public_key):
        return _bad_key(converted.schema.public_key, book)
    if not has_validate():
        return _without_validate(converted, book)
    try:
        ended = run_on_file([*JAVA, str(validate_jar())], "form.xml", converted.xml, seconds=100)  # type: ignore[arg-type]
    except TookTooLong:
        return _refused("TOO_LONG")
    if ended.code != 0:
        found = from_validate(_clean(ended.err), "error", book)
        converted.findings[:0] = found or _refused("NOT_A_FORM", "ODK Validate").findings
        converted.xml = converted.schema = None
        return converted
    if ended.err.strip():
        converted.findings += from_validate(_clean(ended.err), "warning", book)
    converted.findings += browser_findings(converted.xml, converted.schema, book)  # type: ignore[arg-type]
    return converted


def _without_validate(converted: Converted, book: Workbook) -> Converted:
    """No Java here: what can be seen without ODK Validate is looked at, and that is said."""
    wrong = wrong_expressions(converted.xml, book)  # type: ignore[arg-type]
    if wrong:
        converted.findings[:0] = wrong
        converted.xml = converted.schema = None
        return converted
    converted.findings += _said("warning", "NO_JAVA")
    converted.findings += browser_findings(converted.xml, converted.schema, book)  # type: ignore[arg-type]
    return converted


def _bad_key(typed: str, book: Workbook) -> Converted:
    """Nobody could send an answer: phones and browsers encrypt to this key before they send."""
    context = {"sheet": "settings", "column": "public_key"}
    row = book.find("settings", "public_key", typed)
    told = {"code": "BAD_KEY", "context": context | ({"row": str(row)} if row else {}), "text": ""}
    return Converted(findings=[from_conversion(told, "error", book)])


def _clean(err: bytes) -> str:
    from pyxform.validators.error_cleaner import ErrorCleaner

    return ErrorCleaner.odk_validate(err.decode("utf-8", "replace"))
