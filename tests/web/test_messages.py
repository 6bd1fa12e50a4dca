"""Both languages are complete: nothing empty, nothing fuzzy, the same placeholders."""

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict

import pytest
from babel.messages.pofile import read_po

from gongyou.web.translations import PACKAGE, catalogues

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]")


def _messages(po):
    with po.open("rb") as source:
        return [message for message in read_po(source, locale="zh_Hans") if message.id]


def _texts(value) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _room(po) -> str:
    return po.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("po", catalogues(), ids=_room)
def test_nothing_is_missing_or_doubtful(po):
    open_ = [
        message.id for message in _messages(po) if message.fuzzy or not all(_texts(message.string))
    ]
    assert not open_


@pytest.mark.parametrize("po", catalogues(), ids=_room)
def test_plurals_are_found(po):
    # A doubtful head is left out of what is compiled, and every plural is English again.
    assert "fuzzy" not in po.read_text(encoding="utf-8")


@pytest.mark.parametrize("po", catalogues(), ids=_room)
def test_placeholders_are_the_same_in_both_languages(po):
    for message in _messages(po):
        wanted = set(PLACEHOLDER.findall(_texts(message.id)[-1]))
        for text in _texts(message.string):
            assert set(PLACEHOLDER.findall(text)) == wanted, message.id


@pytest.mark.parametrize("po", catalogues(), ids=_room)
def test_chinese_uses_chinese_punctuation(po):
    for message in _messages(po):
        for text in _texts(message.string):
            assert not re.search(r"[一-鿿][,;!?](\s|$|[一-鿿])", text), text


def test_one_phrase_has_one_translation_in_all_rooms():
    found = defaultdict(dict)
    for po in catalogues():
        for message in _messages(po):
            found[(message.context, message.id)][_room(po)] = _texts(message.string)[0]
    different = {key: rooms for key, rooms in found.items() if len(set(rooms.values())) > 1}
    assert not different


@pytest.mark.parametrize("po", catalogues(), ids=_room)
def test_every_string_of_the_code_is_in_its_catalogue(po, tmp_path):
    """Collect the strings of a copy of the room anew: nothing comes that was not there."""
    copy = tmp_path / _room(po)
    shutil.copytree(PACKAGE / _room(po), copy, ignore=shutil.ignore_patterns("static", "*.pyc"))
    command = ["-m", "django", "makemessages", "--locale=zh_Hans", "--no-obsolete", "--verbosity=0"]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, *command], cwd=copy, env=environment, check=True)
    collected = copy / "locale/zh_Hans/LC_MESSAGES/django.po"
    known = {(message.context, message.id) for message in _messages(po)}
    assert {(m.context, m.id) for m in _messages(collected)} == known
