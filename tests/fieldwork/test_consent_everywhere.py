"""Words whose speaker says no are at no address of the room and in no file that leaves it.

The addresses are those that there are: a new one is asked too, and one of a new kind of record
fails here until it is said which record it opens.
"""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.urls import URLPattern, reverse
from django.utils import timezone

from gongyou.fieldwork.models import Interview
from gongyou.fieldwork.services.codebook import write_memo
from gongyou.fieldwork.services.codings import close_round, code_passage, open_round
from gongyou.fieldwork.services.people import hold_interview
from gongyou.fieldwork.services.searches import keep_search
from gongyou.fieldwork.urls import texts
from tests.fieldwork.world import ALL, agree, make_world

SECRET = "我老婆不让我去"
# What is no longer allowed, and the files that are asked for then.
REFUSED = (
    ({"answers": {"read": "no"}}, ("qdpx", "docx")),
    ({"answers": ALL | {"transcribe": "no"}}, ("csv", "xlsx")),
    ({"answers": ALL, "until": dt.date(2026, 3, 5)}, ("html",)),
)


@pytest.fixture
def world(people):
    made = make_world(people)
    made.interview = hold_interview(by=made.by, study=made.study, participants=[made.second])
    made.memo = write_memo(by=made.by, study=made.study, title="m", text="about")
    made.kept = keep_search(by=made.by, study=made.study, query={"words": "老婆"})
    coders = [made.by.account, made.coder.account]
    made.round = open_round(by=made.by, study=made.study, texts=[made.text], coders=coders)
    turn = made.text.turns.get(number=3)
    where = {"text": made.text, "code": made.code, "start_turn": turn, "end": 14}
    made.coding = code_passage(by=made.by, round=made.round, **where)
    code_passage(by=made.coder, round=made.round, **(where | {"end": 9}))
    close_round(by=made.by, round=made.round)
    return made


def addresses(world) -> list[str]:
    """Every address of texts with the records of the world."""
    held = {
        "studies": world.study, "people": world.second, "interviews": world.interview,
        "texts": world.text, "codings": world.coding, "codes": world.code, "rounds": world.round,
        "recordings": Interview(pk=world.interview.pk), "memos": world.memo, "searches": world.kept,
    }  # fmt: skip
    found = [reverse("fieldwork:home")]
    for one in texts.urlpatterns:
        assert isinstance(one, URLPattern)
        first = str(one.pattern).split("/")[0]
        names = one.pattern.converters
        args = {"pk": held[first].pk} if "pk" in names else {}
        found.append(
            reverse(
                f"fieldwork:{one.name}", kwargs=args | ({"number": 3} if "number" in names else {})
            )
        )
    study = reverse("fieldwork:passages", args=[world.study.pk])
    return [
        *found,
        f"{study}?code={world.code.ref}",
        f"{study}?code={world.code.ref}&by=role&value=",
    ]


def _unpacked(content: bytes) -> bytes:
    """A file with all that is packed in it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(_unpacked(packed.read(name)) for name in packed.namelist())


def _leaks(world, client) -> list[str]:
    found = [one for one in addresses(world) if SECRET in _text(client.get(one))]
    asked = {"words": "老婆不让", "near": "30", "role": "", "sort": "text"}
    page = client.post(reverse("fieldwork:search", args=[world.study.pk]), asked)
    return found + (["search"] if SECRET in _text(page) else [])


def _text(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    # A word may be marked in its midst: what is read is the words.
    return re.sub(r"<[^>]*>", "", _unpacked(content).decode("utf-8", "replace"))


def test_words_that_are_kept_back_are_nowhere(world, client_of):
    client, desk = client_of(world.by), client_of(world.coder)
    world.coder.forget_memberships()
    page = client.get(reverse("fieldwork:text", args=[world.text.pk]))
    assert SECRET in _text(page), "where all is allowed, they are there"
    export = reverse("fieldwork:export", args=[world.study.pk])
    assert SECRET in _text(client.post(export, {"form": "qdpx", "to": "x"}))
    day = timezone.localdate() - dt.timedelta(days=40)
    for number, (refused, forms) in enumerate(REFUSED):
        agree(world.by, world.second, on=day + dt.timedelta(days=2 * number))
        said = {"on": day + dt.timedelta(days=2 * number + 1)} | refused
        agree(world.by, world.second, **said)
        assert _leaks(world, client) == [], refused
        for form in forms:
            assert SECRET not in _text(client.post(export, {"form": form, "to": "x"})), form
    assert _leaks(world, desk) == []
