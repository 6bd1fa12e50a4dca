"""A second laptop of the demonstration's centre, enrolled as the guide says, at the next port."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from gongyou.vault import commands as vault
from gongyou.vault.public import laptops
from gongyou.web import installing
from gongyou.web.demonstration import PEOPLE, STAMP, clear
from gongyou.web.serving import ENDS_WITH_INPUT

HOLDER, ADMINISTRATOR = PEOPLE[0], PEOPLE[2]
PROGRAM = (sys.executable, "-m", "gongyou")


def prepare(say) -> Path:
    """Its folder, beside the demonstration's; made anew if that was built since."""
    first = Path(settings.GONGYOU_DATA)
    folder, stamp = first.with_name(f"{first.name}-laptop-b"), _stamp(first)
    if (folder / STAMP).exists() and (folder / STAMP).read_text(encoding="utf-8") == stamp:
        return folder
    clear(folder)
    installing.private_folder(folder)
    (folder / f"{STAMP}.part").touch()
    with tempfile.TemporaryDirectory(dir=first) as work:
        request, copy = Path(work) / "request.json", Path(work) / "copy.age"
        _there(folder, "ask", request)
        asked = laptops.read_request(request.read_text(encoding="utf-8"))
        actor = vault.open_actor(ADMINISTRATOR.login, ADMINISTRATOR.passphrase)
        # Of an earlier second laptop only its folder was deleted: it is lost, as one is.
        for lost in laptops.Device.objects.filter(number__gt=0, revoked_at=None):
            laptops.revoke(actor, lost)
        holder = installing.account_of(HOLDER.login)
        laptops.enrol(actor, asked, copy, holder, laptops.words_of(asked))
        _there(folder, "join", copy)
    (folder / STAMP).write_text(stamp, encoding="utf-8")
    say("A second laptop was enrolled.")
    return folder


def _stamp(first: Path) -> str:
    """Another text whenever the demonstration was built anew."""
    return json.dumps({"second laptop of": (first / STAMP).stat().st_mtime_ns})


def _there(folder: Path, command: str, file: Path) -> None:
    """A command of laptops on the second one."""
    done = subprocess.run(  # noqa: S603
        [*PROGRAM, "laptop", command, str(file), "--data", str(folder)],
        env={**os.environ, "GONGYOU_PASSPHRASE": HOLDER.passphrase},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


@contextmanager
def served(folder: Path, port: int, out) -> Iterator[None]:
    """Serve it meanwhile; under another name of this machine, so that cookies stay apart."""
    out.print(f"The second laptop: [bold]http://127.0.0.1:{port}/[/bold], the same sign-ins.")
    out.print("On both: Laptops. Give a file on one, take it in on the other.\n")
    running = subprocess.Popen(  # noqa: S603
        [*PROGRAM, "serve", "--data", str(folder), "--port", str(port)],
        env={**os.environ, ENDS_WITH_INPUT: "yes"},
        stdin=subprocess.PIPE,
    )
    try:
        yield
    finally:
        assert running.stdin is not None
        running.stdin.close()
        running.wait()
