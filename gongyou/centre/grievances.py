"""What people come with, and which of a law's entitlements each leads to: the pack says so."""

from collections.abc import Sequence
from functools import cache

from django.utils.functional import lazy

from gongyou import law
from gongyou.ui.public import law_language


@cache
def _all() -> dict[str, law.Grievance]:
    """The grievances of every law, those of the default law first."""
    names = sorted(law.pack_names(), key=lambda name: (name != law.DEFAULT_LAW, name))
    found: dict[str, law.Grievance] = {}
    for name in names:
        for code, grievance in law.load_pack(name).desk.all_grievances().items():
            found.setdefault(code, grievance)
    return found


def of(pack: str = law.DEFAULT_LAW) -> list[law.Grievance]:
    """The grievances of a law, in the order of its list."""
    return list(law.load_pack(pack).desk.all_grievances().values())


def label(code: str) -> str:
    """The phrase for a grievance's code."""
    found = _all().get(code)
    return found.label[law_language()] if found else code


lazy_label = lazy(label, str)


def is_known(code: str) -> bool:
    """Whether any law knows a grievance of this code."""
    return code in _all()


def all_codes() -> list[str]:
    """The codes of all laws."""
    return list(_all())


def choices(pack: str | None = None) -> list[tuple[str, str]]:
    """The list to choose from: of a law, or of all for filters."""
    codes = [g.code for g in of(pack)] if pack else all_codes()
    return [(code, lazy_label(code)) for code in codes]


class AllChoices(Sequence):
    """The list of all laws for filters, which ask how long it is; no law is loaded before."""

    def __len__(self):
        return len(choices())

    def __getitem__(self, index):
        return choices()[index]


def entitlements_of(codes, pack: str = law.DEFAULT_LAW) -> set[str]:
    """The entitlements of the pack that the grievances lead to."""
    loaded = law.load_pack(pack)
    held = loaded.desk.all_grievances()
    prefixes = tuple(p for code in codes if code in held for p in held[code].entitlements)
    return {code for code in loaded.entitlements if prefixes and code.startswith(prefixes)}


def grievances_of(entitlement: str, pack: str) -> list[str]:
    """The grievances that lead to an entitlement."""
    return [g.code for g in of(pack) if g.entitlements and entitlement.startswith(g.entitlements)]
