"""`kill -9` while eight phones send: whatever was acknowledged is there afterwards."""

import time

import pytest

from benchmarks.surveys_ingest import run
from tests.surveys.server import Server

pytestmark = pytest.mark.crash


def test_nothing_acknowledged_is_lost_when_the_server_is_killed():
    server = Server()
    server.seed()
    sent = []
    for _ in range(2):
        server.start()
        _, acknowledged = run(
            server, digest=False, seconds=5, keep=True,
            meanwhile=lambda: (time.sleep(2), server.kill()),
        )  # fmt: skip
        assert acknowledged, "nothing was sent before the kill"
        sent += acknowledged
    there = {row[0] for row in server.sql("SELECT instance_id FROM surveys_submissionversion")}
    assert set(sent) <= there
    ((check,),) = server.sql("PRAGMA integrity_check")
    assert check == "ok"
    whole = server.sql(
        "SELECT count(*) FROM surveys_submission s WHERE NOT EXISTS"
        " (SELECT 1 FROM surveys_submissionversion v WHERE v.submission_id = s.id)"
    )
    assert whole == [(0,)]
