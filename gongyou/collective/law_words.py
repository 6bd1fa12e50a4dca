"""Words of the law for this room: entitlements and their articles."""

from gongyou import law
from gongyou.centre.public import law_language


def entitlement_label(code: str) -> str:
    """The name of an entitlement in the page's language."""
    wording = law.load_pack("cn").wording
    key = f"entitlement.{code}"
    return wording.text(key, law_language()) if key in wording.texts else code


def articles(code: str) -> str:
    """The articles of an entitlement, short."""
    pack = law.load_pack("cn")
    found = pack.entitlements.get(code)
    if found is None:
        return ""
    cites = [cite.short for variant in pack.rules[found.rule].variants for cite in variant.cites]
    return ", ".join(dict.fromkeys(cites))
