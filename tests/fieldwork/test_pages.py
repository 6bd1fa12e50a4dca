"""Every page of the room: opened by those inside, not there for others; consent on all of them."""

import pytest
from django.urls import reverse

from gongyou.fieldwork.models import Coding
from gongyou.fieldwork.services.codebook import write_memo
from gongyou.fieldwork.services.codings import code_passage, open_round
from gongyou.fieldwork.services.people import hold_interview
from tests.fieldwork.world import agree, make_world

SECRET = "我老婆不让我去"


@pytest.fixture
def world(people):
    made = make_world(people)
    turn = made.text.turns.get(number=3)
    code_passage(by=made.by, text=made.text, code=made.code, start_turn=turn, end=14)
    write_memo(by=made.by, study=made.study, title="m", text="about")
    return made


def pages(world) -> list[str]:
    study, text = world.study.pk, world.text.pk
    interview = hold_interview(by=world.by, study=world.study, participants=[world.second])
    of_study = ("study", "participants", "interviews", "bring_text", "codes", "memos", "rounds",
                "search", "tables", "bring_project", "export")  # fmt: skip
    code = world.code.ref
    return [
        reverse("fieldwork:home"),
        *(reverse(f"fieldwork:{name}", args=[study]) for name in of_study),
        reverse("fieldwork:text", args=[text]),
        reverse("fieldwork:speakers", args=[text]),
        reverse("fieldwork:second_reading", args=[text]),
        reverse("fieldwork:correct_turn", args=[text, 3]),
        reverse("fieldwork:code", args=[world.code.pk]),
        reverse("fieldwork:passages", args=[study]) + f"?code={code}",
        reverse("fieldwork:participant", args=[world.second.pk]),
        reverse("fieldwork:consent", args=[world.second.pk]),
        reverse("fieldwork:withdraw", args=[world.second.pk]),
        reverse("fieldwork:recordings", args=[interview.pk]),
        reverse("fieldwork:new_study"),
    ]


def test_pages_open_and_show_only_what_is_agreed_to(world, client_of):
    client, stranger = client_of(world.by), client_of(world.people.outsider)
    addresses = pages(world)
    shown = {one: client.get(one) for one in addresses}
    assert {one: r.status_code for one, r in shown.items() if r.status_code != 200} == {}
    assert SECRET in shown[reverse("fieldwork:text", args=[world.text.pk])].content.decode()
    found = client.post(reverse("fieldwork:search", args=[world.study.pk]), {
        "words": "老婆", "near": "30", "role": "", "sort": "text"})  # fmt: skip
    assert "老婆" in found.content.decode()
    mine = {reverse("fieldwork:home"), reverse("fieldwork:new_study")}
    others = {one: stranger.get(one).status_code for one in addresses if one not in mine}
    assert set(others.values()) == {404}
    # From here on the second person says no to reading: nothing of theirs is on any page.
    agree(world.by, world.second, {"read": "no"})
    leaks = [one for one in addresses if SECRET in client.get(one).content.decode()]
    assert leaks == []
    found = client.post(reverse("fieldwork:search", args=[world.study.pk]), {
        "words": "老婆不让", "near": "30", "role": "", "sort": "text"})  # fmt: skip
    assert SECRET not in found.content.decode()
    assert client.get(reverse("fieldwork:correct_turn", args=[world.text.pk, 3])).status_code == 404


def test_a_text_of_which_nobody_said_yes_is_not_there(world, client_of):
    for one in (world.first, world.second):
        agree(world.by, one, {"transcribe": "no"})
    client = client_of(world.by)
    assert client.get(reverse("fieldwork:text", args=[world.text.pk])).status_code == 404
    page = client.get(reverse("fieldwork:study", args=[world.study.pk])).content.decode()
    assert "First talk" not in page
    codes = client.get(reverse("fieldwork:codes", args=[world.study.pk])).content.decode()
    assert codes.count(">1<") == 0, "not even counts"


def test_a_passage_is_coded_from_the_page(world, client_of):
    client = client_of(world.coder)
    world.coder.forget_memberships()
    address = reverse("fieldwork:code_passage", args=[world.text.pk])
    place = {"start_turn": "2", "start": "0", "end_turn": "2", "end": "5", "code": world.code.ref}
    assert client.post(address, place).status_code == 302
    assert client.post(address, {"turn": ["4"], "code": world.code.ref}).status_code == 302
    mine = Coding.objects.filter(coder__account=world.coder.account)
    assert sorted(mine.values_list("start_turn__number", "end")) == [
        (2, 5),
        (4, world.text.turns.get(number=4).length),
    ]
    wrong = place | {"end": "999"}
    client.post(address, wrong)
    assert mine.count() == 2, "a passage outside the text is refused"


def test_a_coder_sees_no_field(world, client_of):
    client = client_of(world.coder)
    for name in ("participants", "interviews"):
        assert client.get(reverse(f"fieldwork:{name}", args=[world.study.pk])).status_code == 404
    assert client.get(reverse("fieldwork:participant", args=[world.first.pk])).status_code == 404
    assert client.get(reverse("fieldwork:export", args=[world.study.pk])).status_code == 404


def test_a_blind_round_shows_nothing_of_another_coder(world, client_of):
    coders = [world.coder.account, world.other.account]
    round = open_round(by=world.by, study=world.study, texts=[world.text], coders=coders)
    from gongyou.fieldwork.services.codebook import make_code

    only = make_code(by=world.by, study=world.study, name="Zzz only the first")
    second = client_of(world.other)
    desk = [
        reverse("fieldwork:home"),
        *(
            reverse(f"fieldwork:{name}", args=[world.study.pk])
            for name in ("study", "codes", "rounds", "tables", "memos")
        ),
        reverse("fieldwork:text", args=[world.text.pk]),
        reverse("fieldwork:round", args=[round.pk]),
        reverse("fieldwork:code", args=[only.pk]),
        reverse("fieldwork:passages", args=[world.study.pk]) + f"?code={only.ref}",
    ]
    before = {one: _body(second.get(one)) for one in desk}
    turn = world.text.turns.get(number=2)
    for start in (0, 8):
        code_passage(
            by=world.coder, text=world.text, code=only, start_turn=turn, start=start,
            end=start + 5, round=round,
        )  # fmt: skip
    after = {one: _body(second.get(one)) for one in desk}
    assert [one for one in desk if before[one] != after[one]] == []


def _body(response) -> str:
    import re

    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r'X-CSRFToken[^}]+|nonce-[^"\']+|csrf[^ >]+', "", text)
