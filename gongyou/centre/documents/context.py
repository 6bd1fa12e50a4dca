"""What a document is filled with: one dictionary a case, names opened in the user's request."""

from datetime import date
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from gongyou import law
from gongyou.centre import codes, places
from gongyou.centre.claim_store import LASTING, MAIN
from gongyou.centre.documents.reasons import articles_of, reason_of, steps_of
from gongyou.centre.models import Case, Evidence, Intake
from gongyou.centre.queries.claims import latest_versions, missing_facts
from gongyou.centre.queries.facts import resolve, rows_of
from gongyou.law import schema
from gongyou.vault.public import reveal_many

IDENTITY = ["name", "phone", "id_number", "address"]


def contexts(actor, cases: list[Case], language: str, versions: dict | None = None):
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
    with translation.override("zh-hans" if language == "zh-hans" else "en"):
        for case in cases:
            version = versions.get(case.employment_id)
            claims = version.readings if version else {}
            yield {
                "reference": case.reference,
                "worker": _worker(identity.get(case.worker_id, {}), facts[case.employment_id]),
                "employer": _employer(case),
                "commission": commission(case.place, case.employment.pack),
                "story": sentences(case, facts[case.employment_id]),
                "told": stories.get(case.pk, []),
                "evidence": evidence.get(case.pk, []),
                "today": date_format(timezone.localdate(), "DATE_FORMAT"),
                **_claim(claims, version, language),
            }


def _facts(cases) -> dict:
    ids = [case.employment_id for case in cases]
    key = {pk: pk for pk in ids}
    tables = {"employment": rows_of("employment", ids, key), "pay": [], "events": []}
    known = resolve(tables, MAIN)["employment"]
    return {pk: {} for pk in ids} | {row["worker"]: row for row in known}


def _worker(identity: dict, facts: dict) -> dict:
    sex = facts.get("sex")
    column = schema.column("employment", "sex")
    lang = "zh-hans" if places.in_chinese() else "en"
    words = {code.name: code.label[lang] for code in column.codes}
    known = {name: identity.get(name) or "" for name in IDENTITY}
    return known | {
        "name": identity.get("name") or "＿＿＿＿",
        "sex": words.get(sex, ""),
        "birth": day(facts.get("birth_date")),
    }


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


def sentences(case: Case, facts: dict) -> list[str]:
    """The facts of the spell as sentences, each only when known."""
    employer = case.employer.name
    said = []
    if facts.get("start"):
        values = {
            "day": day(facts["start"]),
            "employer": employer,
            "place": places.title(case.place),
        }
        said.append(
            _("The applicant has worked for %(employer)s since %(day)s.") % values
            if not case.place
            else _("The applicant has worked for %(employer)s in %(place)s since %(day)s.") % values
        )
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
        said.append(_("The employment ended on %(day)s.") % {"day": day(facts["end"])})
    if facts.get("end_kind") and facts["end_kind"] != "ongoing":
        said.append(_("How it ended: %(how)s.") % {"how": _code("end_kind", facts["end_kind"])})
    return said


def _code(column: str, value: str) -> str:
    lang = "zh-hans" if places.in_chinese() else "en"
    words = {c.name: c.label[lang] for c in schema.column("employment", column).codes}
    return words.get(value, value)


def _claim(claims: dict, version, language: str) -> dict:
    if not claims:
        return {"claims": [], "total": money(Decimal(0)), "missing": [], "on": ""} | {
            "by_employer": "",
            "proved": "",
        }
    main = claims[MAIN]
    chosen = [r for r in main if r.money and r.code in main.best.members and r.amount]
    owed = [r for r in main if r.kind in LASTING and r.status == "undetermined"]
    return {
        "claims": [_item(result, language) for result in chosen],
        "total": money(main.total),
        "missing": [
            {
                "label": fact.label,
                "papers": "、".join(fact.papers)
                if language == "zh-hans"
                else ", ".join(fact.papers),
            }
            for fact in missing_facts(owed, language)
        ],
        "on": day(version.on),
        "by_employer": money(version.totals["employer"]),
        "proved": money(version.totals["proved"]),
    }


def _item(result: "law.Result", language: str) -> dict:
    limitation = result.limitation
    return {
        "code": result.code,
        "label": result.label(language),
        "amount": money(result.amount),
        "articles": articles_of(result, language),
        "reason": reason_of(result, language),
        "steps": steps_of(result, language),
        "file_by": day(limitation.last_safe_filing_date) if limitation else "",
    }


def _evidence(actor, cases, language) -> dict:
    items = list(Evidence.objects.filter(case__in=[c.pk for c in cases]).prefetch_related("links"))
    titles = reveal_many(actor, items, ["title"])
    found: dict = {}
    with translation.override(language):
        for item in items:
            title = titles.get(item.pk, {}).get("title") or codes.label(
                codes.EVIDENCE_KINDS, item.kind
            )
            proves = "；".join(_fact_label(link, language) for link in item.links.all())
            form = _("original") if item.original else _("copy")
            row = {"title": title, "proves": proves, "form": form, "pages": item.pages}
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


def _stories(actor, cases) -> dict:
    intakes = list(Intake.objects.filter(case__in=[c.pk for c in cases]).order_by("received_on"))
    told = reveal_many(actor, intakes, ["story"])
    found: dict = {}
    for intake in intakes:
        story = told.get(intake.pk, {}).get("story") or ""
        found.setdefault(intake.case_id, []).extend(filter(None, story.splitlines()))
    return found


def day(value: date | None) -> str:
    """A day in words of the language in force."""
    return date_format(value, "DATE_FORMAT") if value else ""


def money(amount: Decimal | None) -> str:
    """An amount with two decimals and thousands apart."""
    if amount is None:
        return ""
    return number_format(amount.quantize(Decimal("0.01")), force_grouping=True)
