"""`kill -9` while eight phones send: whatever was acknowledged is there afterwards."""

import pytest

from benchmarks.surveys_ingest import kill_after, run
from tests.surveys.server import Server

pytestmark = pytest.mark.crash


def test_nothing_acknowledged_is_lost_when_the_server_is_killed():
    server = Server()
    server.seed()
    sent = []
    for count in (40, 400):
        server.start()
        _, acknowledged = run(
            server, digest=False, seconds=600, keep=True, meanwhile=kill_after(server, count)
        )
        assert len(acknowledged) >= count
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
