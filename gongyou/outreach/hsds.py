"""The directory in Open Referral's Human Services Data Specification, version 3.

Our own writing of its field names; `assured_date` is the last confirmation.
"""

from typing import Any

from gongyou.law.places import place_name
from gongyou.outreach.models import Service

STATES = {"active": "active", "inactive": "temporarily closed", "defunct": "defunct"}


def hsds(service: Service) -> dict[str, Any]:
    """One service with its organisation, phones, areas, languages and costs."""
    made: dict[str, Any] = {
        "id": str(service.pk),
        "name": service.name,
        "status": STATES[service.state],
        "organization": {
            "id": str(service.organisation_id),
            "name": service.organisation.name,
            "description": service.organisation.name,
        },
        "service_areas": [
            {"id": f"{service.pk}-{code}", "name": place_name(code) or code, "extent": code}
            for code in service.places
        ],
        "languages": [{"id": f"{service.pk}-{lang}", "code": lang} for lang in service.languages],
    }
    if service.phone:
        made["phones"] = [{"id": f"{service.pk}-phone", "number": service.phone}]
    if service.hours:
        made["schedules"] = [{"id": f"{service.pk}-hours", "description": service.hours}]
    if service.cost:
        made["fees_description"] = service.cost
    if service.bring:
        made["application_process"] = service.bring
    if service.confirmed_on:
        made["assured_date"] = service.confirmed_on.isoformat()
    return made
