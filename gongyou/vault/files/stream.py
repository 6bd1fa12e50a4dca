"""The format of an encrypted file: secretstream in pieces of 64 KiB.

A file is: magic, header (24 bytes), pieces. The header and what the file belongs to are
associated data of every piece; the last piece carries the final tag, so a cut file fails.
Inside stand the length (8 bytes), the content, and zeros up to the Padmé length.
"""

from collections.abc import Iterable, Iterator

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES as OVERHEAD,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_HEADERBYTES as HEADER,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_pull as init_pull,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_push as init_push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_pull as pull,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_push as push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_state as State,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_FINAL as FINAL,
)
from nacl.exceptions import CryptoError

from gongyou.vault.keys.errors import Tampered
from gongyou.vault.keys.padding import padme

MAGIC = b"GYFILE\x00\x01"
PIECE = 64 * 1024
LEAST = 4096
_LENGTH = 8


def padded_size(size: int) -> int:
    """What the content is padded to inside the stream."""
    return max(LEAST, padme(size + _LENGTH))


def file_size(size: int) -> int:
    """How long the encrypted file is for content of `size` bytes."""
    inside = padded_size(size)
    return len(MAGIC) + HEADER + inside + OVERHEAD * max(1, -(-inside // PIECE))


class Sealer:
    """Encrypt a stream whose length isn't known yet (an upload on its way in)."""

    def __init__(self, key: bytes, where: bytes):
        self._state = State()
        self._header = init_push(self._state, key)
        self._bound = where + self._header
        self._held = bytearray()

    def begin(self) -> bytes:
        """Magic and header."""
        return MAGIC + self._header

    def add(self, data: bytes) -> bytes:
        """Whole pieces of what has come so far."""
        self._held += data
        out = bytearray()
        while len(self._held) > PIECE:
            out += push(self._state, bytes(self._held[:PIECE]), self._bound)
            del self._held[:PIECE]
        return bytes(out)

    def end(self, data: bytes) -> bytes:
        """The rest, with the final tag."""
        return self.add(data) + push(self._state, bytes(self._held), self._bound, FINAL)


def encrypt(key: bytes, where: bytes, size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The encrypted file, piece by piece, for content of `size` bytes."""
    sealer = Sealer(key, where)
    yield sealer.begin()
    for chunk in _framed(size, chunks):
        yield sealer.add(chunk)
    yield sealer.end(b"")


def _framed(size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield size.to_bytes(_LENGTH, "big")
    given = 0
    for chunk in chunks:
        given += len(chunk)
        yield bytes(chunk)
    if given != size:
        raise ValueError("the content isn't as long as was said")
    yield bytes(padded_size(size) - size - _LENGTH)


def decrypt(key: bytes, where: bytes, file) -> Iterator[bytes]:
    """The content of an encrypted file, piece by piece.

    Raises:
        Tampered: changed, cut, prolonged, moved, or another format.
    """
    left = None
    for piece in open_pieces(key, where, file):
        content = piece
        if left is None:
            left, content = int.from_bytes(piece[:_LENGTH], "big"), piece[_LENGTH:]
        if left:
            yield content[:left]
            left -= min(left, len(content))
    if left:
        raise Tampered("shorter than it says")


def open_pieces(key: bytes, where: bytes, file) -> Iterator[bytes]:
    """The pieces as they were sealed, up to the final one."""
    head = file.read(len(MAGIC) + HEADER)
    if len(head) != len(MAGIC) + HEADER or not head.startswith(MAGIC):
        raise Tampered("not an encrypted file of this format")
    header, state, tag = head[len(MAGIC) :], State(), 0
    init_pull(state, header, key)
    while block := file.read(PIECE + OVERHEAD):
        if tag == FINAL:
            raise Tampered("something follows the end")
        try:
            piece, tag = pull(state, block, where + header)
        except (CryptoError, ValueError, RuntimeError):
            raise Tampered("changed, moved or under another key") from None
        yield piece
    if tag != FINAL:
        raise Tampered("cut before its end")
