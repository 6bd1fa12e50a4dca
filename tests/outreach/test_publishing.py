"""A folder for strangers, and a process that serves it and knows nothing else."""

import http.client
import os
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import typer
from django.urls import reverse
from typer.testing import CliRunner

from gongyou.outreach.check import Settings
from gongyou.outreach.commands import register
from gongyou.outreach.models import Publication, SealedAnswers
from gongyou.outreach.public_site import Site, Spool, SpoolFull
from gongyou.outreach.services import answers as answer_acts
from gongyou.outreach.services import directory, publishing
from gongyou.outreach.site import Folder, good_until, sums, write_folder
from tests.processes import free_port

BUILT = date(2026, 11, 30)
SEALED = b"GY1:" + b"A" * 90 + b":END"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The program's own pages."""
    where = tmp_path_factory.mktemp("site") / "published"
    write_folder(Folder("cn", Settings(BUILT), leaflets=False), where)
    return where


def ask(site, path, method="GET", body=b"", address="10.0.0.1"):
    import io

    found = {}

    def start(status, headers):
        found.update(status=status, headers=dict(headers))

    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body), "REMOTE_ADDR": address,
    }  # fmt: skip
    data = b"".join(site(environ, start))
    return found["status"][:3], found["headers"], data


def test_every_file_has_its_checksum_and_the_folder_its_last_day(folder):
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    assert {line.split("  ")[1]: line.split("  ")[0] for line in lines} == sums(folder)
    assert good_until(folder) == date(2027, 5, 29)
    assert "check/index.html" in sums(folder)


def test_the_self_check_is_sent_to_a_slow_phone(folder):
    """Two languages, the usual entitlements: 250 kB is what its readers' networks bear."""
    assert (folder / "check/index.html").stat().st_size <= 250_000


def test_a_folder_that_holds_something_else_is_not_touched(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        write_folder(Folder("cn", Settings(BUILT), leaflets=False), tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_pages_load_nothing_from_elsewhere(folder):
    pages = [path for path in folder.rglob("*.html") if path.parent.name != "check"]
    assert pages
    for path in pages:
        text = path.read_text("utf-8")
        assert "<script" not in text
        assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text
        assert "src=" not in text


def test_files_are_served_with_their_policy_and_nothing_else_is(folder):
    site = Site(folder)
    status, headers, data = ask(site, "/")
    assert (status, data[:15]) == ("200", b"<!doctype html>")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers
    assert ask(site, "/check/")[0] == "200"
    for path in ("/../secret", "/nothing", "/check/../../etc/passwd"):
        assert ask(site, path)[0] == "404"
    assert ask(site, "/", "PUT")[0] == "405"
    assert ask(site, "/answers", "POST", SEALED)[0] == "400"  # there is no spool


def test_sealed_answers_wait_once_few_and_small(folder, tmp_path):
    site = Site(folder, tmp_path / "spool")
    for _ in range(3):
        assert ask(site, "/answers", "POST", SEALED)[0] == "202"
    assert len(site.spool.waiting()) == 1
    for wrong in (b"", b"hello", b"GY0:" + b"A" * 90 + b":END", b"x" * 70_000, b"GY1:<script>:END"):
        assert ask(site, "/answers", "POST", wrong, "10.9.9.9")[0] == "400"
    for number in range(30):
        ask(site, "/answers", "POST", SEALED[:-5] + b"%03d:END" % number)
    assert len(site.spool.waiting()) <= 20


def test_a_full_spool_takes_nothing_more(tmp_path):
    spool = Spool(tmp_path)
    for number in range(200):
        spool.add(SEALED[:-4] + b"%04d:END" % number)
    with pytest.raises(SpoolFull):
        spool.add(SEALED)


def test_the_centre_empties_the_spool(people, tmp_path):
    from tests.outreach.test_answers import sealed_to

    box = answer_acts.open_box(by=people.coordinator, compartment=people.inside)
    spool = Spool(tmp_path)
    spool.add(sealed_to(box).encode())
    spool.add(SEALED)  # sealed to nobody here
    assert publishing.empty_spool(by=people.caseworker, spool=spool) == (1, 1)
    assert spool.waiting() == []
    assert SealedAnswers.objects.count() == 1


def test_answers_to_a_box_of_others_wait_for_who_knows_it(people, tmp_path):
    from tests.outreach.test_answers import sealed_to

    box = answer_acts.open_box(by=people.coordinator, compartment=people.inside)
    spool = Spool(tmp_path)
    spool.add(sealed_to(box).encode())
    assert publishing.empty_spool(by=people.outsider, spool=spool) == (0, 1)
    root = typer.Typer()
    register(root, lambda *_given: people.caseworker)
    done = CliRunner().invoke(
        root, ["outreach", "collect", str(tmp_path), "--data", str(tmp_path), "--as", "x"]
    )
    assert "1 taken in, 0 could not be" in done.output
    assert SealedAnswers.objects.count() == 1
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_knows_never_fills_the_spool(tmp_path):
    spool = Spool(tmp_path)
    for number in range(250):
        spool.add(SEALED[:-4] + b"%04d:END" % number)
        spool.set_aside(spool.waiting()[0])
    assert len(list(tmp_path.iterdir())) == 200


def test_a_published_folder_has_the_centre_s_services_and_guides(people, tmp_path):
    service = directory.add_service(
        by=people.coordinator, compartment=people.inside, organisation="工会", name="热线",
        topics=["unpaid"], places=[], languages=["zh-hans"], phone="12351",
    )  # fmt: skip
    directory.confirm_service(
        by=people.coordinator, service=service, on=BUILT, how="called", found="right"
    )
    made = publishing.publish_folder(
        by=people.coordinator, compartment=people.inside, law="cn", where=tmp_path / "out",
        languages=("zh-hans", "en"), good_until=date(2027, 1, 31),
    )  # fmt: skip
    assert "12351" in (tmp_path / "out" / "services" / "zh-hans.html").read_text("utf-8")
    assert "12351" in (tmp_path / "out" / "check" / "index.html").read_text("utf-8")
    assert made.files == sums(tmp_path / "out")
    assert Publication.objects.get().good_until == date(2027, 1, 31)


def test_publishing_is_for_those_who_may_export(people, client_of):
    page = reverse("outreach:publish")
    assert client_of(people.coordinator).get(page).status_code == 200
    assert client_of(people.caseworker).get(page).status_code == 404
    file = client_of(people.caseworker).get(reverse("outreach:check_file"))
    assert b"GY0" in file.content


@pytest.fixture
def process(folder, tmp_path):
    """The public process, started with an empty environment."""
    port = free_port()
    code = "import sys; from gongyou.cli import main; sys.argv[0] = 'gongyou'; main()"
    command = [sys.executable, "-c", code, "outreach", "serve", str(folder), "--port", str(port)]
    running = subprocess.Popen(
        [*command, "--spool", str(tmp_path / "spool")],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            assert running.poll() is None
            time.sleep(0.05)
    yield running, port
    os.killpg(running.pid, 15)
    running.wait(30)


def memory_of(pid: int) -> bytes:
    """What a process and its children hold in readable memory."""
    held = b""
    children = subprocess.run(
        ["pgrep", "-g", str(pid)], capture_output=True, text=True, check=False
    )
    for each in children.stdout.split():
        maps = Path(f"/proc/{each}/maps").read_text()
        with open(f"/proc/{each}/mem", "rb") as memory:
            for line in maps.splitlines():
                span, rights = line.split()[:2]
                if rights.startswith("rw"):
                    low, high = (int(part, 16) for part in span.split("-"))
                    try:
                        memory.seek(low)
                        held += memory.read(high - low)
                    except OSError:
                        continue
    return held


def test_the_process_starts_without_a_secret_and_holds_none(process, people):
    """A name planted in the centre is nowhere in the public process's memory; Django neither."""
    running, port = process
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    client.request("GET", "/index.html")
    answer = client.getresponse()
    assert answer.status == 200
    assert b"<!doctype html>" in answer.read()
    memory = memory_of(running.pid)
    assert b"SHA256SUMS" in memory or len(memory) > 1_000_000
    for planted in ("王小明的名字".encode(), b"DJANGO_SETTINGS_MODULE", b"django.db.models.base"):
        assert planted not in memory
