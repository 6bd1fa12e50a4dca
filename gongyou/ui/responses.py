"""How a page with a form is answered, in every room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_form(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A page with a form: 422 when something was sent, since what is taken leads on elsewhere."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)
