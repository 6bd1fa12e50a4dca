"""The rules, in the order in which a claim sheet shows them."""

# ruff: noqa: I001 - the order of import is the order of the entitlements
from . import minimum_wage
from . import retirement
from . import employment
from . import severance
from . import unlawful
from . import settlement
from . import double_wage
from . import overtime
from . import package_wage
from . import leave
from . import leave_by_province
from . import wages
from . import heat
from . import orders
from . import sickness
from . import injury
from . import death
from . import contract
from . import insurance_base
from . import insurance
from . import housing_fund
from . import limitation
from . import procedure
from . import liability

__all__ = [
    "contract",
    "death",
    "double_wage",
    "employment",
    "heat",
    "housing_fund",
    "injury",
    "insurance",
    "insurance_base",
    "leave",
    "leave_by_province",
    "liability",
    "limitation",
    "minimum_wage",
    "orders",
    "overtime",
    "package_wage",
    "procedure",
    "retirement",
    "settlement",
    "severance",
    "sickness",
    "unlawful",
    "wages",
]
