"""The cells of a workbook, read by a process of its own (this module, run)."""

import json
import sys
from pathlib import Path

SECONDS = 60


def cells_of(workbook: bytes | memoryview | None) -> dict[str, list[list[str]]]:
    """{sheet: rows of texts}; empty where there is none or it cannot be read."""
    # Not at the top: the process that reads the file starts from this module, without Django.
    from gongyou.surveys.sandbox import TookTooLong, run_on_file

    if not workbook:
        return {}
    workbook = bytes(workbook)
    name = "form.xlsx" if workbook[:2] == b"PK" else "form.xls"
    command = [sys.executable, "-m", "gongyou.surveys.xlsform.cells"]
    try:
        return json.loads(run_on_file(command, name, workbook, seconds=SECONDS).out)
    except (TookTooLong, ValueError):
        return {}


def main(path: str) -> None:
    """Print the cells of the workbook at path."""
    from gongyou.surveys.xlsform.child import limit
    from gongyou.surveys.xlsform.places import read_cells

    limit()
    print(json.dumps(read_cells(Path(path).read_bytes()), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
