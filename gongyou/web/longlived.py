"""What lives as long as the program: kept out of the search for garbage."""

import atexit
import gc

from gongyou.law import load_pack, pack_names


def settle() -> None:
    """Load the laws, then let the collector leave alone what is there now.

    A full collection looks at every object of Django and of the packs: 0.2 s in which no page is
    answered. Call it once, after everything was imported.
    """
    for name in pack_names():
        load_pack(name)
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # libraries count what is left at the end
