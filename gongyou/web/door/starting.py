"""`gongyou` alone, or its icon: serve on this machine and open the browser there."""

import json
import os
import secrets
import socket
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from gongyou.web import installing, serving
from gongyou.web.door.begin import KEY

PORTS = range(8000, 8020)
RUNNING = "running.json"
WAIT = 120.0
PAUSE = 0.1


def start(data: Path, port: int, browser: bool, say) -> None:
    """Open the browser at the centre; start the program unless it runs already."""
    installing.private_folder(data)
    try:
        installing.hold()
    except installing.Refused:
        _open_the_running(data, browser, say)
        return
    port = port or free_port()
    key = secrets.token_urlsafe(24)
    os.environ[KEY] = key
    installing.prepare_if_open()
    serving.collect()
    address = f"http://localhost:{port}/"
    first = address if installing.installed() else f"{address}begin/?key={key}"
    (data / RUNNING).write_text(json.dumps({"port": port}), encoding="utf-8")
    say(f"gongyou is at {address}  (end with Ctrl+C)")
    if not installing.installed():
        say(f"Begin here: {first}")
    if browser:
        threading.Thread(target=_open_when_there, args=(port, first), daemon=True).start()
    try:
        serving.serve("127.0.0.1", port)
    finally:
        (data / RUNNING).unlink(missing_ok=True)


def _open_the_running(data: Path, browser: bool, say) -> None:
    """The icon was clicked twice: show what runs."""
    try:
        port = int(json.loads((data / RUNNING).read_text(encoding="utf-8"))["port"])
    except (OSError, ValueError, KeyError, TypeError):
        raise installing.Refused(f"Another gongyou works on {data}: stop it first.") from None
    say(f"gongyou runs already at http://localhost:{port}/")
    if browser:
        webbrowser.open(f"http://localhost:{port}/")


def free_port() -> int:
    """The first port of ours that nobody listens on."""
    for port in PORTS:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise installing.Refused(f"All ports from {PORTS[0]} to {PORTS[-1]} are in use; give --port.")


def answers(port: int) -> bool:
    """Whether a program of ours answers at a port of this machine."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/robots.txt", timeout=5) as page:
            return page.status == 200
    except (OSError, urllib.error.URLError):
        return False


def _open_when_there(port: int, address: str) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        if answers(port):
            webbrowser.open(address)
            return
        time.sleep(PAUSE)
