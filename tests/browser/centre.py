"""A demonstration centre in a process of its own, for tests that drive it from outside."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from tests.processes import free_port

WORKERS = 30
# A page waits for what must come: a busy machine makes a test slow and never red.
LONGEST = 120_000
START = "from gongyou.cli import main; main()"
PEOPLE = {
    "chen": "seven herons over the weir",
    "li": "blue kettle under the bridge",
    "wang": "paper lantern in the north",
}


@dataclass
class Centre:
    """Where it listens and where its data lie."""

    url: str
    data: Path
    process: subprocess.Popen
    log: Path


def plain_environment() -> dict:
    """The test's own settings must not reach the program."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("GONGYOU_", "DJANGO_"))}


def copy(shared: Path, folder: Path) -> Path:
    """A copy in `folder` of the demonstration that the first to ask builds in `shared`."""
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "built").exists():
            begun = shared / "begun"
            begun.mkdir()
            build(begun)
            begun.rename(shared / "built")
    return Path(shutil.copytree(shared / "built" / "centre", folder / "centre"))


def build(folder: Path) -> Path:
    """Build the demonstration in `folder`/centre."""
    data = folder / "centre"
    command = [sys.executable, "-c", START, "demo", "--no-serve"]
    options = ["--data", str(data), "--workers", str(WORKERS)]
    done = subprocess.run(
        [*command, *options],
        env=plain_environment(),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return data


def serve(data: Path) -> Centre:
    """Serve a built centre at a free port; it starts sealed."""
    port = free_port()
    log = data.parent / "serve.log"
    process = subprocess.Popen(
        [sys.executable, "-c", START, "serve", "--data", str(data), "--port", str(port)],
        env=plain_environment() | {"GONGYOU_DEMO": "yes", "GONGYOU_PASSPHRASE_COST": "light"},
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
    )
    centre = Centre(f"http://localhost:{port}", data, process, log)
    wait(centre)
    return centre


def wait(centre: Centre) -> None:
    """Until its pages answer."""
    until = time.monotonic() + 600
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{centre.url}/accounts/sign-in/", timeout=5)
        except OSError:
            assert centre.process.poll() is None, centre.log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the program did not start")


def listens(port: int) -> bool:
    """Whether somebody has a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(centre: Centre) -> None:
    """End it."""
    centre.process.terminate()
    try:
        centre.process.wait(60)
    except subprocess.TimeoutExpired:
        centre.process.kill()


def tab(page, name: str) -> None:
    """Go to a part of a collective case, and wait until it is there."""
    tabs = page.locator("nav.tabs")
    tabs.get_by_role("link", name=name, exact=True).click()
    expect(tabs.locator("[aria-current=page]")).to_have_text(name)
