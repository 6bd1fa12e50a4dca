"""What stands before Django in the server: the short way for submissions, and bodies in pieces.

Taking a submission in needs no session, no template and no cookie. So it is answered here,
and everything else goes on to Django, with a length where the client sent chunks.
"""

import io
from http.client import responses

PREFIX, SUFFIX = "/openrosa/", "/submission"


def front(application):
    """Wrap a WSGI application; call it once the program is set up."""
    # Not above: whoever names this function may do so before Django has its models.
    from gongyou.surveys.openrosa.submit import TooBig, submit
    from gongyou.vault.public import is_sealed

    def answer(environ, start_response):
        path = environ.get("PATH_INFO", "")
        if (
            environ["REQUEST_METHOD"] == "POST"
            and path.startswith(PREFIX)
            and path.endswith(SUFFIX)
        ):
            name = path[len(PREFIX) : -len(SUFFIX)]
            if name and "/" not in name and not is_sealed():
                return _start(submit(environ, name), start_response)
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            try:
                _give_length(environ)
            except TooBig:
                start_response("413 Content Too Large", [("Content-Length", "0")])
                return [b""]
        return application(environ, start_response)

    return answer


def _start(reply, start_response):
    headers = [*reply.headers.items(), ("Content-Length", str(len(reply.body)))]
    start_response(f"{reply.status} {responses.get(reply.status, '')}", headers)
    return [reply.body]


def _give_length(environ: dict) -> None:
    """Read a body that came in chunks, so that Django can read it by its length."""
    from gongyou.surveys.openrosa.submit import read_body

    body = read_body(environ)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ["wsgi.input"] = io.BytesIO(body) if isinstance(body, bytes) else body
    environ.pop("HTTP_TRANSFER_ENCODING", None)
