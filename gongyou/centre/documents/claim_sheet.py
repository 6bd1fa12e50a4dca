"""The claim sheet of a case: the law's own sheet, with the centre and the authority on it."""

from gongyou import law
from gongyou.centre.claim_store import MAIN
from gongyou.centre.documents.particulars import UNDECIDED
from gongyou.centre.models import Case
from gongyou.centre.queries.claims import rough_days_of
from gongyou.law.claim_sheets import Centre, Person, sheet_data


def claim_sheet(case: Case, context: dict, version, language: str) -> dict:
    """What stands on the sheet of a case; without a claim, that nothing is known yet."""
    facts = version.facts_of(MAIN) if version else law.Facts()
    claim = version.readings[MAIN] if version else law.claim(facts, pack=case.employment.pack)
    worker, centre = context["worker"], context["centre"]
    known = dict(facts.tables.get("employment") or {}) | {"employer": case.employer.name}
    person = Person(
        case.worker.pseudonym, known, worker["name"], worker["id_number"], worker["phone"]
    )
    sheet = sheet_data(
        claim,
        person,
        language,
        facts=facts,
        centre=Centre(**centre),
        where=context["commission"],
        labels=_labels(claim.pack, language),
    )
    rough = rough_days_of(version)
    # As they were told: the day that the amounts are reckoned with is no known day.
    labels = {day.label for day in rough}
    sheet["facts"] = [
        *(row for row in sheet["facts"] if row["label"] not in labels),
        *({"label": day.label, "value": day.days} for day in rough),
    ]
    sheet["check"] = [*sheet["check"], *(f"{day.label}: {day.words}" for day in rough)]
    if context["undecided"]:
        sheet["check"] = [str(UNDECIDED), *sheet["check"]]
    return sheet


def _labels(pack: str, language: str) -> dict:
    known = law.load_pack(pack)
    return {name: {language: known.fact_label(name, language)} for name in known.facts}
