"""`python -m gongyou.outreach.public_site FOLDER HOST PORT [SPOOL]`: nothing else is loaded."""

import sys
from pathlib import Path

from gongyou.outreach.public_site.app import serve

if __name__ == "__main__":
    _folder, _host, _port, *_spool = sys.argv[1:]
    serve(Path(_folder), Path(_spool[0]) if _spool else None, _host, int(_port))
