"""Answers encrypted on the phone or in the browser to a key the survey's owners hold.

RSA-OAEP (SHA-256) carries one AES-256 key a submission; each file is AES-CFB with an
initial vector that advances from file to file; a digest over the clear files tells
corruption. Nothing here touches the disk.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from gongyou.surveys.answers import envelope_files
from gongyou.surveys.safe_xml import child, parse, text_of

BLOCK = 16
OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class CannotOpen(ValueError):
    """Wrong key, missing file or damaged content; the message names which."""


@dataclass
class Opened:
    """The clear answers and attachments of one encrypted submission."""

    xml: bytes
    files: dict[str, bytes]


def is_rsa_key(public: str) -> bool:
    """Whether a form's `public_key` can be encrypted to."""
    try:
        key = serialization.load_der_public_key(
            base64.b64decode("".join(public.split()), validate=True)
        )
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return False
    return isinstance(key, rsa.RSAPublicKey)


def load_private_key(pem: bytes, password: bytes | None = None):
    """Read an RSA private key. Raises CannotOpen."""
    try:
        return serialization.load_pem_private_key(pem, password)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CannotOpen("the private key cannot be read") from error


def open_envelope(xml: bytes, files: dict[str, bytes], private_key) -> Opened:
    """Decrypt a submission.

    Args:
        xml: the envelope as it was posted.
        files: the `.enc` files by name.
        private_key: RSA key of the form's `public_key`.

    Raises:
        CannotOpen: a file is missing, the key is another, or the content is damaged.
    """
    root = parse(xml)
    wrapped = text_of(child(root, "base64EncryptedKey")).strip()
    instance_id = text_of(child(root, "meta", "instanceID")).strip()
    key = _unwrap(private_key, wrapped)
    names = envelope_files(root)
    missing = [name for name in names if name not in files]
    if missing:
        raise CannotOpen(f"missing: {', '.join(missing)}")
    clear = {}
    seed = bytearray(hashlib.md5(instance_id.encode() + key, usedforsecurity=False).digest())
    for number, name in enumerate(names):
        seed[number % BLOCK] = (seed[number % BLOCK] + 1) % 256
        clear[name.removesuffix(".enc")] = _decrypt(files[name], key, bytes(seed))
    answers = clear.pop(names[-1].removesuffix(".enc"))
    files_in_order = [*clear.items(), ("submission.xml", answers)]
    text = signature_text(
        root.get("id", ""), root.get("version") or "", wrapped, instance_id, files_in_order
    )
    _check_signature(text_of(child(root, "base64EncryptedElementSignature")), text, private_key)
    return Opened(answers, clear)


def _unwrap(private_key, wrapped: str) -> bytes:
    try:
        return private_key.decrypt(base64.b64decode(wrapped), OAEP)
    except (ValueError, binascii.Error) as error:
        raise CannotOpen("the private key does not belong to this form") from error


def _decrypt(data: bytes, key: bytes, seed: bytes) -> bytes:
    decryptor = Cipher(AES(key), CFB(seed)).decryptor()
    clear = decryptor.update(data) + decryptor.finalize()
    filled = clear[-1] if clear else 0
    if not 1 <= filled <= BLOCK or clear[-filled:] != bytes([filled]) * filled:
        raise CannotOpen("a file is damaged")
    return clear[:-filled]


def signature_text(form_id: str, version: str, wrapped: str, instance_id: str, files) -> str:
    """The text whose digest is sent along: identity, then `name::md5` of each clear file."""
    lines = [form_id, *([version] if version else []), wrapped, instance_id]
    lines += [
        f"{name}::{hashlib.md5(data, usedforsecurity=False).hexdigest()}" for name, data in files
    ]
    return "".join(line + "\n" for line in lines)


def _check_signature(sent: str, text: str, private_key) -> None:
    if not sent.strip():
        return
    digest = hashlib.md5(text.encode(), usedforsecurity=False).digest()
    try:
        told = private_key.decrypt(base64.b64decode(sent), OAEP)
    except (ValueError, binascii.Error) as error:
        raise CannotOpen("the signature cannot be read") from error
    if told != digest:
        raise CannotOpen("the content does not match its signature")
