"""What an installed program imports is what its lock brings."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import gongyou

ROOT = Path(gongyou.__file__).parent
# Asked for by people who have them: big data beside the program, and tests of a law pack.
OPTIONAL = {"distributed", "dask", "pyspark", "pytest", "hypothesis"}


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_every_import_of_the_program_is_in_the_lock_it_is_installed_from():
    lock = (ROOT.parent / "locks/run.txt").read_text().splitlines()
    brought = {line.partition("==")[0].lower().replace("_", "-") for line in lock if "==" in line}
    owners = packages_distributions()
    lacking = {}
    for path in ROOT.rglob("*.py"):
        for name in _imported(path) - OPTIONAL - set(sys.stdlib_module_names) - {"gongyou"}:
            if not {each.lower().replace("_", "-") for each in owners.get(name, [])} & brought:
                lacking.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert lacking == {}
