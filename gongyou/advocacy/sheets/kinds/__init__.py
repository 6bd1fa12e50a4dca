"""The kinds of sheets that are known by their heads."""

from gongyou.advocacy.sheets.kinds.bls import LISTING
from gongyou.advocacy.sheets.kinds.bls_annual import ANNUAL
from gongyou.advocacy.sheets.kinds.clb import CLB
from gongyou.advocacy.sheets.kinds.fmcs import FMCS
from gongyou.advocacy.sheets.kinds.nmw import NAMED, YEARS
from gongyou.advocacy.sheets.shapes import Kind

KINDS: dict[str, Kind] = {kind.name: kind for kind in (CLB, FMCS, LISTING, ANNUAL, YEARS, NAMED)}


def kind_named(name: str) -> Kind:
    """A kind by its name; KeyError when there is none."""
    return KINDS[name]
