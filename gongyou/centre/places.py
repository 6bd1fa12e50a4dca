"""Places by their administrative code: names for people, codes from what people type."""

from functools import cache

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongyou.centre.names import simplify, spelt
from gongyou.law.places import find_place, place_name

CITIES = (
    "4401",
    "4403",
    "4419",
    "4420",
    "4406",
    "4413",
    "4404",
    "4407",
    "4412",
    "4402",
    "4405",
    "4408",
    "4409",
    "4414",
    "4415",
    "4416",
    "4417",
    "4418",
    "4451",
    "4452",
    "4453",
    "3100",
    "1100",
)
WITH_DISTRICTS = ("4401", "4403", "4406", "4413", "4404")
MARKS = "省市区县镇"
# Cities that have towns and no districts: people name the town, without "镇".
TOWNS_ONLY = {"东莞": "441900", "中山": "442000"}


def in_chinese() -> bool:
    """Whether the page is Chinese."""
    return (get_language() or "en").startswith("zh")


def title(code: str | None) -> str:
    """The place as people say it: 广州市番禺区; in pinyin on English pages."""
    name = place_name(code) if code else None
    if not name:
        return code or ""
    province = place_name(code[:2] + "0000") or ""
    short = name.removeprefix(province) if code[2:] != "0000" else name
    if in_chinese():
        return short or name
    return ", ".join(_latin(part) for part in reversed(_parts(code))) or code


def _parts(code: str) -> list[str]:
    """The names of the city and the district, or of the province alone."""
    above, parts = "", []
    for step in dict.fromkeys((code[:2] + "0000", code[:4] + "00", code)):
        name = place_name(step)
        if name and name != above:
            parts.append(name.removeprefix(above))
            above = name
    return parts[1:] if len(parts) > 1 and parts[0].endswith(("省", "区")) else parts


def _latin(name: str) -> str:
    stem = name.rstrip(MARKS) if len(name) > 2 else name
    return "".join(spelt(stem)).capitalize()


@cache
def offered_codes() -> tuple[str, ...]:
    """Places to offer: cities of Guangdong, the districts of the largest, Shanghai, Beijing."""
    codes = []
    for city in CITIES:
        codes.append(city + "00")
        if city in WITH_DISTRICTS:
            numbers = (f"{city}{n:02d}" for n in range(1, 25))
            codes += [
                code for code in numbers if place_name(code) and place_name(code)[-1] in "区县"
            ]
    return tuple(codes)


@cache
def _latin_names() -> dict[str, str]:
    found = {}
    for code in offered_codes():
        parts = [_latin(part).casefold() for part in _parts(code)]
        for spelling in ("".join(parts), "".join(reversed(parts)), parts[-1]):
            found.setdefault(spelling, code)
    return found


def code_of(text: str) -> str | None:
    """The code for a code, a Chinese name or pinyin; None when no place is called so."""
    text = simplify(text).strip()
    if text.isascii() and not text.isdigit():
        return _latin_names().get("".join(text.casefold().replace(",", " ").split()))
    city = next((code for name, code in TOWNS_ONLY.items() if text.startswith(name)), None)
    return find_place(text)[0] or city


class PlaceField(forms.CharField):
    """A place typed by name, pinyin or code; its value is the code."""

    def clean(self, value):
        """The code, or a message that no such place is known."""
        text = super().clean(value)
        if not text:
            return None
        code = code_of(text)
        if code is None:
            raise forms.ValidationError(
                _("No place of that name. Write it like 广州番禺, Panyu or 440113.")
            )
        return code

    def prepare_value(self, value):
        """The name for a stored code."""
        return title(value) if value and str(value).isdigit() else value


class PlaceInput(forms.TextInput):
    """A text field with a list of the places that come up most."""

    template_name = "centre/place_input.html"

    def get_context(self, name, value, attrs):
        """Add the offered places."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"places-{name}"
        context["places"] = [(code, title(code)) for code in offered_codes()]
        return context


def field(**kwargs) -> PlaceField:
    """The field for the place of work."""
    kwargs = {"label": _("Place of work"), "required": False} | kwargs
    return PlaceField(
        widget=PlaceInput(), help_text=_("City or district; the law goes by it."), **kwargs
    )
