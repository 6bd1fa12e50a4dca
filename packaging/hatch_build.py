"""Built into the wheel: the translations, compiled."""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Translations(BuildHookInterface):
    """Compile every catalogue before the files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version, build_data):
        """Write a .mo beside each .po."""
        sys.path.insert(0, str(Path(self.root) / "scripts"))
        try:
            from compile_messages import compile_below

            compile_below(Path(self.root) / "gongyou")
        finally:
            sys.path.pop(0)
