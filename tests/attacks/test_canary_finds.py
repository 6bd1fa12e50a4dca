"""The search for planted names finds them, wherever they hide."""

import base64
import gzip
import zlib

import pytest

from tests.attacks.canary import found_in

NAME = "欧阳小红"
HIDDEN = {
    "plain": NAME.encode(),
    "gbk": NAME.encode("gbk"),
    "utf-16": NAME.encode("utf-16"),
    "hex": NAME.encode().hex().encode(),
    "base64": base64.b64encode(f"name: {NAME}, phone".encode()),
    "base64 shifted": base64.b64encode(f"names: {NAME}, phone".encode()),
    "base64 shifted twice": base64.b64encode(f"name is: {NAME}, phone".encode()),
    "zlib": b"head" + zlib.compress(NAME.encode() * 3) + b"tail",
    "gzip": gzip.compress(NAME.encode()),
}


@pytest.mark.parametrize("form", HIDDEN)
def test_a_planted_name_is_found(tmp_path, form):
    (tmp_path / "file.bin").write_bytes(b"\x00\x01" * 50 * (form != "gzip") + HIDDEN[form])
    assert found_in(tmp_path, [NAME])


def test_a_file_name_counts(tmp_path):
    (tmp_path / f"{NAME}.txt").write_bytes(b"")
    assert found_in(tmp_path, [NAME])


def test_noise_holds_no_name(tmp_path):
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 1000)
    assert found_in(tmp_path, [NAME, "13812345678"]) == []
