"""How a page with a form is answered, and how a file is given out, in every room."""

from pathlib import PurePath
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

Answer = TypeVar("Answer", bound=HttpResponseBase)

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".yaml": "application/yaml; charset=utf-8",
    ".zip": "application/zip",
}


def render_form(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A page with a form: 422 when something was sent, since what is taken leads on elsewhere."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)


def download(name: str, content: bytes | str = b"", kind: str = "") -> HttpResponse:
    """A file that the browser saves and never shows.

    Args:
        name: with its ending, in any script. It stays on the reader's disk: no identity.
        kind: its media type; by default what the ending says, or that nothing is known of it.
    """
    kind = kind or KINDS.get(PurePath(name).suffix, "application/octet-stream")
    return named(HttpResponse(content, content_type=kind), name)


def named(answer: Answer, name: str) -> Answer:
    """An answer that the browser saves under this name."""
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
