"""The engine on the phone, run by node: asked the same as the engine in Python."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from gongyou.law import Facts, claim
from gongyou.law.portable import carry, engine_script

NODE = shutil.which("node")
HARNESS = Path(__file__).with_name("phone.mjs")
FORCED = (
    ("const SAFE = 9007199254740991;", "const SAFE = 500;"),
    ("const SHORT_DIGITS = 15;", "const SHORT_DIGITS = 2;"),
)
"""Changes to the script that make it compute with BigInt from three digits on."""


class Phone:
    """One running engine; changes to its script are planted errors or forced large numbers."""

    def __init__(self, changes: Iterable[tuple[str, str]] = (), *, bigint: bool = True):
        script = engine_script()
        for old, new in changes:
            assert script.count(old) == 1, (old, script.count(old))
            script = script.replace(old, new)
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "law.js"
        path.write_text(script, "utf-8")
        command = [NODE, str(HARNESS), str(path), "" if bigint else "no-bigint"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def ask(self, cases, data=None) -> list[dict]:
        """Answers to cases, of a new pack's data or the last one's."""
        told = {"cases": cases} if data is None else {"cases": cases, "data": data}
        self.process.stdin.write(json.dumps(told, default=plain) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the engine stopped")
        return json.loads(line)


def plain(value):
    """A fact as the phone is told it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction) and 10**6 % value.denominator == 0:
        value = Decimal(value.numerator) / value.denominator
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def case(facts: Facts, on: date, reading=None, asked=(), **more) -> dict:
    """What is asked of both."""
    known = {
        name: _row(rows) if isinstance(rows, dict) else [_row(row) for row in rows]
        for name, rows in facts.tables.items()
        if rows is not None
    }
    return {"facts": known, "on": on, "readings": reading or {}, "asked": sorted(asked), **more}


def _row(row: dict) -> dict:
    return {name: value for name, value in row.items() if value is not None}


def said(pack, facts: Facts, on: date, reading=None, asked=()) -> dict:
    """Python's answer in the phone's form; `late` is the phone's own."""
    made = claim(facts.asked_about(*asked), pack, on, reading or {})
    return {
        "total": fraction(sum((shown(made[c]) for c in made.best.members), Fraction(0))),
        "complete": True,
        "results": [
            {
                "code": r.code,
                "status": r.status,
                "reason": r.reason,
                "value": value_shown(r),
                "missing": r.missing,
                "silent": [each.name for each in r.silent],
                "limit": limit(r),
                "best": r.code in made.best.members,
            }
            for r in made
        ],
    }


def shown(result) -> Fraction:
    """The amount as it is shown: four decimals."""
    return Fraction(result.amount)


def limit(result):
    """The last day to file, as text."""
    day = result.limitation.last_safe_filing_date if result.limitation else None
    return None if day is None else day.isoformat()


def value_shown(result):
    """A value in the phone's form."""
    value = result.value if result.status == "amount" else None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | Fraction):
        return fraction(value)
    return value.isoformat() if isinstance(value, date) else value


def fraction(value) -> str:
    """3, 1/3."""
    return str(Fraction(value))


def different(phone: Phone, pack, cases: list[tuple], data=None) -> list:
    """Where the phone answers otherwise than Python, for (facts, on, reading, asked)."""
    asked = [case(*each) for each in cases]
    found = []
    for given, answer in zip(cases, phone.ask(asked, data or carry(pack).data), strict=True):
        if "error" in answer:
            found.append((given, answer["error"]))
            continue
        expected = said(pack, *given)
        for each in answer["results"]:
            each.pop("late")
        if answer != expected:
            pairs = zip(answer["results"], expected["results"], strict=True)
            found.append((given, [p for p in pairs if p[0] != p[1]] or (answer["total"],)))
    return found
