"""The application that a server runs: folder and spool come from the environment."""

import os
from pathlib import Path

from gongyou.outreach.public_site.app import Site

_spool = os.environ.get("GONGYOU_SPOOL")
application = Site(Path(os.environ["GONGYOU_PUBLISHED"]), Path(_spool) if _spool else None)
