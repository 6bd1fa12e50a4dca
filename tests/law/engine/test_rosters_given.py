"""What a roster may be given as, and what of it is refused: with its table, its column and itself.

1. a worker stands once; nobody's pay is refused; a key that is lacking is named
2. an empty text is unknown; what a declaration does not allow stops the batch
3. what passes 64 bits is computed exactly, for the results that used it and no others
"""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from gongyou.law import claims
from gongyou.law.engine import (
    BOOL,
    DATE,
    FRACTION,
    INTEGER,
    MONEY,
    MONTH,
    TEXT,
    Art,
    FactError,
    Pack,
    as_text,
    count,
    first_known,
    is_known,
    largest,
    total,
    when,
)
from gongyou.law.engine.compile.layout import ROSTER
from gongyou.law.engine.run import rosters

ON, LAW = date(2024, 6, 30), [Art("ACT", "1")]
HUGE = Decimal(10**9)


@pytest.fixture(scope="module")
def pack():
    """A sum, a product that passes 64 bits, what is known, what a text says."""
    made = Pack("given", currency="CNY", title={"en": "Given"})
    made.table("employment")
    made.table("pay", key=("worker", "month"), parent="employment", empty="none")
    made.source("ACT", {"en": "The Act"})
    facts = {"wage": MONEY, "start": DATE, "written": BOOL, "share": FRACTION, "word": TEXT}
    for name, type_ in {**facts, "grade": INTEGER}.items():
        made.fact(name, "employment", type_)
    made.fact("pay_month", "pay", MONTH, column="month")
    made.fact("due", "pay", MONEY)

    @made.entitlement("g.sum", cites=LAW, zero="amount")
    def summed(wage, due):
        return total(due) + first_known(wage, 0)

    @made.entitlement("g.huge", cites=LAW)
    def huge(wage):
        return wage * wage * wage / (wage * wage)

    @made.entitlement("g.known", cites=LAW, unit="facts", zero="amount")
    def known(wage, start, written, share, word):
        facts = (wage, start, written, share, word)
        return sum((when(is_known(fact), 1, 0) for fact in facts[1:]), when(is_known(wage), 1, 0))

    @made.entitlement("g.share", cites=LAW)
    def shared(wage, share):
        return wage * share

    @made.entitlement("g.word", cites=LAW, unit="text")
    def words(word, grade):
        return first_known(word, as_text(grade))

    @made.entitlement("g.months", cites=LAW, unit="months", zero="amount")
    def months(due, pay_month):
        return count(due > 0) + when(largest(pay_month, none=ON) > date(2024, 1, 1), 100, 0)

    return made


def table(pack, employment, pay=()):
    """Results by worker and code."""
    rows = [{"worker": f"w{n}", **row} for n, row in enumerate(employment)]
    made = claims({"employment": rows, "pay": list(pay)}, pack, ON).to_pylist()
    return {(row["worker"], row["entitlement"]): row for row in made}


def amount(pack, code, row, pay=()):
    found = table(pack, [row], pay)["w0", code]
    return found["amount"] if found["amount"] is not None else found["value"] or found["status"]


def test_a_worker_twice_is_refused_by_name(pack):
    rows = [{"worker": "a"}, {"worker": "b"}, {"worker": "a"}]
    with pytest.raises(FactError, match=r"employment: 1 keys \(worker\).*'a'"):
        claims({"employment": rows}, pack, ON)


def test_pay_of_nobody_is_refused_by_name(pack):
    pay = [{"worker": "b", "month": date(2024, 1, 1), "due": 1}]
    with pytest.raises(FactError, match=r"pay: 1 rows belong to no employment row.*'b'"):
        claims({"employment": [{"worker": "a"}], "pay": pay}, pack, ON)


def test_a_row_without_its_worker_is_refused(pack):
    with pytest.raises(FactError, match="1 rows have no worker"):
        claims({"employment": [{"worker": None}, {"worker": "a"}]}, pack, ON)
    pay = [{"worker": None, "month": date(2024, 1, 1), "due": 1}]
    with pytest.raises(FactError, match="pay: 1 rows belong to no employment row"):
        claims({"employment": [{"worker": "a"}], "pay": pay}, pack, ON)


def test_a_table_without_its_key_and_no_table_are_refused(pack):
    with pytest.raises(FactError, match="pay lacks its key column month"):
        claims({"employment": [{"worker": "a"}], "pay": [{"worker": "a"}]}, pack, ON)
    with pytest.raises(FactError, match="the table employment is not given"):
        claims({"pay": []}, pack, ON)


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_text_is_unknown_in_every_kind_of_column(pack, empty):
    names = ("wage", "start", "written", "share", "word")
    given = dict.fromkeys(names, empty)
    whole = {"wage": "1", "start": "2024-01-01", "written": "true", "share": "1/2", "word": "x"}
    found = table(pack, [given, whole])
    assert found["w0", "g.known"]["amount"] == 0
    assert found["w1", "g.known"]["amount"] == 5


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("wage", [Decimal("1.005")], r"1\.005"),
        ("wage", [Decimal("1.00"), Decimal(-1)], "1 values .*-1"),
        ("wage", [1e9 + 1], "1000000001"),
        ("start", ["2024-02-30"], "2024-02-30"),
        ("start", [date(1899, 12, 31)], "1899"),
        ("written", ["perhaps"], "perhaps"),
        ("share", ["1/0"], "1/0"),
        ("grade", ["one"], "one"),
    ],
)
def test_what_is_not_declared_stops_the_batch(pack, column, values, said):
    rows = [{"worker": f"w{n}", column: value} for n, value in enumerate(values)]
    with pytest.raises(FactError, match=rf"employment\.{column}: .*{said}"):
        claims({"employment": rows}, pack, ON)


@pytest.mark.parametrize(
    "wage",
    [
        pa.array([Decimal("12.50")], pa.decimal128(6, 2)),
        pa.array([Decimal("12.5")], pa.decimal128(30, 1)),
        pa.array([12.5], pa.float64()),
        pa.array([12.5], pa.float32()),
        pa.array(["12.5"]),
        pa.array(["12.50"]).dictionary_encode(),
        pa.array(["12.5"], pa.large_string()),
    ],
)
def test_a_number_is_the_same_however_it_is_kept(pack, wage):
    given = pa.table({"worker": ["a"], "wage": wage})
    rows = {r["entitlement"]: r for r in claims({"employment": given}, pack, ON).to_pylist()}
    assert rows["g.sum"]["amount"] == Decimal("12.5")


def test_months_lie_in_any_order_and_belong_to_their_worker(pack):
    pay = [
        {"worker": f"w{n % 3}", "month": date(2023, 1 + n // 3, 1), "due": 10**n} for n in range(9)
    ]
    found = table(pack, [{}] * 3, reversed(pay))
    sums = [found[f"w{n}", "g.sum"]["amount"] for n in range(3)]
    assert sums == [1 + 10**3 + 10**6, 10 + 10**4 + 10**7, 100 + 10**5 + 10**8]
    assert [found[f"w{n}", "g.months"]["amount"] for n in range(3)] == [3, 3, 3]


# --- 64 bits -----------------------------------------------------------------------------------


def test_what_passes_64_bits_is_exact_and_leaves_its_neighbours_alone(pack, monkeypatch):
    left = []
    complete = rosters.complete
    monkeypatch.setattr(rosters, "complete", lambda *a: left.append(complete(*a)))
    found = table(pack, [{"wage": HUGE - Decimal("0.01")}, {"wage": Decimal(7)}])
    assert found["w0", "g.huge"]["amount"] == HUGE - Decimal("0.01")
    assert found["w0", "g.sum"]["amount"] == HUGE - Decimal("0.01")
    assert found["w1", "g.huge"]["amount"] == 7
    assert left == [1]


def test_the_best_combination_counts_what_the_meaning_computed(pack):
    found = table(pack, [{"wage": HUGE}])
    assert found["w0", "g.huge"]["in_best"] and found["w0", "g.sum"]["in_best"]


def test_an_amount_that_no_table_holds_is_said(pack):
    with pytest.raises(
        OverflowError, match=r"g\.share: the amount of row 1 has more than 14 digits"
    ):
        amount(pack, "g.share", {"wage": HUGE, "share": "999999999"})


def test_a_text_that_no_rule_names_is_itself(pack):
    assert amount(pack, "g.word", {"word": "anything at all"}) == "anything at all"
    assert amount(pack, "g.word", {"grade": 7}) == "7"
    assert amount(pack, "g.word", {"grade": 40_000}) == "40000"


def test_more_texts_than_there_is_room_for_are_left_to_the_meaning(pack):
    many_words = [{"word": f"word {n}"} for n in range(ROSTER.texts + 50)]
    found = table(pack, many_words)
    assert all(found[f"w{n}", "g.word"]["value"] == f"word {n}" for n in range(len(many_words)))


def test_a_worker_with_more_rows_than_there_is_room_for_is_left_to_the_meaning(pack):
    days = ROSTER.most_rows + 5
    pay = [{"worker": "w0", "month": date(2024, 1, 1), "due": 2} for _ in range(days)]
    pay.append({"worker": "w1", "month": date(2024, 1, 1), "due": 3})
    found = table(pack, [{}, {}], pay)
    assert found["w0", "g.sum"]["amount"] == 2 * days
    assert found["w1", "g.sum"]["amount"] == 3


def test_denominators_of_all_kinds_are_exact(pack):
    rows = [{"wage": 1, "share": f"1/{n}"} for n in (3, 7, 11, 10**9)]
    found = table(pack, rows)
    sums = [found[f"w{n}", "g.share"]["amount"] for n in range(4)]
    assert sums == [Decimal("0.3333"), Decimal("0.1429"), Decimal("0.0909"), Decimal(0)]
