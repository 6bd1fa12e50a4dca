"""Words of the law for this room: entitlements, their articles, demands drawn from them."""

from dataclasses import replace

from gongyou import law
from gongyou.centre.public import law_language


def entitlement_label(code: str) -> str:
    """The name of an entitlement in the page's language."""
    return _labels(code).get(law_language(), code)


def _labels(code: str) -> dict[str, str]:
    return law.load_pack("cn").wording.texts.get(f"entitlement.{code}", {})


def articles(code: str) -> list[str]:
    """The articles of an entitlement in the page's language: one line a statute."""
    pack, lang = law.load_pack("cn"), law_language()
    found = pack.entitlements.get(code)
    by_title: dict[str, dict] = {}
    for variant in pack.rules[found.rule].variants if found else ():
        for cite in variant.cites:
            source = pack.sources[cite.source]
            title = replace(cite, article="", par=None, item=None).text(source, lang)
            article = cite.text(source, lang).removeprefix(title).lstrip(", ")
            by_title.setdefault(title, {})[article] = True
    if lang == "zh-hans":
        return [title + "、".join(held) for title, held in by_title.items()]
    return [", ".join([title, *held]) for title, held in by_title.items()]


def demand_text(demand, content: dict) -> str:
    """A demand in its own words; one drawn from claims, in the page's language."""
    text = content.get("text", "")
    drawn = next((code for code in demand.entitlements if text in _labels(code).values()), None)
    return entitlement_label(drawn) if drawn else text


def legal_basis(demand, content: dict) -> list[str]:
    """What a demand rests on: the articles of what it was drawn from, or what was written."""
    drawn = [text for code in demand.entitlements for text in articles(code)]
    written = content.get("legal_basis")
    return drawn or ([written] if written else [])
