"""A file in the form labour-case/1 becomes a collective case; nothing of it is left out."""

from datetime import date

from django.db import transaction

from gongyou import law
from gongyou.centre.public import Employer, add_employer
from gongyou.collective import chronicle_file
from gongyou.collective.chronicle_file import bounds, day_of, text_of
from gongyou.collective.models import (
    Agreement,
    Bundle,
    CollectiveCase,
    Demand,
    Disagreement,
    Event,
    Figure,
    PhaseState,
    Round,
    Source,
)
from gongyou.collective.services.cases import link_employer, open_case
from gongyou.collective.services.formulas import offer_of
from gongyou.collective.services.offers import keep_offer
from gongyou.vault.public import Actor, Right, journal

GRIEVANCES = {
    "social insurance": "social_insurance",
    "housing": "housing_fund",
    "overtime": "overtime",
    "annual leave": "leave",
    "temperature": "heat",
    "severance": "severance",
    "maternity": "maternity",
    "pension": "social_insurance",
}


@transaction.atomic
def import_chronicle(*, by: Actor, compartment, data: dict, employer: Employer | None = None):
    """Open a case from the data of a file and keep every entry of it.

    Raises:
        CannotImport: the data refer to something that isn't there.
    """
    by.require(Right.WRITE, compartment)
    chronicle_file.check(data)
    firm = data.get("employer") or {}
    employer = employer or _firm(by, compartment, firm)
    case = open_case(
        by=by,
        compartment=compartment,
        title=str(data.get("name_zh") or data.get("name") or data.get("id")),
        employer=employer,
        opened_on=_opened(data),
        grievances=_grievances(data),
        profile=_profile(data),
    )
    if isinstance(firm.get("successor"), dict):
        link_employer(
            by=by,
            case=case,
            employer=_firm(by, compartment, firm["successor"]),  # type: ignore[arg-type]
            role="successor",
        )
    _sources(by, case, data)
    _figures(by, case, data)
    _demands(by, case, data)
    _bundles(by, case, data)
    _events(by, case, data)
    _disagreements(by, case, data)
    _phases(case, data)
    case.result = _result(data)
    case.closed_on = _closed(data) if case.result else None
    case.save(update_fields=["result", "closed_on"])
    counts = {name: len(data.get(name, [])) for name in ("events", "sources", "disagreements")}
    journal.append(by, "collective.import_chronicle", case, changes=counts)
    return case


def _firm(by: Actor, compartment, firm: dict) -> Employer | None:
    name = firm.get("name_zh") or firm.get("name")
    return add_employer(by=by, compartment=compartment, name=str(name)[:200]) if name else None


def _profile(data: dict) -> dict:
    """What has no table of its own, and the order in which the file gives everything."""
    workers = data.get("workers", {})
    return {
        "order": list(data),
        "rest": {k: v for k, v in data.items() if k not in chronicle_file.SECTIONS},
        "topics": {topic: "list" if isinstance(v, list) else "one" for topic, v in workers.items()},
    }


def _opened(data: dict) -> date:
    asked = [bounds(e)[0] for e in data.get("events", []) if e.get("kind") == "request_for_help"]
    if asked:
        return min(asked)
    return min((bounds(e)[0] for e in data.get("events", [])), default=date(2000, 1, 1))


def _closed(data: dict) -> date:
    return max(bounds(e)[1] for e in data["events"])


def _result(data: dict) -> str:
    result = str((data.get("outcome") or {}).get("result") or "")
    known = ("won", "mostly won", "partly won", "lost", "back")
    return result if result in known and data.get("events") else ""


def _grievances(data: dict) -> set:
    texts = " ".join(str(demand.get("text", "")) for demand in data.get("demands", []))
    return {code for word, code in GRIEVANCES.items() if word in texts}


def _entitlements(text: str, pack: str) -> list[str]:
    roles = {
        "overtime": "overtime",
        "annual leave": "untaken_leave",
        "temperature": "heat",
        "severance": "severance",
    }
    found = (law.role(role, pack) for word, role in roles.items() if word in text)
    return [codes[0] for codes in found if codes]


def _keep(by: Actor, rows: list) -> None:
    """Seal the contents of rows of one model and save them in one go."""
    for row, content in rows:
        row.seal(by, content=content)
        row.take_sealed_changes()
    if rows:
        type(rows[0][0]).objects.bulk_create([row for row, _content in rows])


def _sources(by: Actor, case: CollectiveCase, data: dict) -> None:
    _keep(
        by,
        [
            (
                Source(
                    case=case,
                    ordinal=n,
                    reference=str(row["id"]),
                    kind=str(row.get("kind", ""))[:30],
                ),
                row,
            )
            for n, row in enumerate(data.get("sources", []))
        ],
    )


def _figures(by: Actor, case: CollectiveCase, data: dict) -> None:
    rows, n = [], 0
    for topic, held in data.get("workers", {}).items():
        for row in held if isinstance(held, list) else [held]:
            single = not isinstance(held, list)
            rows.append((Figure(case=case, ordinal=n, topic=topic[:30], single=single), row))
            n += 1
    _keep(by, rows)


def _status(text: str) -> str:
    if text.startswith(("agreed", "paid", "settled", "in the agreement", "reported", "partly met")):
        return "agreed"
    return "unknown"


def _demands(by: Actor, case: CollectiveCase, data: dict) -> None:
    rows = []
    for n, row in enumerate(data.get("demands", [])):
        text = str(row.get("text", ""))
        demand = Demand(
            case=case,
            ordinal=n,
            reference=str(row.get("id", f"D{n + 1}")),
            status=_status(str(row.get("status", ""))),
            entitlements=_entitlements(text, case.law),
        )
        rows.append((demand, row))
    _keep(by, rows)


def _bundles(by: Actor, case: CollectiveCase, data: dict) -> None:
    rows = []
    for n, row in enumerate(data.get("bundles", [])):
        offer = offer_of(row.get("formula") or {})
        bundle = Bundle(
            case=case,
            ordinal=n,
            reference=str(row.get("id", f"B{n + 1}")),
            covers=list(row.get("covers", [])),
            agreed_on=_day(row.get("agreed")),
            due_on=_day(row.get("due") or row.get("first_instalment")),
            offer=offer.to_json() if offer else None,
        )
        rows.append((bundle, row))
        if offer:
            day = bundle.agreed_on or case.opened_on
            counted = _day(row.get("cut_off")) or day
            keep_offer(by, case, offer, made_on=day, counted_to=counted, status="accepted")
    _keep(by, rows)


def _day(text) -> date | None:
    """A day where one is given; texts such as “within 5 working days” stay in the content."""
    return day_of(text) if text and chronicle_file.DAY.fullmatch(str(text)) else None


def _events(by: Actor, case: CollectiveCase, data: dict) -> None:
    rows = []
    for n, row in enumerate(data.get("events", [])):
        first, last = bounds(row)
        event = Event(
            case=case,
            ordinal=n,
            starts=first,
            ends=last,
            precision=str(row.get("date_precision", "day"))[:10],
            kind=str(row.get("kind", "other"))[:30],
            phase=int(row.get("phase") or 0),
            sources=list(row.get("sources", [])),
        )
        rows.append((event, row))
        figures = row.get("figures") or {}
        offer = offer_of(figures) if event.kind == "employer_offer" else None
        if offer:
            keep_offer(by, case, offer, made_on=first, status="rejected")
    _keep(by, rows)
    _talks(by, case, data.get("events", []))


def _talks(by: Actor, case: CollectiveCase, events: list) -> None:
    """Rounds that have a number, and agreements, stand on the page of the talks too."""
    rounds: dict = {}
    for event in events:
        number = (event.get("figures") or {}).get("round")
        text = text_of(event)
        if event.get("kind") == "bargaining" and number and number not in rounds:
            rounds[number] = Round(case=case, number=number, on=bounds(event)[0])
            rounds[number].seal(by, minutes=text)
            rounds[number].take_sealed_changes()
        if event.get("kind") == "agreement":
            agreement = Agreement(case=case, signed_on=bounds(event)[0])
            agreement.seal(by, terms={"terms": [{"text": text, "demands": [], "due_on": None}]})
            agreement.take_sealed_changes()
            agreement.save()
    Round.objects.bulk_create(rounds.values())


def _disagreements(by: Actor, case: CollectiveCase, data: dict) -> None:
    held = data.get("disagreements", [])
    _keep(by, [(Disagreement(case=case, ordinal=n), row) for n, row in enumerate(held)])


def _phases(case: CollectiveCase, data: dict) -> None:
    """A phase that has events went on; on a closed case it is finished."""
    finished = bool(_result(data))
    for state in PhaseState.objects.filter(case=case):
        days = [bounds(e)[0] for e in data.get("events", []) if e.get("phase") == state.phase]
        state.state = ("done" if finished else "active") if days else "not_started"
        state.since = min(days, default=None)
        state.save()
