"""Files locked with a password: opened in memory with their word, never written open."""

from __future__ import annotations

import io

from gongyou.law.workbooks.files.sheets import Limits
from gongyou.law.workbooks.problems import CannotRead

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_locked(content: bytes) -> bool:
    """Whether a workbook of Excel's (XLSX or XLS) asks for a password."""
    if not content.startswith(_OLE):
        return False
    import msoffcrypto

    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(content)).is_encrypted())
    except Exception:
        return "EncryptedPackage".encode("utf-16-le") in content


def unlock(content: bytes, password: str | None, limits: Limits) -> bytes:
    """The workbook without its lock.

    Raises:
        CannotRead: "has_password" without a word, "wrong_password" with a wrong one.
    """
    if not password:
        raise CannotRead("has_password")
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    out = io.BytesIO()
    try:
        book = msoffcrypto.OfficeFile(io.BytesIO(content))
        book.load_key(password=password)
        book.decrypt(out)
    except (InvalidKeyError, DecryptionError) as error:
        raise CannotRead("wrong_password") from error
    except Exception as error:
        raise CannotRead("damaged", type(error).__name__) from error
    opened = out.getvalue()
    if len(opened) > limits.file:
        raise CannotRead("too_big", f"{len(opened) // 1_000_000} MB")
    return opened
