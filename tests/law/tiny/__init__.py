"""An invented law, put beside the packs while a test asks for it.

Nothing outside its folder knows it: whatever a page shows of it comes from there.
"""

import sys
from contextlib import contextmanager
from pathlib import Path

from gongyou.law import packs

HERE = Path(__file__).parent


def _forget() -> None:
    """Whatever was remembered about which laws there are."""
    from gongyou.centre import grievances
    from gongyou.law import places

    grievances._all.cache_clear()
    places._books.cache_clear()
    for name in ("gongyou.collective.queries.costing", "gongyou.collective.services.owed"):
        module = sys.modules.get(name)
        for held in ("entitlement_codes", "money_codes"):
            if hasattr(module, held):
                getattr(module, held).cache_clear()


@contextmanager
def installed():
    """The invented law, installed as a folder of packs is."""
    packs.__path__.append(str(HERE))
    _forget()
    try:
        yield "zz"
    finally:
        packs.__path__.remove(str(HERE))
        _forget()
