"""Lists of the cases, of standing and of what goes out: a code in the database, a phrase here."""

from django.utils.translation import gettext_lazy as _

RULES = [
    ("", _("set by hand")),
    ("elected_first", _("representatives elected before the first bargaining")),
    ("fund_first", _("solidarity fund before the first agreement")),
    ("fund_second_strike", _("solidarity fund before the second strike")),
    ("help_before_strike", _("help asked for before the first strike")),
    ("training_first", _("training before the first bargaining")),
    ("police", _("police action, violence or repression")),
    ("government", _("officials mediated")),
    ("broken", _("a promise or agreement was broken")),
    ("large", _("a thousand workers or more")),
    ("one_agreement", _("settled in a single agreement")),
    ("paid_30", _("first money within 30 days of an agreement")),
    ("won", _("won, at least mostly")),
    ("headcount", _("number of workers")),
    ("strike_days", _("days on strike")),
    ("days_to_money", _("days from an agreement to the first money")),
]
MEASURES = ("headcount", "strike_days", "days_to_money")
CONDITION_KINDS = [
    ("crisp", _("yes or no")),
    ("multi", _("several values")),
    ("fuzzy", _("by degrees, with three anchors")),
]
LIKELINESS = [
    ("very_unlikely", _("very unlikely (0–10 in 100)"), 0.0, 0.1),
    ("unlikely", _("unlikely (10–35 in 100)"), 0.1, 0.35),
    ("even", _("about even (35–65 in 100)"), 0.35, 0.65),
    ("likely", _("likely (65–90 in 100)"), 0.65, 0.9),
    ("very_likely", _("very likely (90–100 in 100)"), 0.9, 1.0),
]
TESTS = {
    "hoop": _("hoop: it must be passed, passing proves little"),
    "gun": _("smoking gun: passing proves much, failing little"),
    "decisive": _("doubly decisive"),
    "straw": _("straw in the wind"),
}
PRESSURE_KINDS = [
    ("visit", _("visit or questioning")),
    ("eviction", _("rooms lost")),
    ("registration", _("registration refused or withdrawn")),
    ("funding", _("money or account blocked")),
    ("detention", _("detention")),
    ("violence", _("violence")),
    ("press", _("attack in the press")),
    ("network", _("account or site shut")),
    ("other", _("other")),
]
LEGAL_KINDS = [
    ("none", _("not registered")),
    ("company", _("company")),
    ("non_enterprise", _("private non-enterprise unit")),
    ("association", _("association")),
    ("foundation", _("foundation")),
    ("project", _("project of a registered organisation")),
    ("foreign", _("office of a foreign organisation")),
    ("other", _("other")),
]
DOSSIER_KINDS = [("dossier", _("case dossier")), ("teaching", _("teaching case"))]
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
AGREED = [
    ("", _("not asked")),
    ("yes", _("may be quoted")),
    ("show", _("show before quoting")),
    ("no", _("may not be quoted")),
]


def label(choices, code) -> str:
    """The phrase for a code."""
    return str({row[0]: row[1] for row in choices}.get(code, code))


def in_words(low: float, high: float) -> str:
    """A range of likelihood in words that say where it lies."""
    first, last = _word(low, up=True), _word(high, up=False)
    if first == last or high - low < 0.05:
        return str(_PLAIN[_word((low + high) / 2, up=True)])
    return str(_BETWEEN) % {"low": str(_PLAIN[first]), "high": str(_PLAIN[last])}


_PLAIN = {
    "very_unlikely": _("very unlikely"),
    "unlikely": _("unlikely"),
    "even": _("about even"),
    "likely": _("likely"),
    "very_likely": _("very likely"),
}
_BETWEEN = _("between %(low)s and %(high)s")


def _word(value: float, *, up: bool) -> str:
    """The word for a share; at a border the upper word for a lower end, the lower for an upper."""
    for code, _label, low, high in LIKELINESS:
        if low <= value < high or (not up and low < value <= high):
            return code
    return LIKELINESS[-1][0] if value > 0.5 else LIKELINESS[0][0]
