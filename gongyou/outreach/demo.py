"""Made-up outreach for the demonstration: a check that waits, sessions, calls, services."""

import json
import random
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from nacl.public import PublicKey, SealedBox

from gongyou.centre.public import ShortForm, ShortQuestion
from gongyou.law import DEFAULT_LAW
from gongyou.law.portable import questions_of
from gongyou.outreach import codes
from gongyou.outreach.models import AnswerBox
from gongyou.outreach.services import answers, calls, directory, publishing, sessions
from gongyou.vault.public import Right

PUBLISHED, SPOOL = "published", "spool"
CALLS, PLACES = 40, ("441900", "440300", "440100")
TOLD = {
    "topic": "dismissed",
    "end_kind": "unlawful_dismissal",
    "place": "441900",
    "start": "2023-03-01",
    "end": "2026-10-31",
    "agreed_wage": "4000",
    "average_wage_12m": "4000",
    "contract_written": True,
    "injury": "none",
}
SERVICES = (
    ("东莞市法律援助处", "法律援助", ["arbitration", "dismissed"], "0769-12348", 20),
    ("东莞市总工会", "职工维权热线", ["unpaid", "moving"], "12351", 60),
    ("人力资源和社会保障局", "政策咨询与投诉", ["unpaid", "insurance"], "12333", 10),
    ("职业病防治院", "职业健康检查", ["injured"], "0769-0000001", 210),
    ("工友之家", "工伤探访", ["injured"], "0769-0000002", 400),
    ("妇女热线", "孕产期权益", ["pregnant"], "12338", 90),
)

QUIZ = ShortForm(
    "",
    "三分钟小问答",
    (
        ShortQuestion("pay", "工资最长多久发一次？", (("month", "一个月"), ("season", "三个月"))),
        ShortQuestion("copy", "劳动合同你该有一份吗？", (("yes", "该有"), ("no", "不用"))),
        ShortQuestion("late", "被辞退后最晚多久去仲裁？", (("month", "一个月"), ("year", "一年"))),
    ),
)
RIGHT = {"pay": "month", "copy": "yes", "late": "year"}


def load(actor, workers: int) -> None:
    """Fill the room for the demonstration's coordinator."""
    draw = random.Random(14)  # noqa: S311
    place = actor.compartments(Right.WRITE)[0]
    box = answers.open_box(by=actor, compartment=place)
    answers.receive_answers(by=actor, text=sealed_text(box))
    _sessions(actor, place)
    _calls(actor, place, draw)
    _services(actor, place)
    publishing.publish_folder(
        by=actor,
        compartment=place,
        law=DEFAULT_LAW,
        where=Path(settings.GONGYOU_DATA) / PUBLISHED,
        languages=("zh-hans", "en", "ug"),
    )


def sealed_text(box: AnswerBox) -> str:
    """What a worker's phone would show: answers sealed to a box."""
    assert questions_of(DEFAULT_LAW) is not None
    today = timezone.localdate().isoformat()
    plain = json.dumps({"v": 1, "p": DEFAULT_LAW, "on": today, "l": "zh-hans", "a": TOLD}).encode()
    padded = plain + b"\x80" + bytes(-(len(plain) + 1) % 256)
    sealed = SealedBox(PublicKey(bytes.fromhex(box.public))).encrypt(padded)
    return answers.wrapped(bytes.fromhex(box.box_id) + sealed)


def _sessions(actor, place) -> None:
    today = timezone.localdate()
    for days, topics, heads in (
        (-40, ["overtime"], 34),
        (-6, ["dismissed"], None),
        (9, ["leave"], None),
    ):
        session = sessions.plan_session(
            by=actor,
            compartment=place,
            on=today + timedelta(days=days),
            half="night",
            language="zh-hans",
            place="441900",
            topics=topics,
            expected=30,
        )
        if days < 0:
            sessions.choose_questions(by=actor, session=session, form=QUIZ, right=RIGHT)
            sessions.hold_session(by=actor, session=session)
        if heads:
            _count(actor, session, heads)


def _count(actor, session, heads: int) -> None:
    cards = sessions.print_cards(by=actor, session=session, count=24)
    for number, card in enumerate(cards[:22]):
        for part, right in (("before", number % 3), ("after", 2 + number % 2)):
            sessions.use_card(by=actor, session=session, text=card, part=part, right=right)
    sessions.count_heads(by=actor, session=session, heads=heads)
    sessions.give_out(by=actor, session=session, copies={"leaflet": 60, "file": 12})
    sessions.close_session(by=actor, session=session)


def _calls(actor, place, draw: random.Random) -> None:
    topics = [code for code, _label in codes.TOPICS[:8]]
    for number in range(CALLS):
        done = "call_back" if number == 0 else draw.choice(["answered", "answered", "guide"])
        calls.log_call(
            by=actor,
            compartment=place,
            on=timezone.localdate() - timedelta(days=draw.randrange(200)),
            half=draw.choice(["am", "pm", "night"]),
            channel=draw.choice(["phone", "chat"]),
            language="zh-hans",
            topics=[draw.choice(topics)],
            place=draw.choice(PLACES),
            minutes=draw.randrange(3, 40),
            done=done,
            number="13800000000" if number == 0 else "",
        )


def _services(actor, place) -> None:
    today = timezone.localdate()
    for organisation, name, topics, phone, days in SERVICES:
        service = directory.add_service(
            by=actor,
            compartment=place,
            organisation=organisation,
            name=name,
            topics=topics,
            places=["441900"],
            languages=["zh-hans"],
            phone=phone,
        )
        directory.confirm_service(
            by=actor, service=service, on=today - timedelta(days=days), how="called", found="right"
        )
    directory.refer(
        by=actor,
        compartment=place,
        service=service,
        origin="call",
        on=today - timedelta(days=20),
        due_on=today - timedelta(days=6),
        consent="可以把我的情况告诉她们",
    )
