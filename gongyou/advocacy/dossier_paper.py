"""A dossier's paper: to whom, the matter, what it rests on, an annex of many, a receipt slip."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gongyou.advocacy.clocks import clocks_of, kind_of
from gongyou.advocacy.models import Dossier
from gongyou.documents import Block, paper, word
from gongyou.vault.public import Actor, journal, reveal_many

BLANK = "＿＿＿＿＿＿＿＿"


def paper_of(actor: Actor, dossier: Dossier, lang: str, form: str) -> bytes:
    """The paper as "pdf" or "docx"; making it is noted in the journal."""
    blocks = paper_blocks(actor, dossier, lang)
    journal.append(actor, "advocacy.make_paper", dossier)
    return word.render(blocks, lang) if form == "docx" else paper.render([blocks], lang)


def paper_blocks(actor: Actor, dossier: Dossier, lang: str) -> list[Block]:
    """The blocks of a paper in a language."""
    kind = kind_of(dossier)
    names = ["title", "body", "matter", "signer_name"]
    told = reveal_many(actor, [dossier], names).get(dossier.pk, {})
    with translation.override(lang):
        blocks = [
            Block("title", kind.label[lang]),
            Block("text", _("To: %(body)s") % {"body": told.get("body") or BLANK}),
        ]
        if dossier.employer:
            blocks.append(
                Block("text", _("Concerning: %(firm)s") % {"firm": dossier.employer.name})
            )
        blocks += matter_blocks(told.get("matter") or BLANK * 3)
        if kind.basis:
            blocks.append(Block("text", _("Legal basis: %(text)s") % {"text": kind.basis[lang]}))
        blocks += _asked_by(dossier, lang)
        blocks.append(Block("sign", f"{_('Signed:')} {told.get('signer_name') or BLANK}"))
        blocks.append(Block("sign", date_format(timezone.localdate(), "DATE_FORMAT")))
        blocks += _annex(actor, dossier)
        blocks += _slip(dossier, kind, lang)
    return blocks


def matter_blocks(text: str) -> list[Block]:
    """A line a paragraph; `## ` begins a heading, lines between bars are the rows of a table."""
    blocks: list[Block] = []
    for line in (each.strip() for each in text.splitlines()):
        if line.startswith("## "):
            blocks.append(Block("heading", line[3:]))
        elif len(line) > 1 and line.startswith("|") and line.endswith("|"):
            row = [cell.strip() for cell in line[1:-1].split("|")]
            if blocks and blocks[-1].kind == "table":
                wide = len(blocks[-1].rows[0])
                blocks[-1].rows.append((row + [""] * wide)[:wide])
            else:
                blocks.append(Block("table", rows=[row]))
        elif line:
            blocks.append(Block("text", line))
    return blocks


def _asked_by(dossier: Dossier, lang: str) -> list[Block]:
    """The day until which a letter asks for its reply."""
    found = [c for c in clocks_of(dossier) if c.clock.code == "reply" and c.due]
    if not found:
        return []
    day = date_format(found[0].due, "DATE_FORMAT")  # type: ignore[arg-type]
    return [Block("text", _("We ask for a written reply until %(day)s.") % {"day": day})]


def _annex(actor: Actor, dossier: Dossier) -> list[Block]:
    """Those whose matter it is, by name, on a page of their own."""
    people = list(dossier.people.select_related("case__worker", "case__employer"))
    if not people:
        return []
    names = reveal_many(actor, [p.case.worker for p in people], ["name"])
    head = [_("No."), _("Name"), _("Employer"), _("Signature")]
    rows = [
        [str(n), names.get(p.case.worker_id, {}).get("name") or p.case.worker.pseudonym,
         p.case.employer.name if p.case.employer else "", ""]
        for n, p in enumerate(people, 1)
    ]  # fmt: skip
    return [
        Block("page"),
        Block("heading", _("Annex: those who complain")),
        Block("table", rows=[head, *rows]),
    ]


def _slip(dossier: Dossier, kind, lang: str) -> list[Block]:
    """What the counter signs: without it nobody can show on which day a clock began."""
    rows = [
        [_("Paper"), f"{kind.label[lang]} {dossier.code}"],
        [_("Received on"), BLANK],
        [_("Received by (name, seal)"), BLANK],
    ]
    return [Block("heading", _("Receipt slip")), Block("table", rows=rows)]
