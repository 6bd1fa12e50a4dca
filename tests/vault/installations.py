"""Whole installations in folders and processes of their own, as a centre has them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT, Started

PASSPHRASE = "seven grey herons over the weir"

PREAMBLE = f"""
import json, os, sys
import django
django.setup()
from pathlib import Path
from django.db import transaction
from gongyou.vault import commands
from gongyou.vault.public import *
PASSPHRASE = {PASSPHRASE!r}
"""


ALONE, WHOLE = "tests.vault.vault_alone", "gongyou.web.settings"


def environment(folder: Path, settings: str = ALONE, **variables: str) -> dict:
    """The environment of an installation; cheap passphrases, a sealed start."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": settings,
        "GONGYOU_DATA": str(folder),
        "GONGYOU_PASSPHRASE_COST": "light",
        "PYTHONPATH": str(ROOT),
        **variables,
    }


def process(folder: Path, script: str, settings: str = ALONE, **variables: str):
    """Start a script in an installation."""
    told = environment(folder, settings, **variables)
    if "PYTHONPATH" not in variables:
        return Started(told, PREAMBLE + script)
    return subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + script],
        env=told,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, script: str, settings: str = ALONE, timeout: int = 900, **variables: str):
    """Run a script in an installation; gives what it prints last, as JSON."""
    started = process(folder, script, settings, **variables)
    out, err = started.communicate(timeout=timeout)
    assert started.returncode == 0, err[-3000:]
    return json.loads(out.strip().splitlines()[-1]) if out.strip() else None


INIT = """
commands.initialise()
added = commands.add_user("anna", PASSPHRASE, administrator=True, new_compartment="{title}")
"""
OPEN_ANNA = """
anna = commands.open_actor("anna", PASSPHRASE)
(compartment,) = anna.compartments()
"""
OPEN = "commands.open_database(PASSPHRASE)" + OPEN_ANNA
