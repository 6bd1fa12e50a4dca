"""What the journal says of indicators, releases and briefs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SENTENCES: Mapping[str, Any] = {
    "advocacy.compute_indicators": ngettext_lazy(
        "computed %(count)s figure of the catalogue",
        "computed %(count)s figures of the catalogue",
        "count",
    ),
    "advocacy.prepare_release": ngettext_lazy(
        "prepared a release of %(figures)s figure",
        "prepared a release of %(figures)s figures",
        "figures",
    ),
    "advocacy.release_events": ngettext_lazy(
        "prepared %(rows)s event row by row", "prepared %(rows)s events row by row", "rows"
    ),
    "advocacy.publish_release": ngettext_lazy(
        "published %(figures)s figure", "published %(figures)s figures", "figures"
    ),
    "advocacy.withdraw_release": _("withdrew a release"),
    "advocacy.name_outside_second": _("named a second person outside"),
    "advocacy.prepare_naming": _("prepared to name an employer"),
    "advocacy.record_reply_of_employer": _("noted an employer's reply"),
    "advocacy.name_employer": _("named an employer in public"),
    "advocacy.withdraw_naming": _("withdrew the naming of an employer"),
}
