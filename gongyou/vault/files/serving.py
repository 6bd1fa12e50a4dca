"""Answer with a file so that a browser cannot be made to run it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse

from gongyou.vault.files.models import StoredFile
from gongyou.vault.files.services import open_file

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-m4a": "m4a",
    "audio/ogg": "ogg",
    "audio/x-wav": "wav",
    "video/mp4": "mp4",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/heic": "heic",
}
INLINE = {"image/jpeg", "image/png", "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/ogg",
          "audio/x-wav", "audio/wav", "audio/flac", "audio/webm"}  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
}


def serve(actor: Actor, stored: StoredFile, inline: bool = False) -> StreamingHttpResponse:
    """A file as an attachment under a random name; inline only what was re-encoded, and sound.

    Raises:
        NotYours: (a 404) the actor may not read it.
    """
    return _answer(stored, open_file(actor, stored), inline and may_show(stored))


def as_download(stored: StoredFile, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    """Pieces of a file that were opened otherwise (a shared case), as an attachment."""
    return _answer(stored, pieces, shown=False)


def _answer(stored: StoredFile, pieces: Iterator[bytes], shown: bool) -> StreamingHttpResponse:
    # Before the answer begins: a damaged or missing file becomes a page that names it.
    first = next(pieces, b"")
    kind = stored.media_type if shown else "application/octet-stream"
    response = StreamingHttpResponse(chain([first], pieces), content_type=kind, headers=HEADERS)
    ending = ENDINGS.get(stored.media_type, "bin")
    disposition = "inline" if shown else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{stored.ref}.{ending}"'
    response["Content-Length"] = str(stored.size)
    return response


def may_show(stored: StoredFile) -> bool:
    """Only derivatives that we made ourselves, and sound."""
    made_here = stored.original_id is not None or stored.media_type.startswith("audio/")
    return made_here and stored.inspected and stored.media_type in INLINE
