"""No file of the program is longer than one reads at a sitting: 400 lines, a template 150.

One that must be says why in its first lines: "One file, because …". Migrations are made by Django.
"""

import subprocess
import sys
from pathlib import Path

MOST = {".py": 400, ".js": 400, ".html": 150}
REASON = "One file, "


def main() -> int:
    """Print the files that are too long; the exit code says whether there are any."""
    listed = subprocess.run(
        ["git", "ls-files", "gongyou"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    grown = []
    for name in listed:
        most = MOST.get(Path(name).suffix)
        if most and "/migrations/" not in name and "/vendor/" not in name:
            lines = Path(name).read_text(encoding="utf-8").splitlines()
            if len(lines) > most and REASON not in "\n".join(lines[:12]):
                grown.append(f"{name}: {len(lines)} lines, at most {most}")
    print("\n".join([*grown, f"{len(grown)} files that are too long"]))
    return bool(grown)


if __name__ == "__main__":
    sys.exit(main())
