"""A messy workbook of 3,000 workers and 36 months to claims in XLSX: the whole process.

The peer is what reading alone costs with pandas and openpyxl, the usual way to open such a book.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import say
from gongyou.law.packs.cn import sample


def claims_of(book: Path, out: Path) -> float:
    """Seconds of `gongyou claims BOOK --out claims.xlsx`, from start to exit."""
    command = [sys.executable, "-m", "gongyou.cli", "claims", str(book), "--on", "2015-06-01"]
    began = time.perf_counter()
    asked = [*command, "--out", str(out)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - began


def reading_with_pandas(book: Path) -> float:
    """Seconds to read every sheet, in a process of its own."""
    code = "import pandas, sys; pandas.read_excel(sys.argv[1], sheet_name=None, header=None)"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(book)], check=True)
    return time.perf_counter() - began


def main() -> None:
    """Write the book, compute, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=3000)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    workers = 100 if asked.quick else asked.workers
    with tempfile.TemporaryDirectory() as folder:
        book, out = Path(folder) / "plant.xlsx", Path(folder) / "claims.xlsx"
        sample.write(book, people=workers)
        took = min(claims_of(book, out) for _ in range(2))
        size = out.stat().st_size
        peer = reading_with_pandas(book)
    say(
        "law_workbook",
        f"workbook {workers:,} x 36 months to claims in XLSX, whole process, seconds",
        ours=took,
        peer=peer,
        ratio=peer / took,
        out_bytes=size,
        bar="at most 15" if workers >= 3000 else None,
        kept=took <= 15 if workers >= 3000 else None,
    )


if __name__ == "__main__":
    main()
