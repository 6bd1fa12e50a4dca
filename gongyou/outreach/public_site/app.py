"""Serving the folder: files by name out of memory, and one address that takes sealed answers."""

from __future__ import annotations

import mimetypes
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from .spool import LARGEST, Spool, SpoolFull

A_DAY, A_DAY_EACH = 86_400, 20
HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
]
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
Start = Callable[[str, list[tuple[str, str]]], Any]


class Site:
    """A WSGI application over a folder. No cookie is set or read, and nothing is logged."""

    def __init__(self, folder: Path, spool: Path | None = None):
        self.files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        until = self.files.get("good-until", b"").decode().strip()
        self.good_until = date.fromisoformat(until) if until else None
        self.spool = Spool(spool) if spool else None
        self._seen: Counter[str] = Counter()
        self._since = time.monotonic()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """One request."""
        method = environ.get("REQUEST_METHOD", "GET")
        path = environ.get("PATH_INFO", "/").lstrip("/")
        if path == "answers" and method == "POST":
            return self._take(environ, start)
        if method not in ("GET", "HEAD"):
            return self._answer(start, "405 Method Not Allowed", b"")
        name = path if path and not path.endswith("/") else f"{path}index.html"
        data = self.files.get(name)
        if data is None:
            return self._answer(start, "404 Not Found", b"")
        return self._answer(start, "200 OK", b"" if method == "HEAD" else data, name, len(data))

    def _answer(
        self, start: Start, status: str, data: bytes, name: str = "", size: int | None = None
    ) -> list[bytes]:
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        if kind.startswith("text/") or kind == "application/json":
            kind += "; charset=utf-8"
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(data) if size is None else size)),
            *HEADERS,
        ]
        if not name.startswith("check/"):  # the self-check has a narrower policy of its own
            headers.append(("Content-Security-Policy", POLICY))
        start(status, headers)
        return [data]

    def _take(self, environ: dict[str, Any], start: Start) -> list[bytes]:
        """The answer is the same whether it was new, known, or too many."""
        try:
            length = int(environ.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = LARGEST + 1
        if self.spool is None or not 0 < length <= LARGEST:
            return self._answer(start, "400 Bad Request", b"")
        if self._too_many(str(environ.get("REMOTE_ADDR", ""))):
            return self._answer(start, "202 Accepted", b"")
        try:
            self.spool.add(environ["wsgi.input"].read(length))
        except ValueError:
            return self._answer(start, "400 Bad Request", b"")
        except SpoolFull:
            return self._answer(start, "503 Service Unavailable", b"")
        return self._answer(start, "202 Accepted", b"")

    def _too_many(self, address: str) -> bool:
        """More than some a day from one network; kept in memory only."""
        if time.monotonic() - self._since > A_DAY:
            self._seen.clear()
            self._since = time.monotonic()
        network = address.rsplit(".", 1)[0] if "." in address else address[:14]
        self._seen[network] += 1
        return self._seen[network] > A_DAY_EACH


def serve(folder: Path, spool: Path | None, host: str, port: int) -> None:
    """Serve until it is stopped; nothing is written but the spool, and nothing is logged."""
    import os

    from granian import Granian
    from granian.constants import Interfaces

    os.environ["GONGYOU_PUBLISHED"] = str(folder)
    if spool is not None:
        os.environ["GONGYOU_SPOOL"] = str(spool)
    Granian(
        "gongyou.outreach.public_site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2,
        log_access=False,
    ).serve()
