"""Tags and filters of the shell, in every template without loading."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongyou import law

register = template.Library()

DECORATION = mark_safe(' aria-hidden="true"')
SIGNS = {"CNY": "¥", "USD": "$", "GBP": "£", "HKD": "HK$", "EUR": "€"}


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """An icon of the vendored sprite; decoration unless it gets a label."""
    return format_html(
        '<svg class="icon"{}><use href="{}#{}"></use></svg>',
        format_html(' role="img" aria-label="{}"', label) if label else DECORATION,
        static("vendor/icons/icons.svg"),
        name,
    )


@cache
def default_currency() -> str:
    """The currency of the law that counts where none is named."""
    return law.load_pack(law.DEFAULT_LAW).currency


def currency_sign(currency: str = "") -> str:
    """What stands before an amount: ¥, or the code of a currency without a sign of its own."""
    currency = currency or default_currency()
    return SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")


@register.filter
def money(amount, unit: str = "") -> str:
    """An amount with its sign, two decimals, thousands apart: ¥12,345.60."""
    if amount is None or amount == "":
        return ""
    value = Decimal(str(amount))
    digits = number_format(abs(value), decimal_pos=2, use_l10n=True, force_grouping=True)
    minus = "−" if value < 0 else ""
    return f"{minus}{currency_sign(unit)}{digits}"


@register.filter
def whole(number) -> str:
    """A count with thousands apart."""
    return "" if number in (None, "") else number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def percent(share, decimals: int = 0) -> str:
    """A share of one as a percentage."""
    if share in (None, ""):
        return ""
    return f"{number_format(Decimal(str(share)) * 100, decimal_pos=int(decimals))}%"


@register.filter
def days_until(day) -> int | None:
    """Days from today (in the time of the centre) to a date; negative when past."""
    if not day:
        return None
    day = day.date() if isinstance(day, datetime) else day
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return (day - timezone.localdate()).days


@register.filter
def as_day(day):
    """A date from a date or an ISO text."""
    return date.fromisoformat(day) if isinstance(day, str) and day else day


@register.filter
def days_left(days) -> str:
    """Days until something, as one says it."""
    if days is None:
        return ""
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return _("today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


@register.filter
def urgency(days) -> str:
    """How loudly a deadline speaks: late, near (a week), soon (a month) or far."""
    if days is None:
        return "far"
    return "late" if days < 0 else "near" if days <= 7 else "soon" if days <= 30 else "far"


@register.filter
def share_of(part, total) -> int:
    """A whole percentage, 0 when there is no total."""
    return int(100 * float(part or 0) / float(total)) if total else 0


@register.filter
def item(mapping, key):
    """The value under a key, or nothing."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag(takes_context=True)
def page_query(context, **changes) -> str:
    """The query string of the page with some values replaced, for page numbers and sorting."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(*forms) -> dict:
    """The list of what is wrong in one or several forms, with links to the controls."""
    problems = []
    for form in forms:
        for one in getattr(form, "forms", None) or [form]:
            problems += _problems(one)
        if hasattr(form, "non_form_errors"):
            problems += [{"text": text} for text in form.non_form_errors()]
    return {"problems": problems}


def _problems(form) -> list[dict]:
    if not form or not form.is_bound:
        return []
    found = [{"text": text} for text in form.non_field_errors()]
    for field in form:
        for text in field.errors:
            target = field.id_for_label or f"{field.auto_id}_0"
            found.append({"id": target, "label": field.label, "text": text})
    return found


@register.inclusion_tag("ui/_chart_table.html")
def chart_table(data) -> dict:
    """The figures of a chart as a table, for those who read rather than look."""
    if data.get("kind") == "timeline":
        rows = [[e["date"], e["label"], e.get("lane", "")] for e in data["events"]]
        return {"head": [_("Date"), _("Event"), _("Line")], "rows": rows, "numbers": False}
    if data.get("kind") == "scatter":
        rows = [[one["name"], *point] for one in data["series"] for point in one["values"]]
        return {"head": ["", data.get("x", "x"), data.get("y", "y")], "rows": rows, "numbers": True}
    spoken = _speak(data.get("unit"))
    columns = [one["values"] for one in data["series"]]
    rows = [
        [name, *(spoken(values[at]) for values in columns)]
        for at, name in enumerate(data["categories"])
    ]
    head = [data.get("x", ""), *(one["name"] for one in data["series"])]
    return {"head": head, "rows": rows, "numbers": True}


def _speak(unit):
    if unit == "percent":
        return lambda value: percent(value, 1)
    return (lambda value: money(value, unit)) if unit in SIGNS else whole


@register.simple_tag(takes_context=True)
def panel(context, template_name: str, values: dict) -> str:
    """A room's panel with its own values on top of the page's."""
    with context.push(**values):
        return context.template.engine.get_template(template_name).render(context)
