"""Memos, field notes, kept searches; areas of pictures: shown to those who may, to nobody else."""

import pytest
from django.http import Http404
from django.urls import reverse

from gongyou.fieldwork.models import Coding, FieldNote, Memo, SavedQuery, Text
from gongyou.fieldwork.queries.texts import file_of
from gongyou.fieldwork.services.codebook import write_memo
from gongyou.fieldwork.services.codings import open_round
from gongyou.fieldwork.services.people import hold_interview
from gongyou.fieldwork.services.projects import bring_project
from gongyou.vault.public import files
from tests.fieldwork.test_projects import CONSENT, PNG, of_another_kind
from tests.fieldwork.world import agree, make_world


@pytest.fixture
def world(people):
    return make_world(people)


def test_notes_are_written_changed_and_stay_in_the_field(world, client_of):
    inside, coder = client_of(world.by), client_of(world.coder)
    interview = hold_interview(by=world.by, study=world.study, participants=[world.second])
    notes = reverse("fieldwork:field_notes", args=[interview.pk])
    inside.post(notes, {"on": "2026-03-01", "text": "他说话时一直看门口"})
    assert FieldNote.objects.count() == 1
    assert "一直看门口" in inside.get(notes).content.decode()
    assert coder.get(notes).status_code == 404, "a coder reads nothing of the field"
    memo = write_memo(by=world.by, study=world.study, title="Fear", text="of what?")
    page = reverse("fieldwork:memo", args=[memo.pk])
    inside.post(page, {"title": "Fear", "text": "of losing the bonus"})
    assert Memo.objects.get().reveal(world.by, "text") == "of losing the bonus"
    assert client_of(world.people.outsider).get(page).status_code == 404


def test_memos_of_the_other_coder_wait_for_the_end_of_a_blind_round(world, client_of):
    coders = [world.coder.account, world.other.account]
    open_round(by=world.by, study=world.study, texts=[world.text], coders=coders)
    write_memo(by=world.coder, study=world.study, title="mine", text="停工 is about fear")
    memos = reverse("fieldwork:memos", args=[world.study.pk])
    assert "about fear" in client_of(world.coder).get(memos).content.decode()
    assert "about fear" not in client_of(world.other).get(memos).content.decode()
    memo = Memo.objects.get()
    page = reverse("fieldwork:memo", args=[memo.pk])
    assert client_of(world.other).get(page).status_code == 404


def test_a_search_is_kept_sealed_for_oneself(world, client_of):
    asked = {"words": "老婆", "near": "30", "role": "", "sort": "text", "keep": "on"}
    page = reverse("fieldwork:search", args=[world.study.pk])
    for _again in range(2):
        assert client_of(world.by).post(page, asked).status_code == 200
    assert SavedQuery.objects.count() == 1, "the same one is kept once"
    assert 'value="老婆"' in client_of(world.by).get(page).content.decode()
    assert "老婆" not in client_of(world.coder).get(page).content.decode()
    saved = SavedQuery.objects.get()
    forget = reverse("fieldwork:forget_search", args=[saved.pk])
    assert client_of(world.coder).post(forget).status_code == 404
    client_of(world.by).post(forget)
    assert not SavedQuery.objects.exists()


def test_an_area_is_drawn_and_the_picture_is_shown_only_with_consent(world, client_of):
    by = world.by
    bring_project(by=by, study=world.study, content=of_another_kind(), **CONSENT)
    picture = Text.objects.get(medium="picture")
    client = client_of(by)
    page = reverse("fieldwork:text", args=[picture.pk])
    assert client.get(page).status_code == 200
    source = reverse("fieldwork:source", args=[picture.pk])
    assert client.get(source)["Content-Type"].startswith("image/")
    before = Coding.objects.count()
    corners = {"code": world.code.ref, "page": "0", "x1": "9", "y1": "8", "x2": "3", "y2": "2"}
    code = reverse("fieldwork:code_passage", args=[picture.pk])
    client.post(code, corners)
    assert Coding.objects.order_by("-pk").first().area == [0, 3, 2, 9, 8]
    client.post(code, corners | {"x2": "9"})
    client.post(code, corners | {"y1": "-3"})
    assert Coding.objects.count() == before + 1, "an empty area, and no number, are no passage"
    agree(by, picture.voices.get().participant, {"read": "no"})
    assert client.get(source).status_code == 404
    assert client.get(page).status_code == 404


def test_a_page_of_a_pdf_is_marked_by_two_clicks_without_scripts(world, client_of, two_pages):
    """Heights are counted in points from the lower edge; a pixel of the page is 3/4 of a point."""
    world.text.medium = "pdf"
    world.text.file = files.store(world.by, None, two_pages, "source", under=world.text)
    world.text.save()
    client, page = client_of(world.by), reverse("fieldwork:text", args=[world.text.pk])
    shown = client.get(page, {"page": "2"}).content.decode()
    assert "Page 2 of 2" in shown
    # 300 × 400 points are 400 × 533 pixels
    assert 'width="400" height="533"' in shown and "data:image/png;base64," in shown
    code = reverse("fieldwork:code_passage", args=[world.text.pk])
    asked = {"code": world.code.ref, "page": "2", "x1": "", "y1": "", "x2": "", "y2": ""}
    before = Coding.objects.count()
    begun = client.post(code, asked | {"corner.x": "40", "corner.y": "133"})
    # 40 px are 30 pt from the left; 133 px from above are 533 - 133 = 400 px = 300 pt from below
    assert "x1=30&y1=300" in begun.url and Coding.objects.count() == before
    second = asked | {"x1": "30", "y1": "300", "corner.x": "200", "corner.y": "333"}
    assert client.post(code, second).url.endswith("?page=2")
    assert Coding.objects.order_by("-pk").first().area == [1, 30, 150, 150, 300]
    again = client.get(page, {"page": "2"}).content.decode()
    assert (
        "<rect data-colour" in again and 'x="40.0" y="133.0" width="160.0" height="200.0"' in again
    )
    client.post(code, asked | {"page": "0", "x1": "1", "y1": "1", "x2": "2", "y2": "2"})
    assert Coding.objects.count() == before + 1, "there is no page 0"


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    import typst

    return typst.compile(b"#set page(width: 300pt, height: 400pt)\none\n#pagebreak()\ntwo")


def test_a_picture_of_two_is_shown_when_both_agree(world):
    world.text.file = files.store(world.by, None, PNG, "source", under=world.text)
    assert file_of(world.by, world.text).media_type.startswith("image/")
    agree(world.by, world.second, {"read": "no"})
    with pytest.raises(Http404):
        file_of(world.by, world.text)
