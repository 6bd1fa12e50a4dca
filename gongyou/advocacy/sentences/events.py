"""What the journal says of conflict events: reports, events, disputes, coding, sameness."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SENTENCES: Mapping[str, Any] = {
    "advocacy.add_source": _("added a source of events"),
    "advocacy.upload_sheet": _("uploaded a sheet of events"),
    "advocacy.map_sheet": _("said which column of a sheet is which"),
    "advocacy.import_sheet": ngettext_lazy(
        "took in a sheet with %(reports)s report",
        "took in a sheet with %(reports)s reports",
        "reports",
    ),
    "advocacy.undo_import": _("took an import of events back; %(stay)s reports stay"),
    "advocacy.find_pairs": _("looked for pairs that may be one event: %(pairs)s found"),
    "advocacy.decide_pair": _("said what a pair of events is"),
    "advocacy.undo_verdict": _("took a verdict on a pair of events back"),
    "advocacy.record_event": _("recorded an event"),
    "advocacy.add_report": _("added a report to an event"),
    "advocacy.correct_event": _("corrected an event"),
    "advocacy.withdraw_event": _("withdrew an event"),
    "advocacy.record_outcome": _("recorded what came of an event"),
    "advocacy.join_dispute": _("joined events into a dispute"),
    "advocacy.leave_dispute": _("took an event out of a dispute"),
    "advocacy.set_aside": _("set a report aside"),
    "advocacy.code_report": _("coded a report"),
    "advocacy.adjudicate": _("settled what two coders read differently"),
    "advocacy.take_chronicle": _("took in the chronicle of a collective case as a dispute"),
}
