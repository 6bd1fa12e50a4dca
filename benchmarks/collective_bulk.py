"""3,000 individual cases with claims and their applications as PDF, stopped once and resumed.

`python -m benchmarks.collective_bulk`. The bar is 180 s, progress kept after every hundred.
"""

import sys
import time

from benchmarks.collective_room import MEMBERS, case_of, machine, open_centre, peak, say


def main(count: int = MEMBERS) -> int:
    """Report and give 1 when the bar is missed."""
    people = open_centre()
    from gongyou.collective.services import route

    print(f"Applications for {count:,} members; {machine()}")
    case = case_of(people, count)
    by = people.coordinator
    members = list(route.present(case))
    began = time.perf_counter()
    run = route.begin_run(by=by, case=case, members=members, language="zh-hans")
    route.work(by, run, stop_after=3)
    assert run.status == "stopped" or count <= 300
    route.work(by, run)
    spent = time.perf_counter() - began
    assert run.status == "done" and sum(p.count for p in run.parts.all()) == count
    assert case.members.filter(individual=None).count() == 0
    kept = say(f"{count:,} cases, claims and applications", spent, 180 * count / MEMBERS)
    print(f"  peak memory {peak():.0f} MiB")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
