"""The program before there is a centre."""

import pytest

from gongyou.web.door import begin

SECRET = "a-key-of-this-start"


@pytest.fixture
def nothing_yet(monkeypatch, settings, tmp_path):
    """A sealed program with an empty folder; the key of its start is known."""
    settings.GONGYOU_DATA = tmp_path
    monkeypatch.setenv(begin.KEY, SECRET)
    monkeypatch.setattr("gongyou.web.middleware.is_sealed", lambda: True)
    monkeypatch.setattr("gongyou.web.installing.installed", lambda: False)


@pytest.fixture
def led_here(client, nothing_yet):
    """A browser that the program's own start led here."""
    client.get(f"/begin/?key={SECRET}")
    return client
