"""Words of the law for this room: entitlements, their articles, demands drawn from them."""

from gongyou import law
from gongyou.centre.public import law_language
from gongyou.law.engine.results import Cite
from gongyou.law.sheets.articles import together


def entitlement_label(code: str) -> str:
    """The name of an entitlement in the page's language."""
    return _labels(code).get(law_language(), code)


def _labels(code: str) -> dict[str, str]:
    return law.load_pack("cn").wording.texts.get(f"entitlement.{code}", {})


def articles(code: str) -> list[str]:
    """The articles of an entitlement in the page's language: one line a statute."""
    pack, lang = law.load_pack("cn"), law_language()
    found = pack.entitlements.get(code)
    by_source: dict[str, list[Cite]] = {}
    for variant in pack.rules[found.rule].variants if found else ():
        for art in variant.cites:
            text = art.text(pack.sources[art.source], lang)
            by_source.setdefault(art.source, []).append(Cite(art.short, {lang: text}))
    return [together(cites, lang) for cites in by_source.values()]


def demand_text(demand, content: dict) -> str:
    """A demand in its own words; one drawn from claims, in the page's language."""
    drawn = _drawn(demand, content)
    return entitlement_label(drawn) if drawn else content.get("text", "")


def _drawn(demand, content: dict) -> str | None:
    """The entitlement that a demand was drawn from, unless it was worded anew."""
    text = content.get("text")
    return next((code for code in demand.entitlements if text in _labels(code).values()), None)


def legal_basis(demand, content: dict) -> list[str]:
    """What a demand rests on: what was written, else the articles of its entitlements."""
    written = content.get("legal_basis")
    if written and not _drawn(demand, content):
        return [written]
    return [text for code in demand.entitlements for text in articles(code)]
