"""Finds tests that cannot fail, as far as their text shows; part of `make check`.

    python scripts/weak_tests.py [FILE …]

A line that looks so and is not says why in a comment: `# can fail: …`.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASSERTING = ("raises", "warns", "expect", "fail", "wait_for", "call_and_validate")
MARK = "# can fail:"
# What a browser shows at one moment: the next page may not be there yet. `expect` waits for it.
MOMENTARY = {"count", "inner_text", "text_content", "input_value", "get_attribute", "title", "url"}
MOMENTARY |= {"is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "content"}
# Another machine, or this one with company, takes twice as long.
CLOCKS = {"time", "monotonic", "perf_counter", "process_time"}


def main(names: list[str]) -> int:
    """Print what was found, and give 1 when something was."""
    modules = {path: Module(path) for path in test_files()}
    settle(modules)
    found = []
    for path in [Path(name).resolve() for name in names] or modules:
        module = modules[path]
        lines = module.text.splitlines()
        for line, what in weaknesses(module):
            span = slice(max(0, line - 2), max(line, module.ends.get(line, 0)))
            if not any(MARK in text for text in lines[span]):
                found.append(f"{path.relative_to(ROOT)}:{line}: {what}")
    print("\n".join([*found, f"{len(found)} tests that cannot fail"]))
    return bool(found)


def test_files() -> list[Path]:
    """Every Python file among the tests of the house and of the packs."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / n for n in listed.split("\0") if _is_test_code(n) and (ROOT / n).is_file()]


def _is_test_code(name: str) -> bool:
    return "tests/" in name or name.startswith("benchmarks/")


class Module:
    """A file of tests: what it imports from others, and which of its functions assert."""

    def __init__(self, path: Path):
        self.path, self.text = path, path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.text)
        self.functions: dict[str, list[ast.FunctionDef]] = {}
        self.ends: dict[int, int] = {}
        self.asserting: set[str] = set()
        self.sources: dict[str, Path] = {}
        self.modules: dict[Path, Module] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                self.functions.setdefault(node.name, []).append(node)
                self.ends[node.lineno] = node.end_lineno or 0
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self.sources[alias.asname or alias.name] = self._file(node.module, alias.name)

    @staticmethod
    def _file(module: str, name: str) -> Path:
        folder = ROOT.joinpath(*module.split("."))
        inner = folder / f"{name}.py"
        return inner if inner.is_file() else folder.with_suffix(".py")

    def asserts(self, node: ast.AST, modules: dict[Path, "Module"]) -> bool:
        """Whether something in a function asserts, here or in what it calls of test code."""
        return _asserts_itself(node) or any(
            self._leads_to_assert(part, modules) for part in ast.walk(node)
        )

    def _leads_to_assert(self, part: ast.AST, modules: dict[Path, "Module"]) -> bool:
        if isinstance(part, ast.Name):
            source = modules.get(self.sources.get(part.id, self.path))
            return source is not None and part.id in source.asserting
        if isinstance(part, ast.Attribute):
            # A method of a class of test code, or a function of an imported file of it.
            near = [self, *(modules[p] for p in set(self.sources.values()) if p in modules)]
            return any(part.attr in m.asserting for m in near) and _owner(part) != "client"
        return False


def _owner(part: ast.Attribute) -> str:
    return part.value.id if isinstance(part.value, ast.Name) else ""


def settle(modules: dict[Path, Module]) -> None:
    """Find which functions assert, until no more are found."""
    grown = True
    while grown:
        grown = False
        for module in modules.values():
            for name, nodes in module.functions.items():
                if name not in module.asserting and any(module.asserts(n, modules) for n in nodes):
                    module.asserting.add(name)
                    grown = True
    for module in modules.values():
        module.modules = modules


def _asserts_itself(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.Assert)
        or (isinstance(part, ast.Raise) and "AssertionError" in ast.dump(part))
        or (isinstance(part, ast.Call) and _name(part.func).startswith(("assert_", *ASSERTING)))
        for part in ast.walk(node)
    )


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def weaknesses(module: Module) -> Iterator[tuple[int, str]]:
    """Line and kind of everything in a file that can't fail."""
    collected = module.path.name.startswith("test_")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            if not collected and node in module.tree.body:
                yield node.lineno, f"{node.name} is never collected: {module.path.name}"
            fixture = any(_name(getattr(d, "func", d)) == "fixture" for d in node.decorator_list)
            if collected and not fixture:
                yield from _of_test(node, module)
        if isinstance(node, ast.Assert):
            yield from ((node.lineno, what) for what in _of_assert(node.test))
            if "tests" in module.path.parts:
                yield from ((node.lineno, what) for what in _timed(node.test))
            if "browser" in module.path.parts:
                yield from ((node.lineno, what) for what in _momentary(node.test))


def _of_test(node: ast.FunctionDef, module: Module) -> Iterator[tuple[int, str]]:
    if not module.asserts(node, module.modules):
        yield node.lineno, f"{node.name} asserts nothing"
    asserts = [part for part in ast.walk(node) if isinstance(part, ast.Assert)]
    perhaps = {
        part
        for condition in ast.walk(node)
        if isinstance(condition, ast.If) and not condition.orelse
        for part in ast.walk(condition)
    }
    if asserts and all(one in perhaps for one in asserts) and not _raises(node):
        yield node.lineno, f"{node.name} asserts only under a condition"
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and _name(mark.func) == "parametrize" and len(mark.args) > 1:
            values = mark.args[1]
            if isinstance(values, ast.List | ast.Tuple) and not values.elts:
                yield node.lineno, f"{node.name} is tried with nothing"


def _raises(node: ast.AST) -> bool:
    calls = (part for part in ast.walk(node) if isinstance(part, ast.Call))
    return any(_name(part.func) in ASSERTING for part in calls)


def _of_assert(test: ast.expr) -> Iterator[str]:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        yield from _of_or(test.values)
    for part in test.values if isinstance(test, ast.BoolOp) else [test]:
        if isinstance(part, ast.Constant | ast.JoinedStr | ast.GeneratorExp | ast.Lambda) and (
            not isinstance(part, ast.Constant) or part.value
        ):
            yield "what is asserted is always true"
        if isinstance(part, ast.Compare) and len(part.ops) == 1:
            yield from _of_comparison(part.left, part.ops[0], part.comparators[0])


def _timed(test: ast.expr) -> Iterator[str]:
    spans = (part for part in ast.walk(test) if isinstance(part, ast.BinOp))
    if any(isinstance(s.left, ast.Call) and _name(s.left.func) in CLOCKS for s in spans):
        yield "how long something takes is a benchmark, not a fact"


def _momentary(test: ast.expr) -> Iterator[str]:
    for part in ast.walk(test):
        called = part.func if isinstance(part, ast.Call) else part
        named = isinstance(called, ast.Attribute) and called.attr in MOMENTARY
        if named and (isinstance(part, ast.Call) or called.attr == "url"):
            yield f"{called.attr} is read at one moment: expect() waits"


def _of_or(values: list[ast.expr]) -> Iterator[str]:
    texts = [
        (part.left.value, ast.dump(part.comparators[0]))
        for part in values
        if isinstance(part, ast.Compare)
        and isinstance(part.ops[0], ast.In)
        and isinstance(part.left, ast.Constant)
        and isinstance(part.left.value, str)
    ]
    for text, where in texts:
        if any(text != other and text in other and where == place for other, place in texts):
            yield f"whoever holds the one holds {text!r}: the or asks nothing more"


def _of_comparison(left: ast.expr, op: ast.cmpop, right: ast.expr) -> Iterator[str]:
    if isinstance(op, ast.Eq | ast.Is | ast.LtE | ast.GtE) and ast.dump(left) == ast.dump(right):
        yield "both sides are the same text"
    if isinstance(op, ast.Eq | ast.In) and _is_literal(left) and _is_literal(right):
        yield "nothing of the program is asked"
    if isinstance(op, ast.GtE) and isinstance(right, ast.Constant) and right.value == 0:
        yield "it is never below 0"
    if isinstance(op, ast.In) and _name(left) == "status_code":
        codes = {c.value for c in ast.walk(right) if isinstance(c, ast.Constant)}
        if any(isinstance(c, int) and c < 300 for c in codes) and any(
            isinstance(c, int) and c >= 300 for c in codes
        ):
            yield "taken and refused are both right"


def _is_literal(node: ast.expr) -> bool:
    return not any(isinstance(part, ast.Name | ast.Call | ast.JoinedStr) for part in ast.walk(node))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
