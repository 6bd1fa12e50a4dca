"""Error pages that say what to do and hold no data; reports that hold nothing at all."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.debug import SafeExceptionReporterFilter


class NothingReported(SafeExceptionReporterFilter):
    """Leaves settings, cookies, forms and local variables out of every error report."""

    def get_safe_settings(self) -> dict:
        """No settings."""
        return {}

    def get_safe_cookies(self, request) -> dict:
        """No cookies."""
        return {}

    def get_safe_request_meta(self, request) -> dict:
        """No headers, no addresses."""
        return {}

    def get_post_parameters(self, request) -> dict:
        """No form values."""
        return {}

    def get_traceback_frame_variables(self, request, tb_frame) -> list:
        """No local variables."""
        return []


def page(status: int, title: str, text: str) -> HttpResponse:
    """An error page without session, database or context of the request."""
    context = {
        "status": status,
        "error_title": title,
        "error_text": text,
        "lang": "zh-Hans" if (get_language() or "").startswith("zh") else "en",
    }
    response = HttpResponse(render_to_string("web/error.html", context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request, exception=None) -> HttpResponse:
    """400."""
    return page(
        400,
        _("This could not be read"),
        _("The browser sent something that cannot be understood. Go back and try again."),
    )


def forbidden(request, exception=None) -> HttpResponse:
    """403."""
    return page(
        403,
        _("This is not open to you"),
        _("Your account may not do this. Ask a coordinator of the compartment if you need it."),
    )


def not_found(request, exception=None) -> HttpResponse:
    """404, the same for "not there" and "not yours"."""
    return page(
        404,
        _("Nothing here"),
        _("The page does not exist, or it is not in one of your compartments."),
    )


def list_changed(request) -> HttpResponse:
    """409: a member list or a key isn't the one that members authenticated."""
    return page(
        409,
        _("The member list was changed"),
        _(
            "Somebody wrote into the list of members, or put another key in its place, without "
            "the compartment's key. Nothing was saved. Tell your administrator."
        ),
    )


def server_error(request) -> HttpResponse:
    """500."""
    return page(
        500,
        _("Something went wrong"),
        _("Your last step may not have been saved; what was saved before is safe. Try again."),
    )


def csrf_failure(request, reason="") -> HttpResponse:
    """403 for a form without a valid token, which nearly always is an old page."""
    return page(
        403,
        _("This page was open too long"),
        _("For your safety the form was not accepted. Go back, reload the page and send it again."),
    )
