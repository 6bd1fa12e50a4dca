"""Items about injury, death, birth, illness and insurance."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from .court_items import BY_LAW, Attempt, Attempts, base, fen, item, minimum_month, months_from
from .court_told import Told, day_range, later
from .court_wages import NONE, first_service, last_told

# --- injury ------------------------------------------------------------------------------------


SUBSIDIES = {
    "subsidy_medical_months": "medical.*months|months.*medical",
    "subsidy_employment_months": "employment.*months|months.*employment",
}


def _injury(told: Told, code: str) -> Attempts:
    """One-off payments by grade, own wage and, where told, the province's months and base."""
    grade = told.number("grade|level")
    average_words = (
        r"(provinc|social|pooling|local|city|regional).*(average|wage)|provincial_average"
    )
    averages = told.numbers(average_words, "minimum|note")
    wages = told.wages() or averages or [NONE]
    months = {
        k: n for k, p in SUBSIDIES.items() if (n := told.number(p, "monthly|note")) is not None
    }
    for wage, average in product(wages, [*averages, None]):
        start, end = first_service(told)
        facts = base(told, start, end, wage or None) | months
        facts |= {"disability_grade": int(grade or 10), "injury_wage": fen(wage)}
        facts |= {"average_wage_12m": fen(wage), "end_kind": "resigned"}
        if average is not None or not told.place.startswith("44"):
            facts["provincial_average_wage"] = fen(average if average is not None else wage)
        near = told.number("years_to_retirement|years_before_retirement")
        yield Attempt(code, facts if near is None else facts | {"years_to_retirement": near})


@item(r"disability_(benefit|allowance|subsidy|compensation|grant)|one_off_disability(?!_employ)")
def disability(told: Told) -> Attempts:
    yield from _injury(told, "cn.injury.disability_benefit")


@item(r"medical_subsidy|injury_medical|work_injury_medical")
def injury_medical(told: Told) -> Attempts:
    yield from _injury(told, "cn.injury.medical_subsidy")


@item(r"employment_subsidy|employment_allowance|re_?employment")
def injury_employment(told: Told) -> Attempts:
    yield from _injury(told, "cn.injury.employment_subsidy")


@item(r"injury.*(total|benefits)|statutory_total|one_off_total|injury_one_off")
def injury_total(told: Told) -> Attempts:
    yield from _injury(told, "cn.injury.oneoff")


def injury_by_words(told: Told) -> Attempts:
    """A one-off payment of the injury rules, by the words of its name."""
    name = told.name
    kinds = {"medical": "medical", "employ|job": "employment", "total|sum|all": ""}
    found = next((kind for pattern, kind in kinds.items() if re.search(pattern, name)), None)
    code = {None: "disability_benefit", "": "oneoff"}.get(found, f"{found}_subsidy")
    yield from _injury(told, f"cn.injury.{code}")


@item(r"stop_work|stopped_work|injury_leave|treatment_wage")
def stop_work(told: Told) -> Attempts:
    for wage, months in product(told.wages(), told.numbers("months", "monthly|note")):
        start, end = first_service(told)
        facts = base(told, start, end, wage) | {
            "agreed_wage": fen(wage),
            "stop_work_months": months,
        }
        paid = told.number("stop.*paid|paid.*stop|already_paid")
        paid = sum(told.list_of("wages_paid|paid") or [], NONE) if paid is None else paid
        yield Attempt("cn.injury.stop_work", facts | {"stop_work_paid": fen(paid or NONE)})


@item(r"death|fatal|^total$")
def death(told: Told) -> Attempts:
    years = [told.day(".*death.*", ".*died.*", "year.*", "end", "event", "accident")]
    income = told.numbers("income", "note|years")
    days = [found[1] for found in years if found] or [told.usual_day]
    for day in days:
        facts = base(told, date(2010, 1, 1), day, Decimal(9999)) | {"death_from_work": True}
        facts |= {"death_on": day, "end_kind": "died"}
        average = told.number("average_wage_month|average_wage$", "note")
        if "total" in told.name and average is not None:
            both = facts | {"pooling_average_wage": fen(average)}
            for value in income:
                both |= {"urban_income": fen(value)}
                yield Attempt("cn.injury.death+cn.injury.funeral", both)
        yield Attempt("cn.injury.death", facts)
        for value in income:
            yield Attempt("cn.injury.death", facts | {"urban_income": fen(value)})


@item(r"funeral")
def funeral(told: Told) -> Attempts:
    for average in told.numbers("average|wage", "note"):
        facts = base(told, date(2010, 1, 1), told.usual_day, Decimal(9999))
        facts |= {"death_from_work": True, "end_kind": "died", "pooling_average_wage": fen(average)}
        yield Attempt("cn.injury.funeral", facts)


# --- maternity, insurance, fund, interest ------------------------------------------------------


@item(r"matern|birth")
def maternity(told: Told) -> Attempts:
    day = (told.day(".*birth.*", "leave_.*", "start_of_leave") or [told.usual_day])[0]
    granted = told.numbers("days", "note|worked|paid_days|divisor")
    paid = told.number("paid|received", "fund|note|days|employer_received") or NONE
    fund = told.numbers("fund|employer_received|allowance_received", "note|days")
    received, passed_on = (
        told.list_of("from_fund|fund_paid"),
        told.list_of("allowance_paid|paid_on"),
    )
    if received and passed_on and len(received) == len(passed_on):  # several leaves, one claim
        fund, paid = [sum(received, NONE)], sum(passed_on, NONE)
    bases = told.numbers("employer_average|company_average|unit_average|average.*employer")
    for value in fund:
        facts = base(told, date(2010, 1, 1), later(day, 24), Decimal(9999)) | {"birth_on": day}
        facts |= {"maternity_insured": True, "fund_maternity_allowance": fen(value)}
        yield Attempt("cn.maternity.allowance", facts | {"maternity_paid": fen(paid)})
    for kind, wage in [*(("own", w) for w in told.wages()), *(("employer", b) for b in bases)]:
        for days in ("national", "local"):
            facts = base(told, date(2010, 1, 1), later(day, 24), wage) | {"birth_on": day}
            facts |= {"agreed_wage": fen(wage), "employer_average_wage": fen(wage)}
            facts |= {
                "maternity_paid": fen(paid),
                "children_born": int(told.number("children") or 1),
            }
            if told.flag("difficult|caesar|section"):
                facts["difficult_birth"] = True
            reading = {"maternity_base": kind, "maternity_days": days}
            if days == "national":
                yield Attempt("cn.maternity.allowance", facts, reading=reading)
                continue
            for number in [*granted, None]:
                more = {} if number is None else {"maternity_days_granted": number}
                yield Attempt("cn.maternity.allowance", facts | more, reading=reading)


@item(r"late_fee|late_payment_fee|surcharge")
def late_fee(told: Told) -> Attempts:
    due = told.day("due", "due_on", "due_date", "from") or (date(2020, 1, 1), date(2020, 1, 1))
    paid = told.day("paid_on", "paid", "payment_date", "to")
    for principal in told.numbers("principal|arrears|premium|amount", "note|days|rate"):
        days = told.number("days", "note")
        until = paid[0] if paid else due[0] + timedelta(days=int(days or 0))
        facts = base(told, date(2010, 1, 1), until, Decimal(9999))
        facts |= {"insurance_principal": fen(principal), "insurance_principal_due_on": due[0]}
        for cap in ("none", "principal"):
            yield Attempt(
                "cn.si.late_fee",
                facts | {"insurance_paid_on": until},
                reading={"late_fee_cap": cap},
            )


@item(r"unemployment")
def unemployment(told: Told) -> Attempts:
    start, end = first_service(told)
    place, end = minimum_month(told, end)
    start = min(start, later(end, -60))
    months = told.numbers("months", "monthly|note")
    monthly = told.numbers("monthly|per_month|standard|benefit", "months|note|minimum|rate")
    minimum = told.number("minimum_wage", "note|rate")
    rates = told.numbers("rate|fraction|percent", "note")
    monthly += [minimum * (r / 100 if r > 1 else r) for r in rates if minimum is not None]
    for number, amount in product([*months, None], [*monthly, None]):
        facts = base(told, start, end) | {"end_kind": "unlawful_dismissal", "not_insured": True}
        facts |= {"place": place}
        facts |= {} if number is None else {"unemployment_months": number}
        facts |= {} if amount is None else {"unemployment_monthly": fen(amount)}
        years = told.number("contribution_years|insured_years|years", "note")
        facts |= {} if years is None else {"contribution_years": years}
        yield Attempt("cn.si.lost_unemployment_benefit", facts)


@item(r"social_insurance_(allowance|subsidy|cash)|insurance_(allowance|subsidy|cash)")
def insurance_cash(told: Told) -> Attempts:
    monthly = told.numbers("monthly|per_month|allowance|subsidy", "months|note|total")
    for amount, months in product(monthly, told.numbers("months", "monthly|note")):
        facts = base(told, date(2010, 1, 1), told.usual_day, Decimal(9999))
        facts |= {"insurance_cash_monthly": fen(amount), "insurance_cash_months": months}
        facts["insurance_paid_on"] = told.usual_day
        yield Attempt("cn.insurance_cash.reclaim", facts)


@item(r"housing_fund|provident")
def housing_fund(told: Told) -> Attempts:
    end = told.usual_day
    rates = told.numbers("rate|percent", "note") or [Decimal(5)]
    for wage, months, rate in product(told.wages(), told.numbers("months", "monthly|note"), rates):
        percent = rate * 100 if rate < 1 else rate
        rows = months_from(later(end, -int(months)), int(months), due=fen(wage))
        facts = base(told, date(1999, 1, 1), end, wage)
        facts |= {"housing_fund_rate": percent, "housing_fund_never_paid": True}
        yield Attempt("cn.hf.arrears", facts, rows)


@item(r"delay.*interest|interest|delayed_payment")
def interest(told: Told) -> Attempts:
    due = (told.day("due", "due_on", "payment_due") or day_range("2022-01-01") or ())[0]
    for principal, days in product(told.numbers("principal|amount|unpaid"), told.numbers("days")):
        facts = base(told, date(2010, 1, 1), due, Decimal(9999)) | {"payment_due_on": due}
        facts |= {"judgment_principal": fen(principal), "on": due + timedelta(days=int(days))}
        yield Attempt("cn.enforcement.delay_interest", facts)


@item(r"medical_(subsidy|allowance)|illness")
def medical_subsidy(told: Told) -> Attempts:
    for wage in told.wages():
        start, end = first_service(told)
        facts = base(told, start, end, wage) | {"average_wage_12m": fen(wage)}
        facts |= {"end_kind": "dismissed_no_fault", "end_cause": "illness", "illness_graded": True}
        for more in ({}, {"illness_serious": True}, {"illness_terminal": True}):
            yield Attempt("cn.medical_subsidy", facts | more)


FUNDS = ("pension", "medical", "unemployment", "injury", "maternity")


@item(
    r"(insurance|pension|medical|contribution|premium).*(arrear|contribution|premium|shortfall)"
    r"|insurance_(unpaid|difference|back)|unpaid_(insurance|contribution|premium)"
)
def insurance_arrears(told: Told) -> Attempts:
    """The employer's part on the base told, by the rates in the tables."""
    named = [fund for fund in FUNDS if fund in told.name] or [*FUNDS, "all"]
    bases = [*told.numbers("base", "note|rate|paid|floor|ceiling"), *told.wages()]
    last = last_told(told)
    options = product(bases, told.numbers("months", "monthly|note") or [Decimal(1)], named)
    for amount, months, fund in options:
        first = later(last.replace(day=1), 1 - int(months))
        code = "cn.si.arrears" if fund == "all" else f"cn.si.arrears.{fund}"
        for local in (True, False):
            facts = base(told, date(2000, 1, 1), last, amount) | {"not_insured": True}
            facts |= {"local_household": local, "medical_tier": "1"}
            facts |= {"injury_rate_class": "lowest", "unemployment_rate_class": "lowest"}
            rows = months_from(first, int(months), insurance_reference_wage=fen(amount))
            yield Attempt(code, facts, rows)


@item(r"disability_pension|monthly_(disability|pension)|injury_pension|pension_month")
def pension(told: Told) -> Attempts:
    for wage, (start, end) in product(told.wages(), [first_service(told)]):
        facts = base(told, start, end, wage) | {"injury_wage": fen(wage), "end_kind": "ongoing"}
        grade = told.number("grade|level")
        yield Attempt(
            "cn.injury.pension", facts | {"disability_grade": None if grade is None else int(grade)}
        )


@item(r"nurs|care_allowance|living_care|carer")
def nursing(told: Told) -> Attempts:
    level = told.number("nursing_level|care_level|level")
    for average in told.numbers("average|wage", "note|paid"):
        start, end = first_service(told)
        facts = base(told, start, end, average)
        facts |= {"pooling_average_wage": fen(average), "provincial_average_wage": fen(average)}
        for option in [level] if level is not None else range(1, 5):
            yield Attempt("cn.injury.nursing", facts | {"nursing_level": int(option)})


@item(r"dependa|survivor|orphan|family_pension")
def dependants(told: Told) -> Attempts:
    for wage in told.wages():
        facts = base(told, date(2010, 1, 1), told.usual_day, wage) | {"injury_wage": fen(wage)}
        facts |= {"death_from_work": True, "death_on": told.usual_day, "end_kind": "died"}
        spouse = "spouse" in told.text or told.flag("spouse")
        for with_spouse, others, lone in product((spouse, not spouse), range(4), range(2)):
            kin = {"dependant_spouse": with_spouse, "dependants_other": others}
            yield Attempt("cn.injury.dependants", facts | kin | {"dependants_lone": lone})


BY_LAW.extend(
    [
        (r"Injury-R 33", stop_work),
        (r"Injury-R (3[567]|62)|GD-Injury 3", injury_by_words),
        (r"Injury-R 39", death),
        (r"Injury-R 39", funeral),
        (r"Women-R", maternity),
        (r"SIL 4[56]", unemployment),
        (r"HF-R", housing_fund),
    ]
)
