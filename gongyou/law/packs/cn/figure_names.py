"""How researched local figures are called in this pack: parameter, class, unit.

Averages that fix the cap of severance are kept apart from other averages: those only say that an
average cannot be lower.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

Row = dict[str, str]

SAME = {
    "heat_first_month": "heat_first_month",
    "heat_last_month": "heat_last_month",
    "sick_pay_floor_fraction_of_min_wage": "sick_pay_floor_fraction",
    "stoppage_pay_fraction_of_min_wage": "stoppage_pay_fraction",
    "deduction_max_fraction_of_month": "deduction_max_fraction_of_month",
    "urban_disposable_income": "urban_disposable_income",
    "hf_base_ceiling": "housing_fund_base_ceiling",
    "hf_base_floor": "housing_fund_base_floor",
    "marriage_leave_days": "marriage_leave_days",
    "maternity_days_extra": "maternity_days_extra",
    "paternity_days": "paternity_days",
    "parental_leave_days": "parental_leave_days",
    "unemployment_benefit_fraction_of_min_wage": "unemployment_benefit_fraction",
    "unemployment_benefit_loss_multiple": "unemployment_benefit_loss_multiple",
    "unemployment_benefit_month": "unemployment_benefit_month",
    "unemployment_benefit_months_per_paid_year": "unemployment_benefit_months_a_year",
    "injury_employment_subsidy_months": "injury_employment_subsidy_months",
    "injury_medical_subsidy_months": "injury_medical_subsidy_months",
    "injury_employment_subsidy_amount": "injury_employment_subsidy_amount",
    "injury_medical_subsidy_amount": "injury_medical_subsidy_amount",
    "injury_uninsured_lump_years": "injury_uninsured_lump_years",
}
OTHER_AVERAGES = {
    "avg_wage_city": "city",
    "avg_wage_province": "province",
    "avg_wage_si": "insurance",
    "avg_wage_nonprivate": "non_private",
    "avg_wage_private": "private",
}
SUBSIDY_BASES = {
    "months of own wage": "own",
    "months of provincial average wage": "province",
    "months of city average wage": "city",
    "months of pooling-area average wage": "pooling",
}
FUNDS = ("pension", "medical", "unemployment", "injury", "maternity")


def named(row: Row) -> Row | None:
    """The row under this pack's names, or None where no rule uses such a figure."""
    made = {
        "parameter": "",
        "place": row["place"].split()[0],
        "class": "",
        "valid_from": row["valid_from"],
        "valid_to": "",
        "value": row["value"],
        "unit": row["unit"],
        "source": row["source"],
        "confidence": row["confidence"],
        "note": row["category"],
    }
    for maker in (_average, _heat, _sick, _graded, _insurance, _plain):
        found = maker(row, made)
        if found is not None:
            return found or None
    return None


def _stat_year(row: Row) -> str:
    found = re.search(r"stat_year=(\d{4})", row["category"])
    return found.group(1) if found else ""


def _average(row: Row, made: Row) -> Row | None:
    kind, stat = row["parameter"], _stat_year(row)
    if kind == "avg_wage_cap":
        name = "local_average_wage_" + ("year" if row["unit"] == "CNY/year" else "month")
        return made | {"parameter": name, "class": stat}
    if kind == "avg_wage_si":
        return made | {"parameter": "insurance_average_wage_month", "class": stat}
    if kind in OTHER_AVERAGES:
        series = OTHER_AVERAGES[kind]
        if kind == "avg_wage_city" and "private" in row["category"].replace("non-private", ""):
            series = "private"
        name = "other_average_wage_" + ("year" if row["unit"] == "CNY/year" else "month")
        return made | {"parameter": name, "class": f"{series}:{stat}"}
    return None


def _heat(row: Row, made: Row) -> Row | None:
    kind, text = row["parameter"], row["category"]
    names = {
        "high_temperature_allowance": "heat_allowance_month",
        "high_temperature_allowance_day": "heat_allowance_day",
        "high_temperature_allowance_hour": "heat_allowance_hour",
    }
    if kind not in names:
        return None
    klass = ""
    if text in ("lowest", "highest"):
        klass = text
    elif "outdoors at" in text:
        klass = ""
    elif "outdoors" in text or "high-temperature work" in text:
        klass = "outdoors"
    elif "indoors" in text or "other work" in text:
        klass = "indoors"
    return made | {"parameter": names[kind], "class": klass}


def _sick(row: Row, made: Row) -> Row | None:
    if row["parameter"] != "sick_pay_fraction":
        return None
    text = row["category"]
    years = re.search(r"(\d+)-<|>=(\d+)|<(\d+)", text)
    start = "0" if years is None or years.group(3) else (years.group(1) or years.group(2))
    if "own wage" in text or text.startswith("of "):
        klass = {"b": "long:0", "u": "short:0"}.get(text[0], "")
    else:
        klass = ("long:" if text.startswith("beyond") else "short:") + start
    return made | {"parameter": "sick_pay_fraction_of_wage", "class": klass}


def _graded(row: Row, made: Row) -> Row | None:
    kind = row["parameter"]
    if kind not in SAME or not kind.startswith("injury_"):
        return None
    grade = re.search(r"grade (\d+)", row["category"])
    if grade is None:
        return None
    made = made | {"parameter": SAME[kind], "class": grade.group(1)}
    if row["unit"] in SUBSIDY_BASES:
        made["note"] = f"base: {SUBSIDY_BASES[row['unit']]}"
    return made


def _insurance(row: Row, made: Row) -> Row | None:
    """Bases of all funds and of one; rates that nobody checked against a notice stay out."""
    kind = row["parameter"]
    found = re.fullmatch(r"si_base_(ceiling|floor)_(\w+)", kind)
    if found is None or kind.endswith(("multiple", "fraction")):
        return {} if kind.startswith("si_") else None
    which, fund = found.groups()
    if fund == "all_funds" or fund not in FUNDS:
        return {}
    if "tier" in row["category"] or "other cities" in row["category"]:
        return {}
    last = date.fromisoformat(row["valid_from"]).replace(
        year=int(row["valid_from"][:4]) + 1
    ) - timedelta(days=1)
    return made | {
        "parameter": f"insurance_base_{which}", "class": fund, "valid_to": last.isoformat()
    }  # fmt: skip


PLAIN_CLASSES = {
    ("maternity_days_extra", "second and third child"): "further",
    ("marriage_leave_days", "with premarital medical check (15 + 10)"): "with_check",
    ("marriage_leave_days", "with premarital medical check"): "with_check",
    ("marriage_leave_days", "most (20, plus 5 with premarital check)"): "with_check",
}


def _plain(row: Row, made: Row) -> Row | None:
    kind, text = row["parameter"], row["category"]
    if kind not in SAME:
        return None
    klass = PLAIN_CLASSES.get((kind, text), "")
    if kind == "urban_disposable_income":
        klass = _stat_year(row)
    elif kind == "unemployment_benefit_fraction_of_min_wage" and "paid" in text:
        years = re.search(r"paid (\d+)", text)
        klass = years.group(1) if years else ""
    elif kind == "unemployment_benefit_month":
        years = re.match(r"(?:>=)?(\d+)", text)
        if years is None:
            return {}
        klass = years.group(1)
    return made | {"parameter": SAME[kind], "class": klass}
