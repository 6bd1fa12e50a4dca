"""Submissions a second: 5 kB, 8 clients, fsync on, by token and by Digest.

`python -m benchmarks.surveys_ingest`. The named peer is ODK Central, which cannot be run here
(it needs Docker, PostgreSQL and Node services); its measured figures on two cores are about
150/s with p95 80 ms by token and 5/s by Basic. Client and server share the machine. At the
end the server is killed while 8 clients send, and every acknowledged one is looked for
(`--kill` does only that).
"""

import argparse
import hashlib
import multiprocessing
import os
import platform
import re
import socket
import statistics
import time
import uuid
from pathlib import Path

from benchmarks.report import say
from tests.surveys.server import Server

BAR, BAR_P95 = 450, 50
PEER = {"token": (150, 80), "digest": (None, None), "basic": (5, None)}
CLIENTS = 8
SIZE = 5_000


def submission(instance: str) -> bytes:
    """About 5 kB of answers that do not compress to nothing."""
    head = (
        '<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="hh" version="1">'
        "<start>2026-03-01T08:00:00.000+08:00</start><end>2026-03-01T08:20:00.000+08:00</end>"
        "<name>worker</name><age>30</age>"
    )
    tail = f"<orx:meta><orx:instanceID>{instance}</orx:instanceID></orx:meta></data>"
    rows, number = [], 0
    while len(head) + sum(map(len, rows)) + len(tail) < SIZE:
        rows.append(f"<people><who>{os.urandom(40).hex()}</who></people>")
        number += 1
    return (head + "".join(rows) + tail).encode()


class Client:
    """One phone: a kept connection, one submission after the other."""

    def __init__(self, port: int, told: dict, digest: bool):
        self.port, self.told, self.digest = port, told, digest
        where = told["survey"] if digest else told["token"]
        self.path = f"/openrosa/{where}/submission"
        self.count = 0
        self.connect()
        if digest:
            self.challenge()

    def connect(self) -> None:
        """Open the connection."""
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def challenge(self) -> None:
        """Fetch a nonce."""
        self.socket.sendall(f"HEAD {self.path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = self.read_head()
        self.given = dict(re.findall(r'(\w+)="([^"]*)"', head.decode()))

    def read_head(self) -> bytes:
        """The head of the next answer."""
        data = self.rest
        while b"\r\n\r\n" not in data:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError
            data += piece
        head, _, self.rest = data.partition(b"\r\n\r\n")
        return head

    def authorization(self) -> str:
        """The header of the next request, if any."""
        if not self.digest:
            return ""
        self.count += 1
        told, given, nc = self.told, self.given, f"{self.count:08x}"
        md5 = lambda text: hashlib.md5(text.encode()).hexdigest()  # noqa: E731
        ha1 = md5(f"{told['username']}:{given['realm']}:{told['password']}")
        ha2 = md5(f"POST:{self.path}")
        answer = md5(f"{ha1}:{given['nonce']}:{nc}:abcd:auth:{ha2}")
        return (
            f'Authorization: Digest username="{told["username"]}", realm="{given["realm"]}", '
            f'nonce="{given["nonce"]}", uri="{self.path}", response="{answer}", algorithm=MD5, '
            f'qop=auth, nc={nc}, cnonce="abcd"\r\n'
        )

    def send(self, xml: bytes) -> int:
        """Send one submission; its status."""
        body = (
            b'--XX\r\nContent-Disposition: form-data; name="xml_submission_file"; '
            b'filename="s.xml"\r\nContent-Type: text/xml\r\n\r\n' + xml + b"\r\n--XX--\r\n"
        )
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: localhost\r\nX-OpenRosa-Version: 1.0\r\n"
            f"Content-Type: multipart/form-data; boundary=XX\r\n{self.authorization()}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.socket.sendall(head.encode() + body)
        answer = self.read_head()
        length = int(re.search(rb"\ncontent-length: (\d+)", answer.lower()).group(1))
        while len(self.rest) < length:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError
            self.rest += piece
        self.rest = self.rest[length:]
        return int(answer[9:12])


def _client(port, told, digest, until, pipe, keep, taken):
    client = Client(port, told, digest)
    times, sent = [], []
    try:
        while time.time() < until:
            instance = f"uuid:{uuid.uuid4()}"
            xml = submission(instance)
            began = time.perf_counter()
            status = client.send(xml)
            times.append(time.perf_counter() - began)
            if status == 201 and keep:
                sent.append(instance)
                with taken:
                    taken.value += 1
            assert status == 201, status
    except (ConnectionError, OSError, AttributeError):
        pass
    pipe.send((times, sent))


def run(server: Server, digest: bool, seconds: float, keep: bool = False, meanwhile=None):
    """Times of all answers and the acknowledged instances.

    `meanwhile` is given a counter of what was acknowledged so far; needs `keep`.
    """
    context = multiprocessing.get_context("fork")
    until = time.time() + seconds
    pipes, processes, taken = [], [], context.Value("i", 0)
    for _ in range(CLIENTS):
        ours, theirs = context.Pipe()
        arguments = (server.port, server.told, digest, until, theirs, keep, taken)
        processes.append(context.Process(target=_client, args=arguments))
        pipes.append(ours)
    for each in processes:
        each.start()
    if meanwhile:
        meanwhile(taken)
    results = [pipe.recv() for pipe in pipes]
    for each in processes:
        each.join()
    times = [t for found, _ in results for t in found]
    return times, [instance for _, found in results for instance in found]


def report(name: str, times: list[float], seconds: float, busy: float) -> None:
    """One line, beside the peer's."""
    rate, p95 = len(times) / seconds, statistics.quantiles(times, n=20)[18] * 1000
    peer, theirs = PEER[name]
    p50 = statistics.median(times) * 1000
    beside = f"ODK Central {peer}/s, p95 {theirs} ms: {rate / peer:.1f} times" if peer else ""
    print(f"{name:7}{rate:6.0f}/s  p50 {p50:5.1f} ms  p95 {p95:5.1f} ms   {beside}")
    say(
        "surveys_ingest", f"submissions a second, {name}", ours=round(rate), peer=peer,
        ratio=round(rate / peer, 2) if peer else None, bar=f">= {BAR}/s", kept=rate >= BAR,
        server_ms=round(1000 * busy / len(times), 2),
    )  # fmt: skip
    say(
        "surveys_ingest", f"p95 in ms, {name}", ours=round(p95, 1), peer=theirs,
        bar=f"<= {BAR_P95} ms", kept=p95 <= BAR_P95,
    )  # fmt: skip


def main() -> None:
    """Measure, and kill."""
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--quick", action="store_true", help="two seconds each, and no kill")
    options.add_argument("--kill", action="store_true", help="only the kill")
    chosen = options.parse_args()
    seconds = 2 if chosen.quick else chosen.seconds
    server = Server()
    server.seed()
    server.start()
    machine = f"{os.cpu_count()} cores, {platform.platform()}"
    print(f"{SIZE} byte submissions, {CLIENTS} clients, {machine}")
    try:
        if not chosen.kill:
            run(server, False, 2)
            for name in ("token", "digest", "token", "digest"):
                before = cpu_seconds(server.process.pid)
                times, _ = run(server, name == "digest", seconds)
                report(name, times, seconds, cpu_seconds(server.process.pid) - before)
        if not chosen.quick:
            kill(server)
    finally:
        server.stop()


def cpu_seconds(pid: int) -> float:
    """What a process and its children have used of the processor so far."""
    used = 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        used += sum(cpu_seconds(int(child)) for child in (task / "children").read_text().split())
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return used + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def kill_after(server: Server, count: int):
    """Kill the server once so many submissions were acknowledged, however long that takes."""

    def wait(taken) -> None:
        while taken.value < count:
            assert server.process.poll() is None, "the server ended by itself"
            time.sleep(0.01)
        server.kill()

    return wait


def kill(server: Server) -> None:
    """`kill -9` while 8 clients send; then look for every acknowledged submission."""
    _, sent = run(server, False, 600, keep=True, meanwhile=kill_after(server, 1000))
    there = {row[0] for row in server.sql("SELECT instance_id FROM surveys_submissionversion")}
    lost = len(set(sent) - there)
    print(f"acknowledged {len(sent)}, lost {lost}")
    say("surveys_ingest", "lost at kill -9", ours=lost, bar="0", kept=not lost)


if __name__ == "__main__":
    main()
