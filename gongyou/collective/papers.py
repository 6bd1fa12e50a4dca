"""Papers for the other side: demand letter, agreement, group application. Made in memory."""

import re
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongyou.centre.public import commission
from gongyou.collective.law_words import articles, entitlement_label
from gongyou.collective.models import Agreement, DemandLetter, GroupFiling, Share
from gongyou.collective.queries import mandates, offers
from gongyou.collective.queries.chronicle import demand_lines
from gongyou.collective.queries.roll import entitlements_of
from gongyou.documents import Block, paper, word
from gongyou.vault.public import Actor, reveal_many

BLANK = "＿＿＿＿＿＿＿＿"


def day(value) -> str:
    """A day in words of the language."""
    return date_format(value, "DATE_FORMAT") if value else ""


def as_file(blocks: list[Block], lang: str, form: str, author: str = "") -> bytes:
    """A paper as "pdf" or "docx"."""
    return word.render(blocks, lang, author) if form == "docx" else paper.render([blocks], lang)


def letter_blocks(actor: Actor, letter: DemandLetter, lang: str) -> list[Block]:
    """The demand letter, to be signed by the representatives."""
    case = letter.case
    with translation.override(lang):
        every = demand_lines(actor, case, letter.written_on)
        lines = [line for line in every if line[0].reference in letter.demands]
        blocks = [
            Block("title", _("Demand letter")),
            Block("text", _("To: %(firm)s") % {"firm": _firm(case)}),
            Block("text", letter.reveal(actor, "text") or _("We, the workers, demand:")),
        ]
        for number, (demand, content) in enumerate(lines, 1):
            blocks.append(Block("heading", f"{number}. {content['text']}"))
            blocks += _grounds(content["legal_basis"], demand.people, demand.amount)
        if letter.deadline_on:
            text = _("We ask for a written answer until %(day)s.") % {
                "day": day(letter.deadline_on)
            }
            blocks.append(Block("text", text))
        blocks.append(Block("text", _("Where to answer (name, address, telephone):") + BLANK * 2))
        blocks.append(Block("sign", _("The representatives of the workers") + BLANK))
        blocks.append(Block("sign", day(letter.written_on)))
    return blocks


def _grounds(basis: list[str], people, amount) -> list[Block]:
    """How many and how much, and the articles it rests on."""
    lines = []
    if people and amount is not None:
        values = {"people": people, "amount": f"{amount:,.2f}"}
        lines.append(_("For %(people)s people, %(amount)s yuan in all.") % values)
    if basis:
        lines.append(_("Legal basis: %(articles)s") % {"articles": "; ".join(basis)})
    return [Block("text", line) for line in lines]


def agreement_blocks(actor: Actor, agreement: Agreement, lang: str) -> list[Block]:
    """The agreement from its terms, to be signed by both sides.

    The workers' side is signed by those who could talk for them on that day. What an offer gives
    is a sum with the number of people and the day of reckoning, and an annex names each person's.
    """
    case, signed = agreement.case, agreement.signed_on
    shares = _shares(agreement)
    with translation.override(lang):
        said = {d.reference: content["text"] for d, content in demand_lines(actor, case, signed)}
        blocks = [
            Block("title", _("Agreement")),
            Block("text", _("Employer: %(firm)s") % {"firm": _firm(case) or BLANK}),
            Block("text", _("Workers: the members of the roll, through their representatives")),
            Block("text", _("Both sides have talked and agree:")),
        ]
        for number, term in enumerate(agreement.reveal(actor, "terms")["terms"], 1):
            text = offers.term_text(term, agreement.offer, lang)
            blocks.append(Block("heading", f"{number}. {text}"))
            if term.get("by_offer") and shares:
                blocks.append(Block("text", _in_all(agreement, shares)))
            blocks += _settled(term, said, text)
        if agreement.confidential:
            blocks.append(Block("text", _("Both sides keep the terms to themselves.")))
        blocks.append(Block("text", _("Each side keeps one copy.")))
        blocks.append(Block("sign", _("For the employer (signature, seal):") + BLANK))
        blocks += [
            Block("sign", _("Representative of the workers: %(name)s") % {"name": name} + BLANK)
            for name in _talkers(actor, case, signed) or [""]
        ]
        blocks.append(Block("sign", day(signed)))
        blocks += _annex(actor, shares)
    return blocks


def _shares(agreement: Agreement) -> list[Share]:
    """What the agreement gives each member, in the order of the roll."""
    query = Share.objects.filter(promise__agreement=agreement, amount__gt=0)
    return list(query.select_related("member__worker").order_by("member__id"))


def _in_all(agreement: Agreement, shares: list[Share]) -> str:
    """The sum that can be enforced, for how many, and up to which day it was reckoned."""
    total = sum(share.amount for share in shares)
    values = {"sum": f"{total:,.2f}", "people": len({share.member_id for share in shares})}
    text = _("In all %(sum)s yuan for %(people)s people; each person's amount is in the annex.")
    parts = [text % values]
    if agreement.offer:
        reckoned = {"day": day(agreement.offer.counted_to)}
        parts.append(_("Service is reckoned up to %(day)s.") % reckoned)
    return " ".join(parts)


def _annex(actor: Actor, shares: list[Share]) -> list[Block]:
    """Who gets how much, with a line for each signature, on a page of its own."""
    if not shares:
        return []
    workers = [share.member.worker for share in shares]
    names = reveal_many(actor, workers, ["name", "id_number"])
    rows = [
        [
            _("No."),
            pgettext("person", "Name"),
            _("Identity number"),
            _("Amount (yuan)"),
            _("Signature"),
        ]
    ]
    for number, share in enumerate(shares, 1):
        known = names.get(share.member.worker_id) or {}
        name, card = known.get("name") or BLANK, known.get("id_number") or ""
        rows.append([str(number), name, card, f"{share.amount:,.2f}", ""])
    total = sum(share.amount for share in shares)
    rows.append(["", _("In all"), "", f"{total:,.2f}", ""])
    return [
        Block("page"),
        Block("heading", _("Annex: what each person receives")),
        Block("table", rows=rows),
    ]


# What is done again and again begins with the agreement; a last day would end it.
LASTING = re.compile(
    r"每(?:个?月|年|周|季|半年|天|日)|长期|今后|每逢"
    r"|\b(?:every|each) (?:month|year|week|quarter|day)\b|\bmonthly\b|\byearly\b"
)


def _settled(term: dict, said: dict[str, str], text: str) -> list[Block]:
    """Which demands a term settles, and by when it is carried out or from when it holds."""
    lines = []
    settled = [said[reference] for reference in term.get("demands", []) if reference in said]
    if settled:
        lines.append(_("This settles: %(demands)s") % {"demands": "; ".join(settled)})
    if LASTING.search(text) and not term.get("by_offer"):
        lines.append(_("It holds from the day on which this is signed."))
    elif term.get("due_on"):
        due = date.fromisoformat(term["due_on"])
        lines.append(_("To be carried out by %(day)s.") % {"day": day(due)})
    return [Block("text", line) for line in lines]


def _talkers(actor: Actor, case, on: date) -> list[str]:
    """The names of those who could talk with the employer on a day."""
    held = [line.mandate for line in mandates.on_day(actor, case, on)]
    workers = [m.member.worker for m in held if "talk" in m.powers]
    names = reveal_many(actor, workers, ["name"])
    return [(names.get(worker.pk) or {}).get("name") or "" for worker in workers]


def filing_blocks(actor: Actor, filing: GroupFiling, lang: str) -> list[Block]:
    """The joint application: claims, representatives, and the list that each applicant signs.

    It goes to the other side, so it names nobody's pseudonym.
    """
    rows = list(filing.members.select_related("member__worker").order_by("member__id"))
    workers = [row.member.worker for row in rows]
    names = reveal_many(actor, workers, ["name", "id_number", "phone"])
    with translation.override(lang):
        first = _name(rows[0], names) if rows else ""
        return [
            Block("title", _("Joint application for labour arbitration")),
            Block(
                "text",
                _("Applicants: %(name)s and others, %(n)s people; the list is attached.")
                % {"name": first, "n": len(rows)},
            ),
            Block("text", _("Respondent: %(firm)s") % {"firm": _firm(filing.case)}),
            Block("table", rows=_particulars_of_firm()),
            *_claims(rows, filing.prepared_on),
            Block("heading", _("Facts and reasons")),
            Block("text", _("They stand in the application of each applicant, attached.")),
            Block("heading", _("Evidence and where it comes from")),
            Block("text", _("They stand in the list of evidence of each applicant, attached.")),
            *_speakers([row for row in rows if row.represents], names),
            Block("text", _("To the commission:")),
            Block("text", commission(filing.case.place, filing.case.law)),
            Block("sign", _("Representatives (signatures):") + BLANK * 2),
            Block("sign", day(filing.prepared_on)),
            Block("heading", _("List of the applicants and what each claims")),
            Block("table", rows=[_head(), *_applicants(rows, names)]),
        ]


def _particulars_of_firm() -> list[list[str]]:
    """What the law asks of the other side (LDMAL art. 28), to be written in."""
    asked = (
        _("Seat"),
        _("Legal representative or person in charge"),
        _("Their post"),
        _("Telephone"),
    )
    return [[one, BLANK] for one in asked]


def _claims(rows, on: date) -> list[Block]:
    """Each entitlement over all applicants, and the sum."""
    blocks = [Block("heading", _("What is claimed"))]
    members = [row.member for row in rows]
    for number, line in enumerate(entitlements_of((m.owed, m.file_by) for m in members), 1):
        blocks.append(Block("text", f"{number}. {entitlement_label(line['code'])}"))
        blocks += _grounds(articles(line["code"], on), line["people"], line["amount"])
    return [*blocks, Block("text", _sum_claimed(members))]


def _sum_claimed(members) -> str:
    """The sum of what is known; whoever's claim isn't yet is said, not counted as nothing."""
    known = [member.owed_total for member in members if member.owed_total is not None]
    later = len(members) - len(known)
    said = f"{sum(known):,.2f}" if known else BLANK
    if not later:
        return _("In all: %(sum)s yuan.") % {"sum": said}
    text = _("In all: %(sum)s yuan, without %(n)s applicants whose amounts are stated later.")
    return text % {"sum": said, "n": later}


def _speakers(chosen, names) -> list[Block]:
    """Who speaks for all, and what they may not do alone."""
    head = [_("Representative"), _("Identity number"), _("Phone")]
    held = [names.get(row.member.worker_id) or {} for row in chosen]
    lines = [[one.get(part) or BLANK for part in ("name", "id_number", "phone")] for one in held]
    return [
        Block("heading", _("Representatives")),
        Block("text", _("The applicants choose these representatives (LDMAL art. 7):")),
        Block("table", rows=[head, *lines]),
        Block(
            "text",
            _(
                "Changing or dropping a claim, admitting the other side's claim or settling "
                "needs the consent of the applicants concerned."
            ),
        ),
    ]


def _firm(case) -> str:
    return case.employer.name if case.employer else ""


def _head() -> list[str]:
    return [_("No."), _("Applicant"), _("Identity number"), _("Claim (yuan)"), _("Signature")]


def _name(row, names) -> str:
    return (names.get(row.member.worker_id) or {}).get("name") or BLANK


def _applicants(rows, names) -> list[list[str]]:
    return [
        [
            str(number),
            _name(row, names),
            (names.get(row.member.worker_id) or {}).get("id_number") or "",
            "—" if row.member.owed_total is None else f"{row.member.owed_total:,.2f}",
            "",
        ]
        for number, row in enumerate(rows, 1)
    ]
