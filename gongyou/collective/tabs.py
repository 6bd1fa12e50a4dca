"""The parts of a case's page: (address, label, code); rooms of the case add theirs here."""

from django.utils.translation import gettext_lazy as _

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
