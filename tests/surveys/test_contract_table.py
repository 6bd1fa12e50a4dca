"""The table of the contract with phones names tests that are there."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
TABLE = TESTS.parent / "docs/developers/surveys-contract.md"


def names_in(path: Path) -> set[str]:
    return {n.name for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)}


def test_each_point_of_the_contract_is_held_by_a_test_that_is_there():
    rows = [line for line in TABLE.read_text().splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, 80))
    named = set()
    for row in rows:
        held = re.findall(r"`(?:c:|([\w/]+\.py)::)(test_\w+)`", row.split("|")[4])
        assert held, row
        named |= {(file or "conformance/test_openrosa.py", name) for file, name in held}
    there = {file: names_in(TESTS / file) for file, _name in named}
    assert not [(file, name) for file, name in named if name not in there[file]]


def test_each_test_of_the_contract_stands_in_the_table():
    text = TABLE.read_text()
    asked = names_in(TESTS / "conformance/test_openrosa.py")
    assert not [name for name in asked if name.startswith("test_") and name not in text]
