"""Logs say where and which kind, never who or what."""

import io
import logging

from gongyou.web.logs import Line, WithoutIdentity


def _logged(write) -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Line())
    handler.addFilter(WithoutIdentity())
    log = logging.Logger("test")
    log.addHandler(handler)
    write(log)
    return out.getvalue()


def test_a_traceback_keeps_places_and_drops_messages():
    def write(log):
        name = "李小红"
        try:
            raise ValueError(f"no worker {name}")
        except ValueError:
            log.exception("a page failed")

    text = _logged(write)
    assert "李小红" not in text
    assert "test_logs.py" in text and "ValueError" in text


def test_query_strings_and_objects_are_left_out():
    text = _logged(lambda log: log.warning("%s %s", "/search/?term=李小红", {"name": "李小红"}))
    assert "李小红" not in text and "/search" in text


def test_of_an_address_only_the_room_is_kept():
    for path in ("/openrosa/a-secret-token/formList", "/workers/李小红/", "/李小红/"):
        text = _logged(lambda log, path=path: log.warning("Not Found: %s", path))
        assert "token" not in text and "李小红" not in text
    assert "/openrosa…" in _logged(lambda log: log.warning("Not Found: %s", "/openrosa/x/y"))


def test_database_statements_are_never_logged():
    assert logging.getLogger("django.db.backends").level == logging.CRITICAL


def test_error_reports_hold_nothing(rf):
    from gongyou.web.errors import NothingReported

    request = rf.post("/x/", {"name": "李小红"})
    report = NothingReported()
    assert report.get_post_parameters(request) == {}
    assert report.get_safe_settings() == {}
    assert report.get_traceback_frame_variables(request, None) == []
