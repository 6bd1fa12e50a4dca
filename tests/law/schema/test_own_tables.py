"""Tables that one law has of its own go every way that the shared ones go."""

import json

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from gongyou import law
from gongyou.cli import build
from gongyou.law.schema import Schema, schema_of
from gongyou.law.schema.types import FactError

PERSON = {"worker": "A", "contract": "cdi", "start": "2015-01-01", "end": "2024-12-31"}
MONTHS = [
    {"worker": "A", "number": n, "total": "2000", "of_which_annual_bonus": "0", "source": "payslip"}
    for n in range(1, 13)
]
SAID = [{"worker": "A", "number": 1, "total": "2600", "source": "worker"}]


def _claims(tmp_path, facts, *options):
    file = tmp_path / "f.json"
    file.write_text(json.dumps(facts))
    return CliRunner().invoke(build(), ["claims", str(file), "--law", "fr", *options])


def _amount(run, code):
    (worker,) = json.loads(run.stdout)["workers"]
    return next(r["amount"] for r in worker["results"] if r["entitlement"] == code)


@pytest.mark.parametrize("reading", ["proved", "best", "worker", "payslip,worker"])
def test_a_source_beside_the_salaries_of_france_is_taken(tmp_path, reading):
    facts = {"employment": [PERSON | {"source": "payslip"}], "salaries": MONTHS + SAID}
    run = _claims(tmp_path, facts, "--reading", reading, "--format", "json")
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout)["workers"][0]["worker"] == "A"


def test_whose_word_counts_decides_in_a_table_of_ones_own(tmp_path):
    facts = {
        "employment": [PERSON | {"notified": "2024-12-01"}],
        "salaries": MONTHS + SAID,
        "absences": [],
    }
    by = {
        reading: _amount(
            _claims(tmp_path, facts, "--reading", reading, "--format", "json"),
            "fr.indemnite_legale_licenciement",
        )
        for reading in ("payslip,worker", "worker,payslip")
    }
    # Ten years: 10 x 1/4 of the reference salary; 2,000, or by the worker the better average
    # of the last three months, (2,600 + 2,000 + 2,000) / 3 = 2,200.
    assert by == {"payslip,worker": "5000", "worker,payslip": "5500"}


def test_a_table_without_columns_gets_a_sentence():
    tables = {"employment": [{"worker": "A"}], "events": pa.table({})}
    with pytest.raises(FactError, match="events: the table has no columns"):
        law.claims(tables)


@pytest.mark.parametrize("name", law.pack_names())
def test_every_fact_of_a_law_is_a_column_of_its_schema(name):
    facts = [fact for fact in law.load_pack(name).facts.values() if fact.name != "on"]
    assert len(facts) > 3
    for fact in facts:
        column = schema_of(name).tables[fact.table.name].columns[fact.column]
        assert (column.type, column.label["en"] != "") == (fact.type, True)


def test_a_schema_says_whose_a_row_is_first_and_who_says_so_last():
    columns = list(schema_of("fr").tables["salaries"].columns)
    assert (columns[0], columns[-1]) == ("worker", "source") and isinstance(schema_of("fr"), Schema)
