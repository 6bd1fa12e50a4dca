"""Which reports may tell of the same event: pairs with a probability and reasons. No Django.

A date gate is part of the model: strikes recur, so the same employer and union months apart are
two events. Nothing is merged here but what is the same cell for cell, or has one id and one start.
"""

from gongyou.advocacy.linking.bounds import Bounds, bounds, groups
from gongyou.advocacy.linking.model import Pair, propose
from gongyou.advocacy.linking.records import Record

__all__ = ["Bounds", "Pair", "Record", "bounds", "groups", "propose"]
