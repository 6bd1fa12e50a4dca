"""Sheets of the roll to be carried round: who has not signed yet, workshop by workshop."""

from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongyou.centre.public import agreed
from gongyou.collective.models import CollectiveCase, Member
from gongyou.documents import Block
from gongyou.vault.public import Actor, Right, reveal_many

BLANK_ROWS = 6


def sign_on_blocks(actor: Actor, case: CollectiveCase, lang: str) -> list[Block]:
    """A table for each workshop: those who have not signed, and blank lines for newcomers.

    Names stand on it only of people who agreed to be brought together with others; how many are
    left out is said, and they can write themselves into a blank line.
    """
    actor.require(Right.READ_IDENTITY, case.compartment_id)
    members = Member.objects.visible_to(actor, Right.READ_IDENTITY).filter(
        case=case, left_on=None, signed_on=None
    )
    may = agreed(members, "collective", "worker")
    rows = list(may.select_related("worker").order_by("workshop", "worker__pseudonym"))
    names = reveal_many(actor, [member.worker for member in rows], ["name"])
    with translation.override(lang):
        blocks = [Block("title", _("Sign-on sheet"))]
        if left_out := members.count() - len(rows):
            text = ngettext(
                "%(n)s member stands on no line: not asked whether others may know, or said no.",
                "%(n)s members stand on no line: not asked whether others may know, or said no.",
                left_out,
            )
            blocks.append(Block("text", text % {"n": left_out}))
        for workshop, group in groupby(rows, key=lambda member: member.workshop):
            blocks.append(Block("heading", workshop or _("No workshop named")))
            blocks.append(Block("table", rows=_lines([names.get(m.worker_id) for m in group])))
        return [*blocks, *([] if rows else [Block("table", rows=_lines([]))])]


def _lines(told: list) -> list[list[str]]:
    """Number, name, signature, day; blank lines at the end."""
    lines = [["", _("Name of the member"), _("Signature"), _("Day")]]
    for number, values in enumerate([*told, *([{}] * BLANK_ROWS)], 1):
        lines.append([str(number), (values or {}).get("name") or "", "", ""])
    return lines
