"""What a document is filled with: one dictionary a case, names opened in the user's request."""

from datetime import date

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gongyou import law
from gongyou.centre import codes, places
from gongyou.centre.claim_store import MAIN
from gongyou.centre.documents import requests
from gongyou.centre.documents.requests import money
from gongyou.centre.models import Case, Evidence, Intake
from gongyou.centre.queries import particulars
from gongyou.centre.queries.claims import latest_versions
from gongyou.centre.queries.facts import resolve, rows_of
from gongyou.law import schema
from gongyou.ui.public import RoughDay
from gongyou.vault.public import Actor, reveal_many

IDENTITY = ["name", "phone", "id_number", "address"]
WITNESS = ["name", "address", "phone", "can_say"]


def contexts(actor: Actor, cases: list[Case], language: str, versions: dict | None = None):
    """The contexts of cases, in their order; a handful of queries for all of them.

    `versions`, if at hand: employment id → claim version.
    """
    workers = [case.worker for case in cases]
    identity = reveal_many(actor, workers, IDENTITY)
    if versions is None:
        versions = latest_versions([case.employment_id for case in cases])
    facts = _facts(cases)
    evidence = _evidence(actor, cases, language)
    stories = _stories(actor, cases)
    ours = particulars.of_cases(actor, cases)
    theirs = particulars.of_employers(actor, cases)
    witnesses = particulars.witnesses_of(actor, cases)
    undecided = particulars.undecided(cases)
    named = particulars.grievances_of(cases)
    unreckoned = {
        case.pk: requests.unreckoned(versions.get(case.employment_id), named[case.pk])
        for case in cases
    }
    centre = particulars.letterhead_of(cases[0].compartment_id) if cases else None
    with translation.override("zh-hans" if language == "zh-hans" else "en"):
        for case in cases:
            version = versions.get(case.employment_id)
            known, own = facts[case.employment_id], ours[case.pk]
            told = own["facts"].splitlines() or stories.get(case.pk, [])
            yield {
                "reference": case.reference,
                "centre": {name: getattr(centre, name) for name in ("name", "phone", "address")},
                "worker": _worker(case, identity.get(case.worker_id, {}), known, own),
                "employer": _employer(case) | theirs[case.employer_id],
                "commission": commission(case.place, case.employment.pack),
                "story": sentences(case, known),
                "own_story": sentences(case, known, own_words=True),
                "told": [line for line in map(str.strip, told) if line],
                "evidence": evidence.get(case.pk, []),
                # Only words: a paper in Word is filled elsewhere.
                "witnesses": [
                    {name: one[name] or "" for name in WITNESS} for one in witnesses[case.pk]
                ],
                "undecided": case.pk in undecided,
                "unreckoned": unreckoned[case.pk],
                "today": date_format(timezone.localdate(), "DATE_FORMAT"),
                **requests.claim_context(version, language),
            }


def _facts(cases) -> dict:
    ids = [case.employment_id for case in cases]
    key = {pk: pk for pk in ids}
    tables = {"employment": rows_of("employment", ids, key), "pay": [], "events": []}
    known = resolve(tables, MAIN, rough=True)["employment"]
    return {pk: {} for pk in ids} | {row["worker"]: row for row in known}


def _worker(case: Case, identity: dict, facts: dict, own: dict) -> dict:
    column = schema.column("employment", "sex")
    lang = "zh-hans" if places.in_chinese() else "en"
    words = {code.name: code.label[lang] for code in column.codes}
    return (
        {name: identity.get(name) or "" for name in IDENTITY}
        | {name: own[name] for name in ("agent_name", "agent_about", "agent_phone")}
        | {
            "sex": words.get(str(facts.get("sex")), ""),
            "birth": day(facts.get("birth_date")),
            "occupation": own["occupation"] or str(facts.get("post") or ""),
            "workplace": own["workplace"] or _workplace(case),
            "service_address": own["service_address"],
        }
    )


def _workplace(case: Case) -> str:
    site = case.employment.worksite
    return " ".join(filter(None, (places.title(case.place), site.name if site else "")))


def _employer(case: Case) -> dict:
    employer = case.employer
    place = employer.place or case.place
    return {
        "name": employer.name,
        "registration": employer.registration,
        "place": places.title(place),
    }


def commission(place: str, pack: str = law.DEFAULT_LAW) -> str:
    """The body with which a claim is filed at a place, as the law calls it."""
    body = law.load_pack(pack).desk.filing_body
    return body(place, "zh-hans" if places.in_chinese() else "en") if body else ""


def sentences(case: Case, facts: dict, *, own_words: bool = False) -> list[str]:
    """The facts of the spell as sentences, each only when known.

    `own_words`: as the worker says them in a letter, not as a party before an authority.
    """
    said = []
    if facts.get("start"):
        said.append(_begun(case, facts, own_words=own_words))
    if facts.get("contract_written") is False:
        said.append(_("No written labour contract was concluded."))
    if facts.get("contract_written"):
        said.append(_("A written labour contract was concluded."))
    if facts.get("agreed_wage") is not None:
        said.append(
            _("The agreed monthly wage is %(amount)s yuan.")
            % {"amount": money(facts["agreed_wage"])}
        )
    if facts.get("average_wage_12m") is not None:
        said.append(
            _("The average monthly wage of the last twelve months is %(amount)s yuan.")
            % {"amount": money(facts["average_wage_12m"])}
        )
    if facts.get("end"):
        said.append(_ended(facts, own_words=own_words) % {"day": day(facts["end"])})
    return said


def _begun(case: Case, facts: dict, *, own_words: bool) -> str:
    where, who = bool(case.place), ("own" if own_words else "party")
    patterns = {
        ("own", False): _("I have worked for %(employer)s since %(day)s."),
        ("own", True): _("I have worked for %(employer)s in %(place)s since %(day)s."),
        ("party", False): _("The applicant has worked for %(employer)s since %(day)s."),
        ("party", True): _("The applicant has worked for %(employer)s in %(place)s since %(day)s."),
    }
    names = {"employer": case.employer.name, "place": places.title(case.place)}
    return patterns[who, where] % {"day": day(facts["start"]), **names}


# How it ended is told as what was done, never as what the law calls it.
BY_EMPLOYER = ("dismissed_no_fault", "dismissed_fault", "layoff", "unlawful_dismissal")
BY_WORKER = ("resigned", "resigned_for_cause")
TOGETHER = ("agreed_by_employer", "agreed_by_worker")


def _ended(facts: dict, *, own_words: bool) -> str:
    how = facts.get("end_kind")
    if how in BY_EMPLOYER and own_words:
        return _("On %(day)s the employer ended the employment.")
    if how in BY_WORKER and own_words:
        return _("On %(day)s I left.")
    if how in BY_EMPLOYER:
        return _("On %(day)s the respondent ended the employment.")
    if how in BY_WORKER:
        return _("On %(day)s the applicant left.")
    if how in TOGETHER:
        return _("On %(day)s the employment was ended by agreement.")
    return _("The employment ended on %(day)s.")


def _evidence(actor: Actor, cases, language) -> dict:
    items = list(Evidence.objects.filter(case__in=[c.pk for c in cases]).prefetch_related("links"))
    opened = reveal_many(actor, items, ["title", "origin"])
    found: dict = {}
    with translation.override(language):
        for item in items:
            told = opened.get(item.pk) or {}
            holder = codes.label(codes.HOLDERS, item.held_by)
            row = {
                "title": told.get("title") or codes.label(codes.EVIDENCE_KINDS, item.kind),
                "origin": told.get("origin") or _("held by: %(who)s") % {"who": holder},
                "proves": "；".join(_fact_label(link, language) for link in item.links.all()),
                "form": _("original") if item.original else _("copy"),
                "pages": item.pages,
            }
            found.setdefault(item.case_id, []).append(row)
    return found


def _fact_label(link, language) -> str:
    if link.table == "events":
        words = {c.name: c.label[language] for c in schema.column("events", "kind").codes}
        return words.get(link.fact, link.fact)
    try:
        return schema.label(link.fact, language, link.table)
    except KeyError:
        return link.fact


def _stories(actor: Actor, cases) -> dict:
    intakes = list(Intake.objects.filter(case__in=[c.pk for c in cases]).order_by("received_on"))
    told = reveal_many(actor, intakes, ["story"])
    found: dict = {}
    for intake in intakes:
        story = told.get(intake.pk, {}).get("story") or ""
        found.setdefault(intake.case_id, []).extend(filter(None, story.splitlines()))
    return found


def day(value: date | None) -> str:
    """A day in words of the language in force."""
    if isinstance(value, RoughDay):
        return value.in_words
    return date_format(value, "DATE_FORMAT") if value else ""
