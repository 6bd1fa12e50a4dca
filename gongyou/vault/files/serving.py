"""Answer with a file so that a browser cannot be made to run it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from gongyou.vault.files.models import StoredFile
from gongyou.vault.files.ranges import NotSatisfiable, asked_range, part_of
from gongyou.vault.files.services import open_file
from gongyou.vault.rights import Right

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


def serve(
    actor: Actor, stored: StoredFile, inline: bool = False, asked: str = ""
) -> HttpResponseBase:
    """A file as an attachment under a random name; inline only what was re-encoded, and sound.

    Args:
        asked: the header `Range` of the request: a player seeks by it.

    Raises:
        NotYours: (a 404) the actor may not read it.
    """
    try:
        part = asked_range(asked, stored.size) if asked else None
    except NotSatisfiable:
        actor.require(Right.READ_IDENTITY, stored.compartment_id)
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    pieces = open_file(actor, stored)
    if part is not None:
        pieces = part_of(pieces, *part)
    return _answer(stored, pieces, inline and may_show(stored), part)


def as_download(stored: StoredFile, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    """Pieces of a file that were opened otherwise (a shared case), as an attachment."""
    return _answer(stored, pieces, shown=False)


def _answer(
    stored: StoredFile,
    pieces: Iterator[bytes],
    shown: bool,
    part: tuple[int, int] | None = None,
) -> StreamingHttpResponse:
    # Before the answer begins: a damaged or missing file becomes a page that names it.
    first = next(pieces, b"")
    kind = stored.media_type if shown else "application/octet-stream"
    response = StreamingHttpResponse(chain([first], pieces), content_type=kind, headers=HEADERS)
    ending = ENDINGS.get(stored.media_type, "bin")
    disposition = "inline" if shown else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{stored.ref}.{ending}"'
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(part[1] - part[0] + 1 if part else stored.size)
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part[0]}-{part[1]}/{stored.size}"
    return response


def may_show(stored: StoredFile) -> bool:
    """Only derivatives that we made ourselves, and sound."""
    made_here = stored.original_id is not None or stored.media_type.startswith("audio/")
    return made_here and stored.inspected and stored.media_type in INLINE
