"""Words for codes, places, facts and law texts."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gongyou import law
from gongyou.centre import codes, grievances, places
from gongyou.centre.extra_facts import label_of
from gongyou.centre.word_lists import LISTS, TONES
from gongyou.law import schema
from gongyou.law.phrasing import together
from gongyou.ui.public import RoughDay, currency_sign, law_language

register = template.Library()
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ROUGH_DAY = re.compile(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
NOTHING = "—"


@register.filter
def word(code, kind: str) -> str:
    """The phrase for a code of one of the lists: {{ case.status|word:"status" }}."""
    if kind == "reading":
        return codes.reading_label(code)
    return codes.label(LISTS[kind], code)


@register.filter
def hours(minutes) -> str:
    """Minutes as hours and minutes: 95 → 1:35."""
    return f"{int(minutes or 0) // 60}:{int(minutes or 0) % 60:02d}"


@register.simple_tag(takes_context=True)
def turn(context, name: str, number: int) -> str:
    """The address of this page with another page of one of its lists."""
    query = context["request"].GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def tone(code) -> str:
    """The colour that goes with a status."""
    return TONES.get(code, "plain")


@register.filter
def grievance(code) -> str:
    """The phrase for a grievance."""
    return grievances.label(code)


@register.filter
def place(code) -> str:
    """The name of a place."""
    return places.title(code)


@register.filter
def said(thing) -> str:
    """A law text (result, step, article, {en, zh-hans}) in the page's language."""
    lang = law_language()
    if isinstance(thing, dict):
        return thing.get(lang) or thing.get("en") or ""
    return thing.full(lang) if hasattr(thing, "full") else thing.label(lang)


@register.filter
def cited(cites) -> str:
    """Articles in the page's language, each law named once."""
    return together(cites, law_language())


@register.filter
def why_not(result) -> str:
    """Why an entitlement is not due."""
    return result.reason_text(law_language())


@register.filter
def in_words(step) -> str:
    """The formula of a step in words."""
    return step.formula(law_language())


@register.filter
def fact_label(name, table: str = "") -> str:
    """The label of a column of the facts contract; the name itself for another."""
    for held in [table] if table in schema.TABLES else schema.TABLES:
        if name in schema.TABLES[held].columns:
            return label_of(schema.column(held, name), law_language())
    texts = (law_wording(f"fact.{name}", pack) for pack in _laws())
    return next(filter(None, texts), None) or _event_label(name)


@cache
def _laws() -> tuple[str, ...]:
    """All laws, that of the centre first."""
    return tuple(sorted(law.pack_names(), key=lambda name: (name != law.DEFAULT_LAW, name)))


def _event_label(name) -> str:
    for code in schema.column("events", "kind").codes:
        if code.name == name:
            return code.label[law_language()]
    return str(name)


@register.filter
def event_label(kind) -> str:
    """The label of a kind of event."""
    return _event_label(kind)


@register.filter
def shown(value, column=None) -> str:
    """A value of a fact as people write it; codes in words, places by name."""
    if value in (None, ""):
        return ""
    if column is not None and getattr(column, "codes", None):
        words = {code.name: code.label[law_language()] for code in column.codes}
        return words.get(value, str(value))
    if column is not None and column.name == "place":
        return places.title(value)
    return _in_words(value)


def _in_words(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, RoughDay):
        return value.in_words
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    if isinstance(value, Decimal):
        short = value.quantize(Decimal("0.0001"))
        whole = short == short.to_integral()
        return number_format(int(short) if whole else short.normalize(), force_grouping=True)
    return str(value)


@register.filter
def input_value(value, name: str) -> str:
    """What a rule used or found, codes and places in words whichever column they are of."""
    if name == "place":
        return places.title(value)
    words = _code_words(law_language())
    return words.get(value, value) if isinstance(value, str) else shown(value)


@cache
def _code_words(lang: str) -> dict[str, str]:
    columns = [column for table in schema.TABLES.values() for column in table.columns.values()]
    return {code.name: code.label[lang] for column in columns for code in column.codes or ()}


@register.filter
def attr(thing, name: str):
    """An attribute by name, for tables whose columns are chosen at run time."""
    return getattr(thing, name, None)


@register.filter
def claim_change(value) -> str:
    """One side of a change of the claim: an amount, a day, or what else the law said."""
    words = {"undetermined": _("undetermined"), None: _("not due")}
    return words[value] if value in words else spoken(value)


@register.filter
def spoken(value, name: str = "") -> str:
    """What was kept as a text, as people write it: days, amounts, codes, places."""
    if value in (None, ""):
        return NOTHING
    if name != "place" and ISO_DAY.fullmatch(str(value)):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if name != "place" and ROUGH_DAY.fullmatch(str(value)):
        return RoughDay.read(value).in_words
    if name != "place" and NUMBER.fullmatch(str(value)):
        return number_format(value, force_grouping=True)
    return str(input_value(value, name))


@register.filter
def entitlement_label(code: str, otherwise: str = "") -> str:
    """The name of an entitlement of the law."""
    pack = code.split(".", maxsplit=1)[0]
    return law_wording(f"entitlement.{code}", pack) or otherwise or code


def law_wording(key: str, pack: str) -> str:
    """A text of a law pack in the page's language; empty when it has none."""
    if pack not in law.pack_names():
        return ""
    wording = law.load_pack(pack).wording
    return wording.text(key, law_language()) if key in wording.texts else ""


@register.filter
def input_label(name: str, pack: str = "") -> str:
    """The label of a fact, step or figure that a rule used."""
    for kind in ("fact", "rule", "parameter"):
        texts = (law_wording(f"{kind}.{name}", each) for each in ([pack] if pack else _laws()))
        if text := next(filter(None, texts), None):
            return text
    return fact_label(name)


@register.filter
def confidence(level: str) -> str:
    """How sure a figure is, in words."""
    words = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    return words.get(level, level)


# What the journal of the room calls fields that are no facts.
CHANGED = {
    "kind": gettext_lazy("Kind"),
    "form": gettext_lazy("File type"),
    "count": gettext_lazy("How many"),
    "source": gettext_lazy("Source"),
    "status": gettext_lazy("Status"),
    "grievances": gettext_lazy("About"),
    "on": gettext_lazy("Day"),
    "date": gettext_lazy("Day"),
    "due_on": gettext_lazy("Until"),
    "done_on": gettext_lazy("Done on"),
    "opened_on": gettext_lazy("Opened on"),
    "amount": gettext_lazy("Amount"),
    "total": gettext_lazy("Total"),
    "language": gettext_lazy("Language"),
    "fields": gettext_lazy("Fields"),
    "what": gettext_lazy("Records"),
}


@register.filter
def changed_field(name) -> str:
    """What a field of a journal entry is called."""
    return str(CHANGED[name]) if name in CHANGED else entitlement_label(name, fact_label(name))


@register.filter
def change_words(change, name: str = "") -> str:
    """[before, after] of a journal entry as "before → after", codes in words."""
    if isinstance(change, list) and len(change) == 2 and name != "fields":
        before, after = (_plain(value, name) for value in change)
        return after if before == NOTHING else f"{before} → {after}"
    return _plain(change, name)


CODED = {
    "kind": ["document", "deadline", "task", "hearing", "outcome", "evidence"],
    "status": ["status"],
    "source": ["source"],
}


def _plain(value, name: str) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_plain(one, name) for one in value)
    if name == "grievances":
        return grievances.label(value)
    found = (dict(LISTS[kind]).get(value) for kind in CODED.get(name, []))
    return str(next(filter(None, found), None) or spoken(value, name))


@register.filter
def roster_column(fact: str) -> str:
    """What a column holds that is no fact of the contract: a name, or a thing not read."""
    words = {"name": _("name of the person"), "worker": _("number of the person")}
    return words.get(fact.rpartition(".")[2], _("read, but not kept"))


UNITS = {
    "CNY": gettext_lazy("yuan"),
    "yuan": gettext_lazy("yuan"),
    "CNY a month": gettext_lazy("yuan a month"),
    "CNY/month": gettext_lazy("yuan a month"),
    "yuan/month": gettext_lazy("yuan a month"),
    "days": gettext_lazy("days"),
    "months": gettext_lazy("months"),
    "years": gettext_lazy("years"),
    "hours": gettext_lazy("hours"),
    "multiple": gettext_lazy("times"),
    "fraction": "",
    "date": "",
    "yes": "",
}


@register.filter
def unit_word(unit) -> str:
    """A unit of the law in words; nothing for dates and tests."""
    return str(UNITS.get(unit, unit or ""))


@register.filter
def yuan(amount, currency: str = "") -> str:
    """An amount in whole units of money, for headline figures."""
    if amount is None:
        return "—"
    return currency_sign(currency) + number_format(
        Decimal(amount).quantize(Decimal(1)), force_grouping=True
    )


@register.filter
def yuan_known(amount, currency: str = "") -> str:
    """A headline figure of what is owed; in words where nothing can be said yet."""
    return _("not known yet") if amount is None else yuan(amount, currency)


@register.filter
def tile_amount(tile, currency: str = "") -> str:
    """What a reading comes to, in a tile."""
    if tile.absent:
        return _("no papers yet")
    if tile.owed.amount is None:
        return _("nothing proved yet") if tile.name == "proved" else _("not known yet")
    return yuan(tile.owed.amount, currency)


@register.filter
def tile_note(tile, currency: str = "") -> str:
    """How much of it is assumed; whether it may be more, and by how many entitlements."""
    if tile.absent:
        return ""
    notes = []
    if tile.owed.assumed:
        notes.append(
            _("%(amount)s of it taken as usual, to be confirmed")
            % {"amount": yuan(tile.owed.assumed, currency)}
        )
    count = len(tile.owed.open)
    if tile.owed.at_least and tile.name != "proved":
        more = ngettext(
            "at least; %(n)s more waits for a fact", "at least; %(n)s more wait for facts", count
        )
        notes.append(more % {"n": number_format(count)})
    return " · ".join(notes)


@register.filter
def claimed_range(case) -> str:
    """Between what the readings of the facts come to; the lower end open where one cannot say."""
    low, high = case.claimed_low, case.claimed_high
    if high is None or low == high:
        return ""
    currency = law.load_pack(case.employment.pack).currency
    least = yuan(low, currency) if low is not None else _("not known")
    return f"{least} – {yuan(high, currency)}"


@register.filter
def not_known_of(count: int) -> str:
    """For how many cases a sum says nothing."""
    if not count:
        return ""
    words = ngettext("not known in %(n)s case", "not known in %(n)s cases", count)
    return words % {"n": number_format(count, force_grouping=True)}


@register.filter
def recorded_sum(amount) -> str:
    """What arrived as far as it was recorded."""
    return yuan(amount) if amount else _("nothing recorded")


@register.filter
def left_out_of(count: int) -> str:
    """How many are in no figure, since they did not agree to be counted."""
    if not count:
        return ""
    words = ngettext(
        "%(n)s left out: did not agree to be counted, or was not asked",
        "%(n)s left out: did not agree to be counted, or were not asked",
        count,
    )
    return words % {"n": number_format(count, force_grouping=True)}
