"""Offers: typed in either language, explained back, costed for every person."""

from gongyou.law.offers.costing import Cost, Row, Summary, cost, cost_people, summarise
from gongyou.law.offers.evaluate import Given, evaluate
from gongyou.law.offers.grammar import parse
from gongyou.law.offers.model import (
    Condition,
    Instalment,
    Offer,
    OfferAmbiguousError,
    OfferError,
    Term,
)
from gongyou.law.offers.people import people, service

__all__ = [
    "Condition",
    "Cost",
    "Given",
    "Instalment",
    "Offer",
    "OfferAmbiguousError",
    "OfferError",
    "Row",
    "Summary",
    "Term",
    "cost",
    "cost_people",
    "evaluate",
    "parse",
    "people",
    "service",
    "summarise",
]
