"""What scripts/new-pack makes is a law at once: it passes the suite of all packs and its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from gongyou import law
from gongyou.law import packs
from tests.law.packs import test_every_pack as suite

ROOT = Path(__file__).parents[3]
ASKED = [sys.executable, str(ROOT / "scripts" / "new-pack"), "qq", "Quiquendone", "基康东", "QQC"]


@pytest.fixture
def folder(tmp_path):
    made = subprocess.run(
        [*ASKED, "--into", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    packs.__path__.append(str(tmp_path))
    yield tmp_path / "qq"
    packs.__path__.remove(str(tmp_path))


def test_a_new_pack_passes_the_suite_of_all_packs(folder):
    pack, ran = law.load_pack("qq"), 0
    for name, test in vars(suite).items():
        if name.startswith("test_") and name != "test_nothing_outside_the_packs_knows_a_country":
            test(pack)
            ran += 1
    assert ran > 3


def test_its_own_tests_pass(folder):
    source = (folder / "tests" / "test_qq.py").read_text("utf-8")
    held: dict = {}
    exec(compile(source, "test_qq.py", "exec"), held)
    ran = [test() for name, test in held.items() if name.startswith("test_")]
    assert len(ran) == 3


def test_nothing_is_overwritten(folder):
    again = subprocess.run(
        [*ASKED, "--into", str(folder.parent)], capture_output=True, text=True, check=False
    )
    assert again.returncode != 0 and "there already" in again.stderr
