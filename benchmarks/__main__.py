"""`python -m benchmarks [NAME …] [--quick]`: every benchmark in a process of its own, then a table.

A benchmark is a module here with a main part; what it prints as JSON lines becomes the table.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NO_BENCHMARKS = {
    "__init__",
    "__main__",
    "report",
    "law_rules",
    "law_data",
    "law_peers",
    "law_before",
}


def names() -> list[str]:
    """Modules that measure something."""
    found = sorted(p.stem for p in HERE.glob("*.py"))
    return [n for n in found if n not in NO_BENCHMARKS and '__name__ == "__main__"' in _text(n)]


def _text(name: str) -> str:
    return (HERE / f"{name}.py").read_text(encoding="utf-8")


def run(name: str, quick: bool) -> list[dict]:
    """Run one, show what it prints, and keep its JSON lines."""
    print(f"== {name}", flush=True)
    options = ["--quick"] if quick and "--quick" in _text(name) else []
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    rows = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            if line.startswith("{"):
                rows.append(json.loads(line))
    if process.returncode:
        rows.append({"bench": name, "what": f"ended with {process.returncode}", "kept": False})
    return rows


def table(rows: list[dict]) -> str:
    """The measurements side by side."""
    columns = ("bench", "what", "ours", "peer", "ratio", "bar", "kept")
    cells = [columns, *(tuple(_shown(r.get(c)) for c in columns) for r in rows if "what" in r)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in cells]
    return "\n".join(line.rstrip() for line in lines)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def main() -> int:
    """All benchmarks, or those named; 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="run only these")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that all run")
    asked = parser.parse_args()
    rows = [row for name in asked.names or names() for row in run(name, asked.quick)]
    print(table(rows))
    return int(any(row.get("kept") is False for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
