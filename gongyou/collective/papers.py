"""PDFs of this room: the demand letter, the group application. Made in memory."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gongyou.centre.documents import pdf
from gongyou.centre.documents.markup import Block
from gongyou.collective.models import DemandLetter, GroupFiling
from gongyou.collective.queries.chronicle import demand_lines
from gongyou.vault.public import reveal_many


def day(value) -> str:
    """A day in words of the language."""
    return date_format(value, "DATE_FORMAT") if value else ""


def letter_pdf(actor, letter: DemandLetter, lang: str) -> bytes:
    """The demand letter, to be signed by the representatives."""
    case = letter.case
    with translation.override(lang):
        lines = [line for line in demand_lines(actor, case) if line[0].reference in letter.demands]
        blocks = [
            Block("title", _("Demand letter")),
            Block("text", _("To: %(firm)s") % {"firm": _firm(case)}),
            Block("text", letter.reveal(actor, "text") or _("We, the workers, demand:")),
        ]
        for number, (demand, content) in enumerate(lines, 1):
            text = f"{number}. {content['text']}"
            if content["legal_basis"]:
                text += " " + _("(%(articles)s)") % {"articles": "; ".join(content["legal_basis"])}
            if demand.people and demand.amount is not None:
                values = {"people": demand.people, "amount": f"{demand.amount:,.2f}"}
                text += " " + _("For %(people)s people, %(amount)s yuan in all.") % values
            blocks.append(Block("text", text))
        if letter.deadline_on:
            text = _("We ask for a written answer until %(day)s.") % {
                "day": day(letter.deadline_on)
            }
            blocks.append(Block("text", text))
        blocks.append(Block("sign", _("The representatives of the workers")))
        blocks.append(Block("sign", day(letter.written_on)))
    return pdf.render([blocks], lang)


def filing_pdf(actor, filing: GroupFiling, lang: str) -> bytes:
    """The joint application: applicants with their sums, representatives, signatures."""
    rows = list(filing.members.select_related("member__worker").order_by("member__id"))
    names = reveal_many(actor, [row.member.worker for row in rows], ["name", "id_number"])
    with translation.override(lang):
        chosen = [row for row in rows if row.represents]
        blocks = [
            Block("title", _("Joint application for labour arbitration")),
            Block("text", _respondent(filing.case)),
            Block("text", _("The applicants choose these representatives (LDMAL art. 7):")),
            Block("table", rows=[_person(row, names, with_id=True) for row in chosen]),
            Block(
                "text",
                _(
                    "Changing or dropping a claim, admitting the other side's claim or settling "
                    "needs the consent of the applicants concerned."
                ),
            ),
            Block("heading", _("Applicants and what each claims")),
            Block("table", rows=[_head(), *[_applicant(row, names) for row in rows]]),
        ]
        total = sum((row.member.owed_total or 0 for row in rows), 0)
        blocks.append(Block("text", _("In all: %(sum)s yuan.") % {"sum": f"{total:,.2f}"}))
        blocks += [Block("sign", _person(row, names)[0]) for row in chosen]
        blocks.append(Block("sign", day(filing.prepared_on)))
    return pdf.render([blocks], lang)


def _respondent(case) -> str:
    return _("Respondent: %(firm)s") % {"firm": _firm(case)}


def _firm(case) -> str:
    return case.employer.name if case.employer else ""


def _head() -> list[str]:
    return [_("Applicant"), _("Pseudonym"), _("Claim (yuan)"), _("Signature")]


def _name(row, names) -> str:
    return (names.get(row.member.worker_id) or {}).get("name") or "＿＿＿＿"


def _person(row, names, with_id: bool = False) -> list[str]:
    number = (names.get(row.member.worker_id) or {}).get("id_number") or "＿＿＿＿"
    return [_name(row, names), number] if with_id else [_name(row, names)]


def _applicant(row, names) -> list[str]:
    owed = row.member.owed_total
    amount = f"{owed:,.2f}" if owed is not None else "—"
    return [_name(row, names), row.member.worker.pseudonym, amount, ""]
