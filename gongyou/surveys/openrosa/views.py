"""The addresses that OpenRosa clients ask, as Django views."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from gongyou.surveys.openrosa import listing
from gongyou.surveys.openrosa.callers import Door, enter, list_key
from gongyou.surveys.openrosa.replies import ACCEPT_LENGTH, Reply, base_headers, message
from gongyou.surveys.openrosa.submit import submit
from gongyou.vault.public import public_view


def _respond(reply: Reply) -> HttpResponse:
    response = HttpResponse(reply.body, status=reply.status)
    del response.headers["Content-Type"]
    # Django would write the address of a refused request, and with it a token, into the log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    for name, value in reply.headers.items():
        response.headers[name] = value
    return response


def _come_in(view):
    """Let the client in, or answer why not; never a session, never a cookie."""

    @csrf_exempt
    @public_view
    def entered(request, name, **kwargs):
        if request.method not in ("GET", "HEAD"):
            return _respond(message(405, "not_found", request.headers.get("Accept-Language", "")))
        door = enter(request.META, str(name))
        if isinstance(door, Reply):
            return _respond(door)
        return _respond(view(request, door, str(name), **kwargs))

    return entered


def _host(request) -> str:
    return f"{request.scheme}://{request.get_host()}"


@_come_in
def form_list(request, door: Door, name: str) -> Reply:
    """`formList`."""
    has_key = door.caller.wrapped_list_key is not None and not name.isdigit()
    return listing.form_list(request.META, door.caller, door.base, _host(request), has_key)


@_come_in
def form_xml(request, door: Door, name: str, pk) -> Reply:
    """`forms/<ref>.xml`."""
    return listing.form_xml(request.META, door.caller, pk)


@_come_in
def form_manifest(request, door: Door, name: str, pk) -> Reply:
    """`forms/<ref>/manifest`."""
    has_key = door.caller.wrapped_list_key is not None and not name.isdigit()
    base = _host(request) + door.base
    return listing.manifest(request.META, door.caller, pk, base, has_key)


@_come_in
def form_file(request, door: Door, name: str, pk, filename: str) -> Reply:
    """`files/<ref>/<name>`."""
    return listing.media(request.META, door.caller, pk, list_key(door, name))


@_come_in
def entity_integrity(request, door: Door, name: str, pk) -> Reply:
    """`lists/<ref>/integrity`."""
    return listing.integrity(request.META, door.caller, pk)


@csrf_exempt
@public_view
def submission(request, name):
    """`submission`: HEAD says where and how much, POST takes answers in."""
    if request.method == "POST":
        # Usually answered by `front` before Django; this is the same without the short way.
        return _respond(submit(request.META, str(name)))
    if request.method != "HEAD":
        return _respond(message(405, "not_found", request.headers.get("Accept-Language", "")))
    door = enter(request.META, str(name))
    if isinstance(door, Reply):
        return _respond(door)
    headers = {**base_headers(), "X-OpenRosa-Accept-Content-Length": str(ACCEPT_LENGTH)}
    return _respond(Reply(204, b"", headers))
