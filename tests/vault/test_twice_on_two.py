"""The same thing done on two laptops apart is one thing when they meet, and never counts double."""

from tests.vault.installations import WHOLE, run
from tests.vault.test_laptops import act, exchange, made, two  # noqa: F401

FUND = """
import datetime as dt
from decimal import Decimal
from gongyou.collective.models import FundEntry
"""


def test_a_gift_taken_back_on_both_is_taken_back_once(two):  # noqa: F811
    pass
