"""Receive uploads without a letter in clear on the disk.

Small ones stay in memory. Larger ones are encrypted as they arrive, under a random key that
lives only in the request. (Django's own handler would spool them to /tmp in clear.)
"""

import io
import os
import secrets

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from gongyou.vault.files import stream
from gongyou.vault.files.media import incoming_folder

IN_MEMORY = 2_500_000
MEGABYTE = 1024 * 1024


class EncryptedUploadHandler(FileUploadHandler):
    """Memory first, then an encrypted file."""

    chunk_size = 64 * 1024

    def new_file(self, *args, **kwargs):
        """Begin one file."""
        super().new_file(*args, **kwargs)
        self.spool = Spool()

    def receive_data_chunk(self, raw_data, start):
        """Take a piece; beyond the limit the connection is closed."""
        if start + len(raw_data) > settings.GONGYOU["UPLOAD_MEGABYTES"] * MEGABYTE:  # type: ignore[operator]
            self.spool.discard()
            raise StopUpload(connection_reset=True)
        self.spool.write(raw_data)

    def file_complete(self, file_size):
        """Hand the file to the view."""
        self.spool.finish()
        # The declared type is ignored everywhere; the content is looked at.
        return UploadedFile(
            file=self.spool,  # type: ignore[arg-type]
            name=self.file_name,
            content_type="application/octet-stream",
            size=file_size,
        )

    def upload_interrupted(self):
        """The connection broke: leave nothing."""
        if hasattr(self, "spool"):
            self.spool.discard()


class Spool(io.RawIOBase):
    """A file being received and then read again, encrypted on the disk if it is large."""

    name = None

    def __init__(self):
        self._memory = io.BytesIO()
        self._path = self._out = None
        self._key = secrets.token_bytes(32)
        self._size = self._at = 0
        self._pieces = None

    def __repr__(self):
        return "Spool(…)"

    # --- receiving -----------------------------------------------------------------------

    def write(self, data) -> int:
        """Take a piece."""
        data = bytes(data)
        self._size += len(data)
        self._memory.write(data)
        if self._memory.tell() > IN_MEMORY:
            self._spill()
        return len(data)

    def _spill(self) -> None:
        if self._out is None:
            self._path = incoming_folder() / secrets.token_hex(20)
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._out = os.fdopen(handle, "wb")
            self._sealer = stream.Sealer(self._key, b"incoming")
            self._out.write(self._sealer.begin())
        self._out.write(self._sealer.add(self._memory.getvalue()))
        self._memory = io.BytesIO()

    def finish(self) -> None:
        """Everything came."""
        if self._out is not None:
            self._out.write(self._sealer.end(self._memory.getvalue()))
            self._out.close()
            self._memory = None  # type: ignore[assignment]
        else:
            self._memory.seek(0)

    def discard(self) -> None:
        """Forget it."""
        if self._out is not None:
            self._out.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        self._memory, self._path = io.BytesIO(), None

    # --- reading -------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """Bytes received."""
        return self._size

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes; a large file is decrypted from its beginning again."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._memory is not None:
            return self._memory.read(size)
        held = getattr(self, "_held", b"")
        while (size < 0 or len(held) < size) and (piece := self._next()):
            held += piece
        taken, self._held = (held, b"") if size < 0 else (held[:size], held[size:])
        self._at += len(taken)
        return taken

    def readinto(self, buffer) -> int:
        """For buffered readers."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self) -> bytes:
        if self._pieces is None:
            self._file = self._path.open("rb")  # type: ignore[union-attr]
            self._pieces = stream.open_pieces(self._key, b"incoming", self._file)
        return next(self._pieces, b"")

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        if self._memory is not None:
            return self._memory.seek(offset, whence)
        target = offset + {0: 0, 1: self._at, 2: self._size}[whence]
        if target < self._at:
            self._rewind()
        while self._at < target and self.read(min(stream.PIECE, target - self._at)):
            pass
        return self._at

    def tell(self) -> int:
        """Where we are."""
        return self._memory.tell() if self._memory is not None else self._at

    def _rewind(self) -> None:
        if self._pieces is not None:
            self._file.close()
        self._pieces, self._held, self._at = None, b"", 0  # type: ignore[has-type]

    def close(self) -> None:
        """Delete the waiting file with the request."""
        if not self.closed and self._path is not None:
            self._rewind()
            self._path.unlink(missing_ok=True)
        super().close()
