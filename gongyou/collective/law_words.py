"""Words of the law for this room: entitlements and their articles."""

from gongyou import law
from gongyou.centre.forms.fields import law_language


def entitlement_label(code: str) -> str:
    """The name of an entitlement in the page's language."""
    wording = law.load_pack("cn").wording
    key = f"entitlement.{code}"
    return wording.text(key, law_language()) if key in wording.texts else code


def articles(code: str) -> str:
    """The articles of an entitlement, short."""
    found = law.load_pack("cn").entitlements.get(code)
    return ", ".join(cite.short for cite in found.rule.cites) if found else ""
