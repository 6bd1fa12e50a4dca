"""The parts of a case's page: (address, label, code); rooms of the case add theirs here."""

from django.utils.translation import gettext_lazy as _

GROUPS = [
    (_("People"), ("roll", "representatives", "training")),
    (_("Demands and talks"), ("demands", "bargaining")),
    (_("Carrying out"), ("promises", "back", "fund")),
    (_("Safety and memory"), ("protection", "chronicle")),
]
"""The tabs by what one works on; the board stands before them all."""

TABS = [
    ("collective:case", _("Board"), "case"),
    ("collective:roll", _("Roll"), "roll"),
    ("collective:demands", _("Demands"), "demands"),
    ("collective:representatives", _("Representatives"), "representatives"),
    ("collective:fund", _("Fund"), "fund"),
    ("collective:training", _("Training"), "training"),
    ("collective:bargaining", _("Bargaining"), "bargaining"),
    ("collective:protection", _("Protection"), "protection"),
    ("collective:promises", _("Promises kept"), "promises"),
    ("collective:back", _("File for members"), "back"),
    ("collective:chronicle", _("Chronicle"), "chronicle"),
]


def grouped(here: str) -> list[tuple]:
    """(title, tabs, whether the page is among them); the tabs of other rooms come last."""
    by_code = {tab[2]: tab for tab in TABS}
    named = {code for _title, codes in GROUPS for code in codes} | {"case"}
    groups = [(title, [by_code[c] for c in codes if c in by_code]) for title, codes in GROUPS]
    rest = [tab for tab in TABS if tab[2] not in named]
    groups += [(_("More"), rest)] if rest else []
    return [(title, tabs, here in {tab[2] for tab in tabs}) for title, tabs in groups]
