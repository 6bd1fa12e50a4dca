"""Files: encrypted as they arrive, accepted by content, served harmlessly.

The package offers `store`, `open_file`, `read_file`, `shown`, `serve`, `inspect_stored`,
`delete_file` and `Refused`; they load when first asked for, since it also holds models.
"""

from importlib import import_module

_FACE = {
    "store": "services",
    "open_file": "services",
    "read_file": "services",
    "shown": "services",
    "inspect_stored": "services",
    "delete_file": "services",
    "serve": "serving",
    "as_download": "serving",
    "Refused": "refusals",
}


def __getattr__(name: str):
    if name not in _FACE:
        raise AttributeError(name)
    return getattr(import_module(f"gongyou.vault.files.{_FACE[name]}"), name)
