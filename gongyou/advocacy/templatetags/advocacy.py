"""What the room's pages ask in templates."""

from decimal import Decimal

from django import template

from gongyou.advocacy import codes, dossier_codes
from gongyou.advocacy.field_names import NAMES
from gongyou.advocacy.parts import tabs
from gongyou.centre.public import places
from gongyou.ui.public import currency_sign

register = template.Library()


@register.simple_tag(takes_context=True)
def advocacy_tabs(context) -> list[tuple[str, object, str]]:
    """The tabs that this reader has a right to."""
    actor = context["request"].actor
    return [(name, label, icon) for name, label, icon, right in tabs() if actor.compartments(right)]


@register.filter
def dataset_name(code: str) -> str:
    """What a data set is called."""
    return codes.dataset(code) if code else ""


@register.filter
def told_name(name: str) -> str:
    """What a field of a report is called."""
    return str(NAMES.get(name, name))


@register.filter
def ends(given) -> str:
    """A range as a cell shows it: one number where its ends agree; … where it has no upper end."""
    if given.low is None and given.best is None:
        return "—"
    low, high = given.low or 0, given.high
    if high is None:
        # At least none: nothing is known.
        return f"≥ {low:,}" if low else "—"
    return f"{low:,}" if low == high else f"{low:,} – {high:,}"


@register.filter
def signer(code: str) -> str:
    """Who may sign, in words."""
    return str(dict(dossier_codes.WHO).get(code, code))


@register.filter
def period(found) -> str:
    """A length of the law in words: 20 working days."""
    values = {"n": found.value}
    for begins, text in dossier_codes.LENGTHS.items():
        if found.unit.startswith(begins):
            return text % values
    return f"{found.value} {found.unit}"


@register.filter
def result_status(code: str) -> str:
    """A result's status in words."""
    return str(dossier_codes.STATUSES.get(code, code))


@register.filter
def currency_money(amount, currency: str) -> str:
    """An amount with its sign of currency; a dash where there is none."""
    if amount is None:
        return "—"
    return f"{currency_sign(currency)}{Decimal(amount):,.2f}".replace("¥-", "−¥")


@register.filter
def estimate_label(row: dict) -> str:
    """What an estimate is of."""
    return str(dossier_codes.ESTIMATES[row["question"], row["column"]])


@register.filter
def group_label(name: str) -> str:
    """By what people are told apart."""
    return str(dossier_codes.GROUPS.get(name, name))


@register.filter
def group_name(name: str, kind: str) -> str:
    """A group in words: a place by its name, the rest as it was told."""
    if name == "…":
        return str(dossier_codes.REST)
    if kind == "place":
        return places.title(name) or str(dossier_codes.UNTOLD)
    return name or str(dossier_codes.UNTOLD)
