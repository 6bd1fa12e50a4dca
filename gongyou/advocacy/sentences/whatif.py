"""What the journal says of reforms."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "advocacy.save_reform": _("saved a reform"),
    "advocacy.run_what_if": _("computed what a reform would change"),
}
