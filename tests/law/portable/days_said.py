"""What Python's calendar says of the same days, in the phone's form."""

import hashlib
import subprocess
from datetime import date
from pathlib import Path

from gongyou.law.engine import dates
from gongyou.law.portable.join import FOLDER
from tests.law.portable.phone import NODE

EPOCH = date(1970, 1, 1).toordinal()
YEARS = (1999, 2000, 2003, 2004, 2023, 2024, 2099, 2100)


def by_python() -> str:
    """Three digests: every day 1900–2199, all pairs of month edges, steps of months."""
    days = hashlib.sha256()
    for at in range(date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal() + 1):
        d = date.fromordinal(at)
        told = f"{at - EPOCH},{d.isoformat()},{d.isoweekday()},{dates.year_length(d)};"
        days.update(told.encode())
    edges = [
        date(y, m, d)
        for y in YEARS
        for m in range(1, 13)
        for d in (1, 2, 15, 27, 28, 29, 30, 31)
        if d <= dates.days_in_month(y, m)
    ]
    pairs, steps = hashlib.sha256(), hashlib.sha256()
    between, same = dates.months_between, dates.months_same_day
    for a in edges:
        line = "".join(f"{between(a, b)},{same(a, b)},{(b - a).days};" for b in edges)
        pairs.update(line.encode())
        for n in range(-50, 51):
            steps.update(f"{dates.add_months(a, n).isoformat()};".encode())
    return f"days {days.hexdigest()}\npairs {pairs.hexdigest()}\nsteps {steps.hexdigest()}\n"


def by_phone(folder: Path, changes=()) -> str:
    """The same said by days.js, with changes to its text."""
    text = (FOLDER / "days.js").read_text("utf-8")
    for old, new in changes:
        text = text.replace(old, new)
    path = folder / "days.js"
    path.write_text(text, "utf-8")
    harness = str(Path(__file__).with_name("dates.mjs"))
    command = [NODE, harness, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
