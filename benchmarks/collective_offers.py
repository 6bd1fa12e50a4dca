"""An offer typed for 3,000 members: from the post to the costed page, and five side by side.

`python -m benchmarks.collective_offers`. No named peer does this; the bar is a second.
"""

import statistics
import time

from benchmarks.collective_room import DAY, MEMBERS, case_of, machine, open_centre, say

OFFERS = (
    "2000 per full year, at most 6 years; 166 per month if under one year",
    "70% of the claim",
    "100% of cn.severance",
    "300; 100 per further year beyond the first 1",
    "3000 per year of service",
)


def main() -> int:
    """Report and give 1 when a bar is missed."""
    people = open_centre()
    from django.test import Client
    from django.urls import reverse

    from gongyou.collective.queries import offers as queries
    from gongyou.collective.services.offers import make_offer
    from tests.people import sign_in

    print(f"Offers for {MEMBERS:,} members; {machine()}")
    case = case_of(people)
    client = sign_in(Client(), people.coordinator)
    url = reverse("collective:offer_cost", args=[case.pk])
    spans = []
    for typed in OFFERS * 3:
        began = time.perf_counter()
        answer = client.post(url, {"typed": typed, "counted_to": DAY.isoformat()})
        spans.append(time.perf_counter() - began)
        assert answer.status_code == 200 and b"costed-shares" in answer.content
    kept = say("typed offer to page, median", statistics.median(spans), 1.0)
    kept &= say("typed offer to page, slowest", max(spans), 2.0)
    for typed in OFFERS:
        make_offer(by=people.coordinator, case=case, typed=typed, counted_to=DAY)
    began = time.perf_counter()
    queries.side_by_side(case, "en")
    kept &= say("five offers side by side", time.perf_counter() - began, 2.0)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
