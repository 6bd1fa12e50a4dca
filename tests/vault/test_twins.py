"""Two rows of which one may stand: the rule looks at the state alone, whatever the order."""

import random

import pytest

from gongyou.vault.journal import twins
from gongyou.vault.journal.plan import tables

pytestmark = pytest.mark.django_db

A, B, C = "a" * 32, "b" * 32, "c" * 32


def state(**rows) -> dict:
    return {name: {} for name in tables()} | rows


def member(account, removed=None, **more) -> dict:
    return {"compartment_id": C, "account_id": account, "removed_at": removed, **more}


def test_one_person_added_on_both_laptops_is_one_member():
    found = state(vault_membership={A: member("1" * 32, role=None), B: member("1" * 32, role="r")})
    assert twins.unite(found) == 1
    assert found["vault_membership"] == {A: member("1" * 32, role="r")}
    # Who was removed and came again is two memberships, and always was.
    found = state(vault_membership={A: member("1" * 32, removed="2026"), B: member("1" * 32)})
    assert twins.unite(found) == 0


def test_what_pointed_to_the_younger_points_to_the_older():
    mandate, worker = "d" * 32, "e" * 32
    rows = {A: {"mandate_id": mandate, "member_id": worker, "withdrawn_on": None}}
    rows[B] = dict(rows[A])
    found = state(collective_authorisation=rows)
    assert twins.unite(found) == 1
    assert list(found["collective_authorisation"]) == [A]


def test_two_people_of_one_sign_in_name_stay_two():
    found = state(vault_account={A: {"login": "wang"}, B: {"login": "wang"}})
    assert twins.unite(found) == 1
    assert {row: cells["login"] for row, cells in found["vault_account"].items()} == {
        A: "wang",
        B: "wang-bbbb",
    }


def test_the_order_of_the_rows_makes_no_difference():
    rows = {f"{n:032x}": member(f"{n % 3:032x}", role=n) for n in range(1, 30)}
    told = []
    for seed in range(5):
        shuffled = list(rows.items())
        random.Random(seed).shuffle(shuffled)
        found = state(vault_membership={row: dict(cells) for row, cells in shuffled})
        twins.unite(found)
        told.append(sorted(found["vault_membership"].items()))
    assert len(told[0]) == 3 and all(each == told[0] for each in told)
