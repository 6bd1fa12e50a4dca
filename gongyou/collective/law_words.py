"""Words of the law for this room: entitlements, their articles, demands drawn from them."""

from datetime import date

from gongyou import law
from gongyou.law import Cite
from gongyou.law.phrasing import together
from gongyou.ui.public import law_language


def entitlement_label(code: str) -> str:
    """The name of an entitlement in the page's language."""
    return _labels(code).get(law_language(), code)


def _labels(code: str) -> dict[str, str]:
    return law.load_pack(law.law_of(code)).wording.texts.get(f"entitlement.{code}", {})


def articles(code: str, on: date | None = None) -> list[str]:
    """The articles of an entitlement in the page's language: one line a statute.

    With a day, only of statutes in force on it.
    """
    pack, lang = law.load_pack(law.law_of(code)), law_language()
    found = pack.entitlements.get(code)
    by_source: dict[str, list[Cite]] = {}
    for variant in pack.rules[found.rule].variants if found else ():
        for art in variant.cites:
            source = pack.sources[art.source]
            if on is None or _in_force(source, on.isoformat()):
                cite = Cite(art.short, {lang: art.text(source, lang)})
                by_source.setdefault(art.source, []).append(cite)
    return [together(cites, lang) for cites in by_source.values()]


def _in_force(source, day: str) -> bool:
    return source.in_force <= day and (not source.until or day <= source.until)


def demand_text(demand, content: dict) -> str:
    """A demand in its own words; one drawn from claims, in the page's language."""
    drawn = _drawn(demand, content)
    return entitlement_label(drawn) if drawn else content.get("text", "")


def _drawn(demand, content: dict) -> str | None:
    """The entitlement that a demand was drawn from, unless it was worded anew."""
    text = content.get("text")
    return next((code for code in demand.entitlements if text in _labels(code).values()), None)


def legal_basis(demand, content: dict, on: date | None = None) -> list[str]:
    """What a demand rests on: what was written, else the articles of its entitlements."""
    written = content.get("legal_basis")
    if written and not _drawn(demand, content):
        return [written]
    return [text for code in demand.entitlements for text in articles(code, on)]
