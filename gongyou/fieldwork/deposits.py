"""What goes to an archive, and what lets others count again: files in memory, no names.

DDI-Codebook 2.5 and Dublin Core describe the deposit; access classes follow the speakers' consent.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from xml.etree import ElementTree as xml

from gongyou.fieldwork.models import CaseStudy, Comparison
from gongyou.fieldwork.queries import comparing, quotes, tracing
from gongyou.vault.public import Actor, safe_cell

DDI = "ddi:codebook:2_5"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SUMS = "SHA256SUMS"


def deposit(
    actor: Actor,
    study: CaseStudy,
    chronicle: dict,
    made_on,
    projects: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """Name → content of a deposit of a case study; `projects` are coded interviews (REFI-QDA).

    Words are in it only where their speaker may be quoted today; what stays out is counted.
    """
    said = quotes.said_in(actor, study)
    allowed = quotes.verdicts([s.quote for s in said], use="archive")
    open_ones = [s for s in said if s.verdict == allowed[s.quote.pk] == quotes.YES]
    title = study.reveal(actor, "title") or study.case.code
    question = study.reveal(actor, "question") or ""
    words = "\n\n".join(f"{s.quote.ref}\n{s.words}" for s in open_ones)
    about = {
        "title": title,
        "question": question,
        "made": made_on.isoformat(),
        "id": study.ref,
        "left_out": len(said) - len(open_ones),
        "count": len(open_ones),
    }
    files = {
        "chronicle.json": _json(chronicle),
        "quotations.txt": words.encode(),
        "data-list.csv": _data_list(open_ones),
        "ddi-codebook.xml": ddi(about),
        "dublin-core.xml": dublin_core(about),
        "README.txt": _readme(about),
        **(projects or {}),
    }
    return files | {SUMS: sums(files)}


def _json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()


def sums(files: dict[str, bytes]) -> bytes:
    """The list of checksums, as sha256sum reads it."""
    rows = [f"{hashlib.sha256(held).hexdigest()}  {name}" for name, held in sorted(files.items())]
    return ("\n".join(rows) + "\n").encode()


def _data_list(said) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "kind", "year", "length", "file", "consent", "closed until"])
    for row in said:
        year = row.quote.said_on.year if row.quote.said_on else ""
        writer.writerow(
            [row.quote.ref, "quotation", year, len(row.words), "quotations.txt", "quote", ""]
        )
    return out.getvalue().encode()


def _readme(about: dict) -> bytes:
    return (
        f"{about['title']}\n\n{about['question']}\n\nMade on {about['made']}.\n"
        f"{about['count']} quotations whose speakers agreed; {about['left_out']} are left out.\n"
        "interviews-*.qdpx, if there are any, are coded interviews in the form of REFI-QDA 1.5.\n"
        "chronicle.json is a file of the form labour-case/1 with its sources.\n"
        f"Check the files with: sha256sum -c {SUMS}\n"
    ).encode()


def _element(parent, name: str, text: str = "", **attributes):
    made = xml.SubElement(parent, f"{{{DDI}}}{name}", attributes)
    if text:
        made.text = _clean(text)
    return made


def _clean(text: str) -> str:
    """Signs that no XML may hold go."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t\r")


def ddi(about: dict) -> bytes:
    """A DDI-Codebook 2.5 document: citation, abstract, access."""
    xml.register_namespace("", DDI)
    root = xml.Element(f"{{{DDI}}}codeBook", {"version": "2.5"})
    document = _element(root, "stdyDscr")
    citation = _element(document, "citation")
    statement = _element(citation, "titlStmt")
    _element(statement, "titl", about["title"])
    _element(statement, "IDNo", about["id"])
    _element(_element(citation, "prodStmt"), "prodDate", about["made"], date=about["made"])
    info = _element(document, "stdyInfo")
    subject = _element(info, "subject")
    for word in ("labour disputes", "collective bargaining", "workers"):
        _element(subject, "keyword", word)
    _element(info, "abstract", about["question"] or about["title"])
    _element(_element(info, "sumDscr"), "dataKind", "text; event data")
    method = _element(document, "method")
    _element(_element(method, "dataColl"), "collMode", "interviews and published sources")
    access = _element(_element(document, "dataAccs"), "useStmt")
    _element(access, "restrctn", "Quotations only of speakers who agreed to be quoted.")
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


def dublin_core(about: dict) -> bytes:
    """The same in Dublin Core."""
    xml.register_namespace("dc", DC)
    xml.register_namespace("oai_dc", OAI_DC)
    root = xml.Element(f"{{{OAI_DC}}}dc")
    values = [
        ("title", about["title"]),
        ("description", about["question"] or about["title"]),
        ("date", about["made"]),
        ("identifier", about["id"]),
        ("type", "Dataset"),
        ("subject", "labour disputes"),
        ("rights", "Quotations only of speakers who agreed to be quoted."),
    ]
    for name, text in values:
        xml.SubElement(root, f"{{{DC}}}{name}").text = _clean(text)
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


RECOMPUTE = '''"""Count every number of this bundle again: python recompute.py (needs gongyou)."""

import json
from pathlib import Path

from gongyou.stats.configurations import analyse, memberships
from gongyou.stats.evidence import Clue, weigh

here = Path(__file__).parent
if (here / "comparison.json").exists():
    held = json.loads((here / "comparison.json").read_text(encoding="utf-8"))
    rows = [(case, row) for case, row in zip(held["cases"], held["rows"]) if None not in row]
    if rows:
        data = memberships([r for _c, r in rows], held["conditions"], "Y", [c for c, _r in rows])
        found = analyse(data, held["cut"], held["n_cut"], held["expected"])
        for row in found.table.rows:
            print(row.name, row.cases, round(row.inclusion, 6), round(row.pri, 6), row.out)
        for kind, solution in found.solutions.items():
            print(kind, [" + ".join(model.names) for model in solution.models])
if (here / "tracing.json").exists():
    held = json.loads((here / "tracing.json").read_text(encoding="utf-8"))
    clues = [
        Clue(c["name"], {k: tuple(v) for k, v in c["ranges"].items()}, c["found"], c["origin"])
        for c in held["clues"]
    ]
    result = weigh({k: tuple(v) for k, v in held["priors"].items()}, clues)
    print(result.posterior, result.leading)
'''


def replication_of_comparison(actor: Actor, comparison: Comparison) -> dict[str, bytes]:
    """What a comparison was counted from, what it gave, and a program that counts it again."""
    table = comparing.table(actor, comparison)
    causes, outcome = table.causes, table.outcome
    rows = comparing.rows_of(table) if outcome else []
    names = [table.names[case.pk] for case in table.cases]
    letters = [table.letters[c.pk] for c in causes]
    held = {
        "conditions": letters,
        "labels": {table.letters[c.pk]: table.labels[c.pk] for c in table.conditions},
        "cases": names,
        "rows": rows,
        "cut": comparison.cut,
        "n_cut": comparison.n_cut,
        "expected": {table.letters[c.pk]: c.expected for c in causes if c.expected is not None},
        "why": {
            names[i]: {table.letters[cell.condition.pk]: cell.why for cell in row}
            for i, row in enumerate(table.rows)
        },
    }
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["case", *letters, "Y"])
    for name, row in zip(names, rows, strict=False):
        writer.writerow([safe_cell(name), *["" if v is None else v for v in row]])
    return _bundle({"comparison.json": _json(held), "comparison.csv": out.getvalue().encode()})


def replication_of_tracing(actor: Actor, study: CaseStudy) -> dict[str, bytes]:
    """What a board was counted from, and a program that counts it again."""
    board = tracing.board(actor, study)
    names = {str(s.hypothesis.pk): str(s.hypothesis) for s in board.standings}
    held = {
        "texts": {str(s.hypothesis): s.text for s in board.standings},
        "priors": {
            str(s.hypothesis): [s.hypothesis.low, s.hypothesis.high] for s in board.standings
        },
        "clues": [
            {
                "name": line.name,
                "text": line.text,
                "found": line.clue.found,
                "origin": hashlib.sha256(line.origin.encode()).hexdigest()[:8]
                if line.origin
                else "",
                "ranges": {names[str(pk)]: list(r) for pk, r in line.ranges.items() if r},
                "why": line.why,
            }
            for line in board.lines
            if all(line.ranges.values())
        ],
        "posterior": {str(s.hypothesis): [s.low, s.high] for s in board.standings},
    }
    return _bundle({"tracing.json": _json(held)})


def _bundle(files: dict[str, bytes]) -> dict[str, bytes]:
    files = files | {"recompute.py": RECOMPUTE.encode()}
    return files | {SUMS: sums(files)}


def zipped(files: dict[str, bytes]) -> bytes:
    """The files as a zip, in memory."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, held in files.items():
            made.writestr(name, held)
    return out.getvalue()
