"""A case to work on."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.centre.services.intake import record_intake

FACTS = {
    "start": date(2005, 3, 1),
    "end": date(2015, 4, 20),
    "end_kind": "unlawful_dismissal",
    "place": "440113",
    "contract_written": True,
    "average_wage_12m": Decimal(3800),
}


@pytest.fixture
def recorded(people):
    """One worker with an intake, an employment and an open case."""
    return record_intake(
        by=people.caseworker,
        compartment=people.inside,
        story="工厂搬走了，没有给补偿。",
        identity={"name": "李小红", "phone": "13800138000", "id_number": "440101198803041234"},
        employer_name="广州番禺利得鞋业有限公司",
        facts=FACTS,
        grievances=["severance"],
        consent=["keep"],
        received_on=date(2015, 5, 4),
    )


@pytest.fixture
def case(recorded):
    """The case of that worker."""
    return recorded.case
