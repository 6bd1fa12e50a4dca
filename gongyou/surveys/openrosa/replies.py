"""Answers as OpenRosa clients need them: headers, media type, a sentence for the worker."""

import gzip
import hashlib
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

ACCEPT_LENGTH = 50_000_000
XML = "text/xml; charset=utf-8"
NO_MORE = "http://openrosa.org/http/response"

SENTENCES = {
    "stored": _("Thank you. Your answers have arrived."),
    "partly": _("Your answers have arrived; %(here)s of %(due)s files so far."),
    "again": _("These answers had already arrived. All is well."),
    "edited": _("Your change has arrived. The earlier answers are kept."),
    "conflict": _(
        "Other answers were sent before under the same number. Both are kept; please tell the "
        "person who runs the survey."
    ),
    "deleted": _(
        "These answers were deleted by the person who runs the survey. You need not send them "
        "again."
    ),
    "edited_before": _(
        "Someone changed these answers before you. Your change is kept; please tell the person "
        "who runs the survey."
    ),
    "edit_of_unknown": _(
        "You changed answers that never arrived here. Your change is kept; please tell the "
        "person who runs the survey."
    ),
    "closed": _("This questionnaire is closed. Your answers are kept for the person who runs it."),
    "deleted_form": _(
        "This questionnaire was taken away. Your answers are kept for the person who ran it."
    ),
    "unknown_form": _(
        "This questionnaire is not known here. Your answers are kept; please tell the person "
        "who runs the survey."
    ),
    "not_allowed": _("This phone may not fill in this questionnaire."),
    "no_such_token": _("This address is not valid any more. Ask for a new QR code."),
    "sign_in": _("Please give the name and password of this phone."),
    "bad_body": _("The answers could not be read. Please try to send them again."),
    "bad_xml": _("The answers are damaged or in an unknown form."),
    "no_xml": _("The answers are missing from what was sent."),
    "too_big": _("This is too large to be sent at once."),
    "not_found": _("There is nothing at this address."),
    "busy": _("The server is busy. Please try again in a moment."),
}


@dataclass
class Reply:
    """An answer, free of any framework."""

    status: int
    body: bytes = b""
    headers: dict = field(default_factory=dict)


def language_of(accept: str) -> str:
    """The program's language that a client asks for."""
    for piece in accept.lower().split(","):
        code = piece.partition(";")[0].strip()
        if code.startswith("zh"):
            return "zh-hans"
        if code.startswith("en"):
            return "en"
    return settings.LANGUAGE_CODE


def _sentence(code: str, language: str) -> str:
    with translation.override(language):
        return str(SENTENCES[code])


def base_headers() -> dict:
    """What every answer carries."""
    return {"X-OpenRosa-Version": "1.0", "Date": formatdate(usegmt=True)}


@lru_cache(maxsize=500)
def _body(code: str, language: str, nature: str, values: tuple) -> bytes:
    text = _sentence(code, language)
    if values:
        text %= dict(values)
    return (
        f'<OpenRosaResponse xmlns="{NO_MORE}"><message nature="{nature}">{escape(text)}'
        "</message></OpenRosaResponse>"
    ).encode()


def message(status: int, code: str, accept_language: str = "", **values) -> Reply:
    """An OpenRosaResponse with a sentence in the client's language."""
    language = language_of(accept_language)
    nature = "submit_success" if status < 300 else "submit_error"
    headers = {**base_headers(), "Content-Type": XML, "Content-Language": language}
    if status < 300:
        headers["X-OpenRosa-Accept-Content-Length"] = str(ACCEPT_LENGTH)
    if status == 503:
        headers["Retry-After"] = "5"
    return Reply(status, _body(code, language, nature, tuple(values.items())), headers)


def document(body: bytes, environ: dict, content_type: str = XML, etag: str = "") -> Reply:
    """A document that clients ask for again and again: ETag, 304, gzip."""
    etag = f'"{etag or hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    headers = {
        **base_headers(),
        "Content-Type": content_type,
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding, Accept-Language",
    }
    asked = [tag.strip() for tag in environ.get("HTTP_IF_NONE_MATCH", "").split(",")]
    if any(tag in (etag, "W/" + etag) or tag.rstrip('"') == etag[:-1] + "-gzip" for tag in asked):
        return Reply(304, b"", headers)
    if len(body) > 1000 and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        body = gzip.compress(body, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Reply(200, body, headers)
