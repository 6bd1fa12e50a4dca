"""From a worker's phone to an intake: sealed, opened by the box's compartment alone, once."""

import json
import random
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from nacl.public import PublicKey, SealedBox

from gongyou.centre.public import Intake
from gongyou.outreach.codes_in_photos import read_photo
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import SealedAnswers
from gongyou.outreach.services import answers as acts

TOLD = {
    "v": 1,
    "p": "cn",
    "h": "x",
    "on": "2026-11-30",
    "l": "zh-hans",
    "a": {
        "topic": "dismissed",
        "end_kind": "unlawful_dismissal",
        "place": "441900",
        "start": "2023-03-01",
        "end": "2026-10-31",
        "average_wage_12m": "4000",
        "due": "4500",
        "injury": "none",
        "moon_wage": "12",
    },
    "u": ["contract_written"],
    "d": ["agreed_wage"],
}


def base45(data: bytes) -> str:
    made = ""
    for at in range(0, len(data), 2):
        value = int.from_bytes(data[at : at + 2], "big")
        for _ in range(3 if len(data[at : at + 2]) == 2 else 2):
            made += acts.LETTERS[value % 45]
            value //= 45
    return made


def sealed_to(box, told=TOLD) -> str:
    plain = json.dumps(told).encode()
    padded = plain + b"\x80" + bytes(-(len(plain) + 1) % 256)
    sealed = SealedBox(PublicKey(bytes.fromhex(box.public))).encrypt(padded)
    return f"GY1:{base45(bytes.fromhex(box.box_id) + sealed)}:END"


@pytest.fixture
def box(people):
    return acts.open_box(by=people.coordinator, compartment=people.inside)


def test_sealed_answers_become_an_intake_with_a_claim(people, box, client_of):
    client = client_of(people.caseworker)
    page = client.post(reverse("outreach:answers"), {"text": sealed_to(box)})
    waiting = SealedAnswers.objects.get()
    assert page["Location"] == reverse("outreach:answer", args=[waiting.pk])
    shown = client.get(page["Location"]).content.decode()
    assert "moon_wage" in shown  # listed, not dropped
    assert "agreed_wage" in shown
    told = {"name": "王小明", "employer_name": "利得鞋厂", "consent": ["keep"]}
    done = client.post(page["Location"], told)
    case = Intake.objects.get().case
    assert done["Location"] == reverse("centre:case_claim", args=[case.pk])
    claim = case.employment.claims.first().readings["worker"]
    assert str(claim["cn.unlawful_termination"].amount) == "32000"
    assert "events:injury" not in [s.name for s in claim["cn.injury.employment_subsidy"].silent]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.text) == ("taken", "")


def test_the_same_bundle_comes_in_once(people, box):
    text = sealed_to(box)
    first = acts.receive_answers(by=people.caseworker, text=text)
    assert acts.receive_answers(by=people.caseworker, text=f"\n{text}\n") == first


def test_a_colleague_outside_opens_nothing(people, box, client_of):
    made = acts.receive_answers(by=people.caseworker, text=sealed_to(box))
    outsider = client_of(people.outsider)
    assert outsider.get(reverse("outreach:answer", args=[made.pk])).status_code == 404
    with pytest.raises(OutreachError):
        acts.receive_answers(by=people.outsider, text=sealed_to(box))
    refuse = reverse("outreach:answer_refuse", args=[made.pk])
    assert outsider.post(refuse).status_code == 404
    assert client_of(people.caseworker).get(refuse).status_code == 405


def test_a_changed_or_cut_bundle_is_refused(people, box):
    text = sealed_to(box)
    for wrong in (text[:60] + ("A" if text[60] != "A" else "B") + text[61:], text[:-30], "hello"):
        with pytest.raises(OutreachError):
            made = acts.receive_answers(by=people.caseworker, text=wrong)
            acts.opened(people.caseworker, made)


def test_open_answers_are_not_taken_as_sealed(people, box):
    text = f"GY0:{base45(json.dumps(TOLD).encode())}:END"
    with pytest.raises(OutreachError) as caught:
        acts.receive_answers(by=people.caseworker, text=text)
    assert caught.value.code == "open_answers"


def test_what_a_retired_box_sealed_can_never_be_opened(people, box):
    made = acts.receive_answers(by=people.caseworker, text=sealed_to(box))
    acts.retire_box(by=people.coordinator, box=box)
    made = SealedAnswers.objects.get(pk=made.pk)
    with pytest.raises(OutreachError) as caught:
        acts.opened(people.caseworker, made)
    assert caught.value.code == "box_gone"


def test_values_that_the_law_cannot_take_are_told_not_taken():
    told = TOLD | {"a": TOLD["a"] | {"start": "31 March", "end_kind": "vanished"}}
    found = acts.read_answers(json.dumps(told).encode())
    assert set(found.refused) == {"start", "end_kind"}
    assert "start" not in found.told.tables["employment"]
    assert found.on == date(2026, 11, 30)


def test_codes_are_read_in_photographs_blurred_turned_and_dim(people, box):
    import segno
    from PIL import Image, ImageEnhance, ImageFilter

    draw, text, read = random.Random(5), sealed_to(box), 0
    code = segno.make(text, mode="alphanumeric", error="l")
    assert code.version <= 20
    made = BytesIO()
    code.save(made, kind="png", scale=6, border=4)
    for _ in range(20):
        picture = Image.open(made).convert("L")
        picture = picture.rotate(draw.uniform(-25, 25), expand=True, fillcolor=255)
        picture = picture.filter(ImageFilter.GaussianBlur(draw.uniform(0, 1.6)))
        picture = ImageEnhance.Brightness(picture).enhance(draw.uniform(0.35, 1.0))
        kept = BytesIO()
        picture.save(kept, "JPEG", quality=60)
        read += read_photo(kept.getvalue()) == text
    assert read >= 19


def test_only_who_may_read_names_opens(people, box):
    from gongyou.vault.public import NotYours

    made = acts.receive_answers(by=people.caseworker, text=sealed_to(box))
    with pytest.raises(NotYours):
        acts.opened(people.researcher, made)
