"""Formulas of published agreements as offers of the law engine."""

from decimal import Decimal

from gongyou.law import offers


def offer_of(formula: dict) -> offers.Offer | None:
    """The offer that the named figures of a file describe; None when they describe none.

    Known: per_full_year with cap_years and per_month_if_under_one_year; share_of_claim;
    flat with per_further_year.
    """
    terms = []
    if "per_full_year" in formula:
        terms.append(
            offers.Term(
                "yuan",
                _number(formula["per_full_year"]),
                unit="year",
                most_units=_number(formula["cap_years"]) if "cap_years" in formula else None,
            )
        )
    if "per_month_if_under_one_year" in formula:
        short = offers.Condition("service_months", None, Decimal(12))
        rate = _number(formula["per_month_if_under_one_year"])
        terms.append(offers.Term("yuan", rate, unit="month", when=(short,)))
    if "share_of_claim" in formula:
        terms.append(offers.Term("share", _number(formula["share_of_claim"]), of="claim"))
    if "flat" in formula:
        terms.append(offers.Term("yuan", _number(formula["flat"])))
    if "per_further_year" in formula:
        rate = _number(formula["per_further_year"])
        terms.append(offers.Term("yuan", rate, unit="further_year", after=Decimal(1)))
    return offers.Offer(tuple(terms)) if terms else None


def _number(value) -> Decimal:
    return Decimal(str(value))
