"""Runs pytest with a PostgreSQL server that lives as long as the run.

`python -m tests.attacks.on_postgres tests/centre -q` ends with pytest's own exit code.
"""

import os
import subprocess
import sys
from urllib.parse import parse_qs, quote, urlsplit

from tests.postgres import server


def run(*arguments: str, **options) -> subprocess.CompletedProcess:
    """One run of pytest on a server of its own."""
    with server() as url:
        # The folder of the socket stands where a host's name would.
        folder = quote(parse_qs(urlsplit(url).query)["host"][0], safe="")
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
            env=os.environ | {"DATABASE_URL": f"postgresql://tests@{folder}/postgres"},
            check=False,
            **options,
        )


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]).returncode)
