"""OpenDocument files locked with a password, opened in memory (ODF 1.2 part 3, section 3.4).

LibreOffice up to 24.2 locks each part by itself: a key from the password by PBKDF2, AES in CBC or
Blowfish in CFB. Newer ones lock the whole package as one part: Argon2id and AES in GCM.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.decrepit.ciphers import algorithms as older
from cryptography.hazmat.decrepit.ciphers import modes as older_modes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from lxml import etree

from gongyou.law.workbooks.files.sheets import Limits
from gongyou.law.workbooks.problems import CannotRead

_PACKAGE = "encrypted-package"
_MOST_TURNS, _MOST_MEMORY = 10_000_000, 1_048_576  # KiB


def unlock_ods(
    archive: zipfile.ZipFile, manifest: bytes, password: str | None, limits: Limits
) -> BinaryIO:
    """The content of the document without its lock.

    Raises:
        CannotRead: "has_password" without a word, "wrong_password" with a wrong one.
    """
    if not password:
        raise CannotRead("has_password")
    parts = _parts(manifest)
    if _PACKAGE in parts:
        whole = _open(archive.read(_PACKAGE), parts[_PACKAGE], password, limits)
        try:
            inner = zipfile.ZipFile(io.BytesIO(whole))
        except zipfile.BadZipFile as error:
            raise CannotRead("wrong_password") from error
        if inner.getinfo("content.xml").file_size > limits.unpacked:
            raise CannotRead("unpacks_too_big", "content.xml")
        return io.BytesIO(inner.read("content.xml"))
    if "content.xml" not in parts:
        raise CannotRead("damaged", "manifest.xml")
    return io.BytesIO(_open(archive.read("content.xml"), parts["content.xml"], password, limits))


def _parts(manifest: bytes) -> dict[str, dict[str, str]]:
    """How each locked part was locked: the attributes of its entry by their local names."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    found: dict[str, dict[str, str]] = {}
    for entry in etree.fromstring(manifest, parser).iter("{*}file-entry"):
        told = {_local(key): value for key, value in entry.attrib.items()}
        locked = entry.find("{*}encryption-data")
        if locked is None:
            continue
        for node in locked.iter("{*}*"):
            head = _local(node.tag)
            told |= {f"{head}.{_local(key)}": value for key, value in node.attrib.items()}
        found[told.get("full-path", "")] = told
    return found


def _local(name: Any) -> str:
    return str(name).rsplit("}", 1)[-1]


def _open(data: bytes, told: dict[str, str], password: str, limits: Limits) -> bytes:
    start = hashlib.sha256 if "sha256" in _start(told) else hashlib.sha1
    key = _key(start(password.encode("utf-8")).digest(), told)
    cipher = told.get("algorithm.algorithm-name", "").lower()
    vector = base64.b64decode(told.get("algorithm.initialisation-vector", ""))
    try:
        if "gcm" in cipher:
            packed = AESGCM(key).decrypt(data[:12], data[12:], None)
        elif "blowfish" in cipher:
            packed = _run(Cipher(older.Blowfish(key), older_modes.CFB(vector)), data)
        else:
            packed = _run(Cipher(algorithms.AES(key), modes.CBC(vector)), data)
            packed = packed[: -packed[-1]] if packed and packed[-1] <= 16 else packed
        if not _sound(packed, told):
            raise CannotRead("wrong_password")
        return _inflated(packed, limits)
    except (InvalidTag, zlib.error) as error:
        raise CannotRead("wrong_password") from error


def _start(told: dict[str, str]) -> str:
    """How the password is digested before the key is made of it; SHA-1 where nothing is said."""
    return told.get("start-key-generation.start-key-generation-name", "sha1").lower()


def _key(start: bytes, told: dict[str, str]) -> bytes:
    salt = base64.b64decode(told.get("key-derivation.salt", ""))
    size = int(told.get("key-derivation.key-size", "16"))
    if "argon2" in told.get("key-derivation.key-derivation-name", "").lower():
        memory = int(told.get("key-derivation.argon2-memory", "65536"))
        if memory > _MOST_MEMORY:
            raise CannotRead("unpacks_too_big", f"{memory} KiB")
        made = Argon2id(
            salt=salt,
            length=size,
            iterations=min(int(told.get("key-derivation.argon2-iterations", "3")), 64),
            lanes=min(int(told.get("key-derivation.argon2-lanes", "4")), 64),
            memory_cost=memory,
        )
        return made.derive(start)
    turns = int(told.get("key-derivation.iteration-count", "1024"))
    if turns > _MOST_TURNS:
        raise CannotRead("unpacks_too_big", f"{turns} × SHA-1")
    return hashlib.pbkdf2_hmac("sha1", start, salt, turns, size)


def _run(cipher: Cipher[Any], data: bytes) -> bytes:
    opened = cipher.decryptor()
    return bytes(opened.update(data) + opened.finalize())


def _sound(packed: bytes, told: dict[str, str]) -> bool:
    """Whether the first thousand bytes are those that were locked; True where no sum is given."""
    said = told.get("encryption-data.checksum", "")
    kind = told.get("encryption-data.checksum-type", "").lower()
    if not said or "1k" not in kind:
        return True
    digest = hashlib.sha256 if "sha256" in kind else hashlib.sha1
    return digest(packed[:1024]).digest() == base64.b64decode(said)


def _inflated(packed: bytes, limits: Limits) -> bytes:
    if packed[:4] == b"PK\x03\x04":
        return packed  # a whole package is not deflated again
    opened = zlib.decompressobj(-15)
    made = opened.decompress(packed, limits.unpacked)
    if opened.unconsumed_tail:
        raise CannotRead("unpacks_too_big", "content.xml")
    return made
