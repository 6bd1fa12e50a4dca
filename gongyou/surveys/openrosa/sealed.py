"""What phones, programs and workers are told while the program waits for a passphrase."""

from xml.sax.saxutils import escape

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from gongyou.surveys.openrosa.replies import NO_MORE, XML, base_headers, language_of

LATER = "60"


def sealed_reply(request) -> HttpResponse | None:
    """The answer for a phone, a program or a link; None where somebody should sign in."""
    with translation.override(language_of(request.headers.get("Accept-Language", ""))):
        text = _(
            "The office has not opened the program yet. Your answers are safe on this device; it"
            " sends them by itself later."
        )
        if request.path.startswith("/openrosa/"):
            response = _for_phone(text)
        elif request.path.startswith("/v1/"):
            response = JsonResponse({"code": 503.1, "message": text, "details": None}, status=503)
        elif request.path.startswith("/fill/"):
            response = render(request, "surveys/sealed.html", {"text": text}, status=503)
        else:
            return None
    response.headers["Retry-After"] = LATER
    return response


def _for_phone(text: str) -> HttpResponse:
    body = (
        f'<OpenRosaResponse xmlns="{NO_MORE}"><message nature="submit_error">{escape(text)}'
        "</message></OpenRosaResponse>"
    )
    return HttpResponse(body, status=503, content_type=XML, headers=base_headers())
