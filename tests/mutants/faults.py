"""Planted faults as data: which wrong change, whom it would hurt, which tests must notice.

A file of a room is a list of

    - file: gongyou/stats/estimates.py
      function: contrast              # a method too, or Class.method, or a name that is assigned
      find: max(                      # stands once in it
      put: min(
      harm: the difference of two groups is called sure with the wrong degrees of freedom
      tests: [tests/stats/test_contrasts.py::test_degrees_of_freedom]

`function` is left out for files that are not Python; `find` then stands once in the file. `also`
holds further changes, by the same words, that belong to one fault.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHANGE = {"file", "find", "put"}
FAULT = CHANGE | {"harm", "tests"}


class NotApplicable(ValueError):
    """A fault that cannot be planted as it is written."""


@dataclass(frozen=True)
class Change:
    """One text put for another, inside one function."""

    file: str
    function: str
    find: str
    put: str

    def apply(self, text: str) -> str:
        """The file's text with the change.

        Raises:
            NotApplicable: the function is gone, or what is looked for does not stand there once.
        """
        begin, end = span(text, self.function) if self.function else (0, len(text))
        count = text.count(self.find, begin, end)
        if count != 1:
            where = self.function or self.file
            raise NotApplicable(f"{self.find!r} stands {count} times in {where}")
        at = text.index(self.find, begin, end)
        return text[:at] + self.put + text[at + len(self.find) :]


@dataclass(frozen=True)
class Fault:
    """A wrong change with the tests that must notice it."""

    room: str
    number: int
    changes: tuple[Change, ...]
    harm: str
    tests: tuple[str, ...]

    def __str__(self) -> str:
        first = self.changes[0]
        return f"{self.room} {self.number}: {first.file} {first.function}: {self.harm}"

    def planted(self, root: Path) -> dict[Path, str]:
        """The changed text of each file below a root.

        Raises:
            NotApplicable: see `Change.apply`, or a file is gone.
        """
        found: dict[Path, str] = {}
        for change in self.changes:
            path = root / change.file
            if path not in found and not path.is_file():
                raise NotApplicable(f"{change.file} is gone")
            text = found[path] if path in found else path.read_text(encoding="utf-8")
            found[path] = change.apply(text)
        return found


def span(text: str, name: str) -> tuple[int, int]:
    """Where a function, class, method or assigned name begins and ends in a text."""
    nodes: list[ast.stmt] = ast.parse(text).body
    *outer, last = name.split(".")
    for part in outer:
        nodes = _one([node for node in _within(nodes) if part in _names(node)], name).body
    named = [node for node in _within(nodes) if last in _names(node)]
    if not named and not outer:
        inner = [node.body for node in _within(nodes) if isinstance(node, ast.ClassDef)]
        named = [node for body in inner for node in _within(body) if last in _names(node)]
    found = _one(named, name)
    lines = text.splitlines(keepends=True)
    first = min([found.lineno, *(d.lineno for d in getattr(found, "decorator_list", []))])
    begin = sum(map(len, lines[: first - 1]))
    return begin, begin + sum(map(len, lines[first - 1 : found.end_lineno]))


def _one(nodes: list, name: str):
    if len(nodes) != 1:
        raise NotApplicable(f"{name} stands {len(nodes)} times")
    return nodes[0]


def _within(nodes: list) -> Iterator[ast.stmt]:
    for node in nodes:
        yield node
        # What stands under a condition counts as what stands beside it.
        if isinstance(node, ast.If | ast.Try | ast.With):
            yield from _within(node.body)


def _names(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {name.id for t in node.targets for name in ast.walk(t) if isinstance(name, ast.Name)}
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return {node.target.id}
    return set()


def load(rooms: list[str], folder: Path = HERE) -> list[Fault]:
    """The faults of some rooms, or of all.

    Raises:
        NotApplicable: an entry lacks a word, or there is no such room.
    """
    paths = [folder / f"{room}.yaml" for room in rooms] or sorted(folder.glob("*.yaml"))
    found = []
    for path in paths:
        if not path.is_file():
            raise NotApplicable(f"there is no {path.name}")
        rows = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        found += [_fault(path.stem, n, row) for n, row in enumerate(rows, 1)]
    return found


def _fault(room: str, number: int, row: dict) -> Fault:
    also = row.pop("also", [])
    wrong = set(row) ^ (FAULT | (set(row) & {"function"}))
    for more in also:
        wrong |= set(more) ^ (CHANGE | (set(more) & {"function"}))
    if wrong or not row["tests"] or not row["harm"]:
        raise NotApplicable(f"{room} {number}: missing, empty or unknown: {sorted(wrong)}")
    changes = tuple(
        Change(c["file"], c.get("function") or "", c["find"], c["put"]) for c in (row, *also)
    )
    return Fault(room, number, changes, row["harm"], tuple(row["tests"]))


def problems(faults: list[Fault], root: Path = ROOT) -> list[str]:
    """What is wrong with faults before any is tried: where they stand, and their tests' names."""
    found = []
    for fault in faults:
        try:
            planted = fault.planted(root)
        except (NotApplicable, SyntaxError) as error:
            found.append(f"{fault}: {error}")
            continue
        for path, text in planted.items():
            if path.suffix == ".py" and not _compiles(text):
                found.append(f"{fault}: what is put makes no Python")
            if text == path.read_text(encoding="utf-8"):
                found.append(f"{fault}: changes nothing")
        found += [f"{fault}: there is no test {t}" for t in fault.tests if not _there(root, t)]
    return found


def _compiles(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _there(root: Path, test: str) -> bool:
    file, *names = test.split("::")
    path = root / file
    if not names:
        return path.exists()
    if not path.is_file():
        return False
    try:
        span(path.read_text(encoding="utf-8"), ".".join(names).split("[")[0])
    except NotApplicable:
        return False
    return True
