"""The journal: every change, read of identities and export, in one chain a device.

`append`, `sentence`, `say`, `history`, `verify` and `heads` are offered here; they load when first
asked for, since this package also holds models.
"""

from importlib import import_module

_FACE = {
    "append": "chain",
    "housekeeping": "chain",
    "sentence": "sentences",
    "say": "sentences",
    "program_may": "sentences",
    "all_acts": "sentences",
    "history": "reading",
    "counts_by_act": "reading",
    "told_of": "reading",
    "verify": "proof",
    "heads": "proof",
}


def __getattr__(name: str):
    if name not in _FACE:
        raise AttributeError(name)
    return getattr(import_module(f"gongyou.vault.journal.{_FACE[name]}"), name)
