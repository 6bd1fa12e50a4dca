"""Choices that stand in a file beside the form: CSV, XML, GeoJSON."""

import csv
import io
import json

from gongyou.surveys.safe_xml import UnsafeXML, children, local, parse, text_of

MOST = 60_000


def read_choices(name: str, content: bytes, value: str = "", label: str = "") -> dict[str, dict]:
    """{code: {language: label}} of a file of choices; empty where it cannot be read.

    Args:
        name: with the ending that tells the kind.
        value: column of the codes, if not the usual one (`name`; `id` in GeoJSON).
        label: column of the labels (`label`, `label::language`; `title` in GeoJSON).
    """
    ending = name.rpartition(".")[2].lower()
    reader = {"csv": _csv, "xml": _xml, "geojson": _geojson}.get(ending)
    if reader is None:
        return {}
    try:
        rows = reader(content)
    except (UnsafeXML, ValueError, csv.Error):
        return {}
    usual = ("id", "title") if ending == "geojson" else ("name", "label")
    return _choices(rows[:MOST], value or usual[0], label or usual[1])


def as_utf8(content: bytes) -> bytes | None:
    """A CSV as phones read it; what is UTF-8 stays as it is. None where its encoding is unknown.

    Chinese spreadsheets save CSV in GB18030: of such a text most signs are among those that
    GB 2312 has, of a Western one misread so hardly any.
    """
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if marked else "utf-8")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
        signs = [sign for sign in text if not sign.isascii()]
        usual = sum(bool(sign.encode("gb2312", "ignore")) for sign in signs)
        return text.encode() if usual >= 0.8 * len(signs) and "\ufffd" not in text else None
    return text.encode() if marked else content


def _choices(rows: list[dict], value: str, label: str) -> dict[str, dict]:
    found: dict[str, dict] = {}
    for row in rows:
        code = str(row.get(value) or "").strip()
        if code and code not in found:
            found[code] = _labels(row, label) or {"": code}
    return found


def _labels(row: dict, label: str) -> dict:
    labels = {"": row[label]} if row.get(label) else {}
    for head, text in row.items():
        base, mark, language = str(head).partition("::")
        if mark and base.strip() == label and text:
            labels[language.strip()] = text
    return {language: str(text) for language, text in labels.items()}


def _csv(content: bytes) -> list[dict]:
    text = content.decode("utf-8-sig", "replace")
    rows = csv.DictReader(io.StringIO(text))
    return [{(head or "").strip(): cell for head, cell in row.items()} for row in rows]


def _xml(content: bytes) -> list[dict]:
    items = [each for each in parse(content).iter() if local(each) == "item"]
    return [{local(part): text_of(part).strip() for part in children(item)} for item in items]


def _geojson(content: bytes) -> list[dict]:
    data = json.loads(content)
    features = data.get("features") if isinstance(data, dict) else None
    return [
        {"id": each.get("id"), **(each.get("properties") or {})}
        for each in features or [] if isinstance(each, dict)
    ]  # fmt: skip
