"""China Labour Bulletin's strike map, as it is exported: an incident a row, several codes a cell.

Bands share their ends, so both ends are in. Codes are joined by ", " while free answers hold commas
too: a cell is cut at commas only around known phrases, the longest first; the rest stays whole.
"""

from __future__ import annotations

from typing import Any

from gongyou.advocacy.codebook.words import code_cell
from gongyou.advocacy.sheets.cells import band_of
from gongyou.advocacy.sheets.shapes import Column, Kind, Notes
from gongyou.advocacy.told_numbers import told_numbers

LONGEST_TITLE = 255
NO_EMPLOYER = frozenset(
    {"unknown", "self-owned", "self owned", "contractor", "n/a", "不详", "未知"}
)
LISTS = {"acts": "act", "demands": "demand", "responses": "response"}
CODED = {"industry": "industry", "enterprise_type": "enterprise", **LISTS}


def finish(facts: dict[str, Any], notes: Notes) -> None:
    """Codes, the size, the place, and what contradicts."""
    for name, field in CODED.items():
        if name in facts:
            _coded(facts, notes, name, field)
    _size(facts, notes)
    _place(facts, notes)
    employer = facts.get("employer", "")
    if employer.casefold() in NO_EMPLOYER:
        notes.add("no_name", "employer")
        facts["employer_unnamed"] = facts.pop("employer")
    if len(facts.get("title", "")) == LONGEST_TITLE:
        notes.add("cut_off", "title")
    if facts.get("text") == facts.get("title"):
        facts.pop("text", None)


def _coded(facts: dict[str, Any], notes: Notes, name: str, field: str) -> None:
    codes, unknown = code_cell("clb", field, facts[name], several=name in LISTS)
    facts[f"{name}_codes"] = codes
    if unknown:
        facts[f"{name}_unmapped"] = unknown
        for part in unknown:
            notes.add("no_code", name, part)


def _size(facts: dict[str, Any], notes: Notes) -> None:
    printed = facts.get("participants")
    if not printed:
        return
    band = band_of(printed)
    if band is None:
        notes.add("no_band", "participants")
        return
    facts["low"], facts["high"], facts["basis"] = band
    told = told_numbers(" ".join((facts.get("title", ""), facts.get("text", ""))))
    told = [one for one in told if one.basis != "words"]
    outside = [one for one in told if one.outside(facts["low"], facts["high"])]
    if told and len(outside) == len(told):
        notes.add("number_against_band", "participants", f"{printed} ≠ {told[0].words}")


def _place(facts: dict[str, Any], notes: Notes) -> None:
    from gongyou.advocacy.places import province_of, provinces_in

    printed = facts.get("region", "")
    if not printed:
        return
    code = province_of(printed)
    if code is None:
        notes.add("no_place", "region")
        return
    facts["place"] = code
    named = provinces_in(facts.get("title", ""))
    if named and code not in named:
        notes.add("place_against_title", "region")


CLB = Kind(
    name="clb",
    columns=(
        Column("start", "day", ("date", "日期", "event date", "incident date"), needed=True),
        Column("title", "text", ("title", "标题", "headline"), needed=True),
        Column("text", "text", ("description", "描述", "content", "summary")),
        Column("region", "text", ("province", "省份", "location", "region"), needed=True),
        Column("industry", "text", ("industry", "行业", "sector")),
        Column("participants", "band", ("participants", "number of participants", "参与人数")),
        Column("employer", "text", ("employer", "company", "企业", "单位", "company name")),
        Column("enterprise_type", "text", ("enterprise type", "ownership", "企业类型")),
        Column(
            "acts",
            "list",
            ("action taken involve", "action taken", "type of action", "集体行动方式"),
        ),
        Column(
            "demands",
            "list",
            ("employee demands involve", "employee demands", "demands", "工人诉求"),
        ),
        Column(
            "responses",
            "list",
            ("response to collective action", "response", "官方回应", "responses"),
        ),
    ),
    finish=finish,
    first_year=2000,
)
