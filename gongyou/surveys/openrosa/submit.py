"""POST of a submission: from the bytes on the wire to the answer."""

import io
import logging
import mmap
from dataclasses import replace
from urllib.parse import parse_qs

from django.conf import settings
from django.db import DatabaseError, connection

from gongyou.surveys.answers import Unreadable
from gongyou.surveys.ingest import writer
from gongyou.surveys.ingest.incoming import File, prepare
from gongyou.surveys.multipart import BadBody, boundary_of, parse
from gongyou.surveys.openrosa import digest
from gongyou.surveys.openrosa.callers import enter, list_key
from gongyou.surveys.openrosa.replies import Reply, message
from gongyou.surveys.safe_xml import UnsafeXML
from gongyou.vault.public import file_in_memory

XML_PART = "xml_submission_file"
INCOMPLETE = "*isIncomplete*"
IN_MEMORY = 8 * 1024 * 1024
CHUNK = 256 * 1024
log = logging.getLogger(__name__)


class TooBig(ValueError):
    """More bytes than the server takes."""


def submit(environ: dict, name: str) -> Reply:
    """Take a submission in.

    Args:
        environ: of WSGI; its body is read here, also when it is chunked.
        name: the token or survey number of the address.
    """
    language = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    try:
        return _submit(environ, name, language)
    except TooBig:
        return message(413, "too_big", language)
    except BadBody:
        return message(400, "bad_body", language)
    except (UnsafeXML, Unreadable):
        return message(400, "bad_xml", language)
    except (DatabaseError, TimeoutError) as error:
        log.error("a submission met %s", type(error).__name__)
        if not connection.in_atomic_block:
            connection.close()
        return message(503, "busy", language)


def _submit(environ: dict, name: str, language: str) -> Reply:
    door = enter(environ, name, take_nonce=False)
    if isinstance(door, Reply):
        drain(environ)
        return door
    boundary = boundary_of(environ.get("CONTENT_TYPE", ""))
    body = read_body(environ)
    xml, files = _sort(parse(body, boundary))
    if xml is None:
        return message(400, "no_xml", language)
    device = parse_qs(environ.get("QUERY_STRING", "")).get("deviceID", [""])[0]
    incoming = prepare(door.caller, xml, files, device)
    if incoming.acts:
        incoming.caller = replace(door.caller, list_key=list_key(door, name))
    incoming.nonce = door.nonce
    return answer(writer.write(incoming), language)


def answer(outcome, language: str) -> Reply:
    """The reply to an outcome."""
    if outcome.code == "replayed":
        reply = message(401, "sign_in", language)
        reply.headers["WWW-Authenticate"] = digest.challenge(stale=True)
        return reply
    if outcome.code in ("stored", "again", "edited") and outcome.here < outcome.due:
        return message(outcome.status, "partly", language, here=outcome.here, due=outcome.due)
    return message(outcome.status, outcome.code, language)


def _sort(parts) -> tuple[bytes | None, list[File]]:
    """The XML and the files. Phones send whole folders: what nobody asked for is kept too."""
    xml, files = None, []
    for part in parts:
        if part.name == XML_PART:
            if xml is not None:
                raise BadBody("two submissions in one body")
            xml = part.read()
        elif part.name != INCOMPLETE and (part.filename or part.name):
            files.append(File(part.filename or part.name, part.content_type, part.content))
    return xml, files


def read_body(environ: dict, most: int | None = None):
    """The whole body as bytes, or as a map of a file in memory when it is large.

    Raises TooBig.
    """
    most = most or settings.GONGYOU["UPLOAD_MEGABYTES"] * 1024 * 1024  # type: ignore[operator]
    source = environ["wsgi.input"]
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdecimal():
        if int(length) > most:
            raise TooBig
        if int(length) <= IN_MEMORY:
            return source.read(int(length))
    return _spooled(source, int(length) if length.isdecimal() else None, most)


def _spooled(source, length: int | None, most: int):
    spool = file_in_memory()  # the map of it outlives this call
    taken = 0
    while length is None or taken < length:
        piece = source.read(CHUNK if length is None else min(CHUNK, length - taken))
        if not piece:
            break
        taken += len(piece)
        if taken > most:
            raise TooBig
        spool.write(piece)
    spool.flush()
    if not taken:
        return b""
    if isinstance(spool, io.BytesIO):
        return spool.getvalue()
    return mmap.mmap(spool.fileno(), 0, access=mmap.ACCESS_READ)


def drain(environ: dict) -> None:
    """Read a small body nobody will use, so that the client hears the answer."""
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) <= IN_MEMORY:
        environ["wsgi.input"].read(int(length))
