"""A real centre in a folder and a process of its own, and people who use it over HTTP.

Everything it may write lies below one folder: data, home, temporary files, log.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from tests.attacks.run_centre import PASSPHRASE
from tests.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


@dataclass
class Centre:
    """Set up, serve, kill, serve again: the folder stays."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    child: int = 0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def environment(self) -> dict:
        """Nothing of the tests' own settings reaches the program."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        for name in ("data", "home", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "tests.attacks.loud_settings",
            "GONGYOU_DATA": str(self.folder / "data"),
            "GONGYOU_PASSPHRASE_COST": "light",
            "GONGYOU_STATIC": str(self.folder / "static"),
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "PYTHONPATH": str(ROOT),
        }

    def command(self, *words: str, **popen) -> subprocess.Popen:
        """A process of this centre."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.attacks.run_centre", *words],
            env=self.environment(),
            cwd=ROOT,
            **popen,
        )

    def run(self, *words: str) -> str:
        """Run a command to its end."""
        started = self.command(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, err = started.communicate(timeout=900)
        assert started.returncode == 0, err[-3000:]
        return out

    def setup(self) -> "Centre":
        """With the people of `run_centre`."""
        self.run("setup")
        return self

    def serve(self, how="serve") -> "Centre":
        """Start the server, sealed."""
        log = (self.folder / "server.log").open("ab")
        self.process = self.command(
            how,
            str(self.port),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if how == "zygote" else log,
            stderr=log,
            start_new_session=True,
            text=True,
        )
        if how == "zygote":
            self.child = int(self.process.stdout.readline())
        self.wait()
        return self

    def serve_again(self) -> None:
        """After a kill."""
        if self.child:
            self.process.stdin.write("again\n")
            self.process.stdin.flush()
            self.child = int(self.process.stdout.readline())
            self.wait()
        else:
            self.serve()

    def wait(self) -> None:
        """Until it answers."""
        until = time.monotonic() + 600
        while time.monotonic() < until:
            try:
                requests.get(f"{self.url}/robots.txt", timeout=10)
            except (requests.ConnectionError, requests.Timeout):
                assert self.process.poll() is None, self.log()[-3000:]
                time.sleep(0.05)
            else:
                return
        raise AssertionError(self.log()[-3000:])

    def log(self) -> str:
        """What the server wrote."""
        return (self.folder / "server.log").read_text(errors="replace")

    def kill(self) -> None:
        """As the power does: nobody is asked."""
        if self.child:
            os.kill(self.child, signal.SIGKILL)
        else:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """End whatever still runs."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def lost(self, acknowledged: list) -> dict:
        """Which acknowledged writes are not there, and what the check finds."""
        told = self.folder / "acknowledged.json"
        told.write_text(json.dumps(acknowledged))
        return json.loads(self.run("inspect", str(told)).splitlines()[-1])


class Person(requests.Session):
    """A browser: cookies, the CSRF token, and a memory of what was answered."""

    def __init__(self, centre: Centre, login: str | None = None):
        super().__init__()
        self.centre, self.login = centre, login
        self.trust_env = False
        # As browsers do: a server that answers before it has read a whole body hangs up after it,
        # and what may be asked twice is asked again.
        again = Retry(total=2, connect=0, read=2, status=0, allowed_methods=("GET", "HEAD"))
        self.mount("http://", HTTPAdapter(max_retries=again))
        self.heads: list[str] = []
        if login:
            self.sign_in()

    def sign_in(self) -> None:
        """With name and passphrase, as on the page; opens a sealed centre."""
        self.cookies.clear()
        self.get("/accounts/sign-in/")
        done = self.post("/accounts/sign-in/", {"login": self.login, "passphrase": PASSPHRASE})
        assert done.status_code == 302, done.text[-2000:]

    def request(self, method, url, *args, **kwargs):
        """Paths of the centre; redirects are not followed; the CSRF token goes along."""
        kwargs = {"allow_redirects": False, "timeout": 600} | kwargs
        jar = {cookie.name: cookie.value for cookie in self.cookies}
        headers = {"X-CSRFToken": jar.get("__Host-csrf", "")} if method.upper() != "GET" else {}
        if jar:
            # The session's own way forgets that cookies marked Secure may go to the loopback.
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        kwargs["headers"] = headers | (kwargs.get("headers") or {})
        answer = super().request(
            method, urllib.parse.urljoin(self.centre.url, url), *args, **kwargs
        )
        self.heads.append(shown_outside(answer))
        return answer

    def get(self, url, **kwargs):
        """Look at a page; unlike a session's own, without following where it leads."""
        return self.request("GET", url, **kwargs)

    def post(self, url, data=None, json=None, **kwargs):
        """Send a form or JSON."""
        return self.request("POST", url, data=data, json=json, **kwargs)


def shown_outside(answer) -> str:
    """What proxies, histories and window bars see of an answer: no body but its title."""
    cookies = ("set-cookie", "content-security-policy")
    heads = [f"{k}: {v}" for k, v in answer.headers.items() if k.lower() not in cookies]
    title = ""
    if answer.headers.get("content-type", "").startswith("text/html"):
        title = " ".join(TITLE.findall(answer.text))
    return urllib.parse.unquote("\n".join([answer.request.url, answer.url, title, *heads]))


def place_of(answer) -> str:
    """Where an accepted form leads."""
    assert answer.status_code == 302, (answer.request.url, answer.status_code, answer.text[:3000])
    return answer.headers["Location"]
