"""What the journal says of dossiers and supply links."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SENTENCES = {
    "advocacy.prepare_dossier": _("prepared a dossier"),
    "advocacy.change_dossier": _("changed a dossier"),
    "advocacy.send_dossier": _("sent a dossier"),
    "advocacy.record_reply": _("noted what happened to a dossier"),
    "advocacy.follow_dossier": _("took the next step after a dossier"),
    "advocacy.close_dossier": _("closed a dossier"),
    "advocacy.choose_people": ngettext_lazy(
        "put %(count)s person into a dossier", "put %(count)s people into a dossier", "count"
    ),
    "advocacy.make_paper": _("made a dossier's paper"),
    "advocacy.import_links": ngettext_lazy(
        "took in %(count)s supply link", "took in %(count)s supply links", "count"
    ),
    "advocacy.end_link": _("noted the end of a supply link"),
}
