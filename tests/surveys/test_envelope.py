"""An encryptor written from the published steps, against our decryptor."""

import base64
import hashlib
import os

import pytest
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import padding as fill
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from gongyou.surveys.envelope import CannotOpen, open_envelope

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def encrypt(answers: bytes, media: dict[str, bytes], form="f", version="2", instance="uuid:7"):
    symmetric = os.urandom(32)
    wrapped = base64.b64encode(KEY.public_key().encrypt(symmetric, OAEP)).decode()
    seed = bytearray(hashlib.md5(instance.encode() + symmetric).digest())
    files, lines = {}, [form, version, wrapped, instance]
    for number, (name, data) in enumerate([*media.items(), ("submission.xml", answers)]):
        seed[number % 16] = (seed[number % 16] + 1) % 256
        padder = fill.PKCS7(128).padder()
        padded = padder.update(data) + padder.finalize()
        engine = Cipher(AES(symmetric), CFB(bytes(seed))).encryptor()
        files[name + ".enc"] = engine.update(padded) + engine.finalize()
        lines.append(f"{name}::{hashlib.md5(data).hexdigest()}")
    digest = hashlib.md5("".join(line + "\n" for line in lines).encode()).digest()
    signature = base64.b64encode(KEY.public_key().encrypt(digest, OAEP)).decode()
    listed = "".join(f"<media><file>{name}.enc</file></media>" for name in media)
    xml = (
        f'<data id="{form}" version="{version}" encrypted="yes"'
        ' xmlns="http://www.opendatakit.org/xforms/encrypted">'
        f"<base64EncryptedKey>{wrapped}</base64EncryptedKey>"
        '<orx:meta xmlns:orx="http://openrosa.org/xforms">'
        f"<orx:instanceID>{instance}</orx:instanceID></orx:meta>{listed}"
        "<encryptedXmlFile>submission.xml.enc</encryptedXmlFile>"
        f"<base64EncryptedElementSignature>{signature}</base64EncryptedElementSignature></data>"
    )
    return xml.encode(), files


def test_answers_and_many_media_files_open_with_the_right_key():
    media = {f"{number}.jpg": os.urandom(500 + number) for number in range(20)}
    xml, files = encrypt(b"<data>x</data>", media)
    opened = open_envelope(xml, files, KEY)
    assert opened.xml == b"<data>x</data>"
    assert opened.files == media


def test_a_missing_file_is_named():
    xml, files = encrypt(b"<data/>", {"a.jpg": b"x"})
    del files["a.jpg.enc"]
    with pytest.raises(CannotOpen, match=r"a\.jpg\.enc"):
        open_envelope(xml, files, KEY)


def test_another_key_opens_nothing():
    xml, files = encrypt(b"<data/>", {})
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with pytest.raises(CannotOpen):
        open_envelope(xml, files, other)


def test_exchanged_content_is_noticed():
    xml, files = encrypt(b"<data/>", {"a.jpg": b"x" * 40})
    files["a.jpg.enc"] = bytes([files["a.jpg.enc"][0] ^ 1]) + files["a.jpg.enc"][1:]
    with pytest.raises(CannotOpen):
        open_envelope(xml, files, KEY)
