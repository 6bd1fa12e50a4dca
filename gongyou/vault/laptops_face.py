"""What pages and commands may do with laptops."""

from gongyou.vault.journal.models import Device
from gongyou.vault.keys.errors import WrongPassphrase
from gongyou.vault.laptops.admitting import decide as decide_aside
from gongyou.vault.laptops.aside import waiting_for
from gongyou.vault.laptops.bundles import SUFFIX, Refused, give, give_to
from gongyou.vault.laptops.clashes import clashes_of, decide, open_clashes, rows_in_clash
from gongyou.vault.laptops.enrolling import (
    NotEnrolled,
    ask,
    enrol,
    join,
    read_request,
    revoke,
)
from gongyou.vault.laptops.keys import words_of
from gongyou.vault.laptops.merging import Merged, on_merge, take_all
from gongyou.vault.laptops.models import Clash
from gongyou.vault.laptops.overview import (
    bundles_in,
    how_many_wait,
    inbox,
    named,
    of_this_one,
    overview,
)
from gongyou.vault.laptops.uniting import split, unite
from gongyou.vault.laptops.waiting import kept

__all__ = [
    "SUFFIX",
    "Clash",
    "Device",
    "Merged",
    "NotEnrolled",
    "Refused",
    "WrongPassphrase",
    "ask",
    "bundles_in",
    "clashes_of",
    "decide",
    "decide_aside",
    "enrol",
    "give",
    "give_to",
    "how_many_wait",
    "inbox",
    "join",
    "kept",
    "named",
    "of_this_one",
    "on_merge",
    "open_clashes",
    "overview",
    "read_request",
    "revoke",
    "rows_in_clash",
    "split",
    "take_all",
    "unite",
    "waiting_for",
    "words_of",
]
