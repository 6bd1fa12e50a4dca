"""Error pages that say what to do and hold no data; reports that hold nothing at all."""

import sys

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.debug import SafeExceptionReporterFilter

from gongyou.vault.public import Busy, DeviceKeyMissing, Tampered, trouble


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

    def get_traceback_frame_variables(self, request, tb_frame):
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


def trouble_page(request, error) -> HttpResponse | None:
    """The page of an error that has words of its own; None: it has none."""
    if isinstance(error, Busy):
        return busy(request)
    if isinstance(error, DeviceKeyMissing):
        return page(409, _("This laptop is not known"), str(error))
    if isinstance(error, Tampered):
        return damaged(request, error)
    return None


def damaged(request, error) -> HttpResponse:
    """500: a value or file isn't what was sealed; says whose."""
    return page(
        500,
        _("This cannot be opened"),
        _(
            "Something of %(what)s was changed or damaged on the disk. Nothing else is touched. "
            "Tell your administrator, who finds out more with gongyou check and has the backups."
        )
        % {"what": error.record or _("this record")},
    )


def busy(request) -> HttpResponse:
    """503: too many passphrases are being tried."""
    response = page(
        503,
        _("Too many people are signing in"),
        _("Wait a few seconds, go back and try again. Nothing was counted against you."),
    )
    response["Retry-After"] = "5"
    return response


def server_error(request) -> HttpResponse:
    """500, with what is wrong where that can be said: a full disk, a damaged database."""
    error = sys.exc_info()[1]
    if trouble.disk_is_full(error):
        freed = trouble.release_reserve()
        return page(
            507,
            _("The disk is full"),
            _("Your last step was not saved; what was saved before is safe.")
            + " "
            + (
                _("A reserve was released, so that you can sign in. Free some space now.")
                if freed
                else _("Nothing can be saved until somebody frees some space.")
            ),
        )
    if trouble.database_is_damaged(error):
        return page(
            500,
            _("The database is damaged"),
            _(
                "A page of the database cannot be read. Stop the program, keep the folder as it "
                "is, run gongyou check, and restore the last backup into another folder."
            ),
        )
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
