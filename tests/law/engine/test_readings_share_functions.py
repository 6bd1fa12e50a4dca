"""A reading of the law takes the functions that ask none of its questions from the default one.

Requirement: its claims, steps and missing names are those of functions written for it alone.
"""

from datetime import date

import pytest

from gongyou.law import Facts, load_pack
from gongyou.law.engine.claim import Assessor
from gongyou.law.engine.generate import Generator

PACK = load_pack("cn")
READINGS = [{name: option} for name, q in PACK.questions.items() for option in q.options]
ON = date(2020, 12, 1)
MONTHS = [
    {
        "month": f"{year}-{month:02d}",
        "due": "6200.50",
        "paid": "5000",
        "hours_overtime_workday": 20,
        "hours_overtime_restday": 12,
    }
    for year in (2018, 2019)
    for month in range(1, 13)
]
PEOPLE = {
    "told much": Facts(
        employment={
            "start": "2006-03-15",
            "end": "2020-06-14",
            "place": "440306",
            "end_kind": "unlawful_dismissal",
            "contract_written": False,
            "agreed_wage": "5000",
            "overtime_base": "5000",
            "leave_taken_days": 0,
            "total_service_years": 15,
            "filed_on": "2020-08-01",
        },
        pay=MONTHS,
    ),
    "told little": Facts(employment={"start": "2019-01-01", "end_kind": "agreed_by_employer"}),
}


def answers(facts, reading, generator):
    """Everything that a claim says, explanations included."""
    assessor = Assessor(PACK, facts, ON, reading)
    assessor.generated = generator
    claim = assessor.claim()
    results = [
        (
            *(r.code, r.status, r.reason, r.value, tuple(r.missing)),
            *(r.limitation and (r.limitation.last_safe_filing_date, r.limitation.missing),),
            [(s.name, str(s.value), s.missing, s.formula("en")) for s in r.steps],
        )
        for r in claim
    ]
    return claim.total, results


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: "=".join(next(iter(r.items()))))
def test_a_reading_answers_as_if_written_for_it_alone(reading):
    alone, shared = Generator(PACK.program, reading), PACK.program.generated(reading)
    for facts in PEOPLE.values():
        assert answers(facts, reading, shared) == answers(facts, reading, alone)


def test_several_questions_at_once_answer_as_if_written_for_them_alone():
    reading = {name: list(question.options)[-1] for name, question in PACK.questions.items()}
    alone, shared = Generator(PACK.program, reading), PACK.program.generated(reading)
    for facts in PEOPLE.values():
        assert answers(facts, reading, shared) == answers(facts, reading, alone)


def test_a_question_touches_only_the_rules_that_ask_it():
    touched = PACK.program.depending_on(["maternity_days"])
    assert "severance" not in touched and "maternity_allowance" in touched
    assert touched and len(touched) < len(PACK.program.order) / 4
