"""The rules, in the order in which a claim sheet shows them."""

# ruff: noqa: I001 - the order of import is the order of the entitlements
from . import employment
from . import severance
from . import double_wage
from . import overtime
from . import leave
from . import wages
from . import sickness
from . import injury
from . import contract
from . import insurance
from . import limitation
from . import procedure

__all__ = [
    "contract",
    "double_wage",
    "employment",
    "injury",
    "insurance",
    "leave",
    "limitation",
    "overtime",
    "procedure",
    "severance",
    "sickness",
    "wages",
]
