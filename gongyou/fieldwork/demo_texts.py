"""Six invented interviews: consents of several kinds, a round of two coders, one withdrawal."""

import datetime as dt
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.utils import timezone

from gongyou.fieldwork import codes
from gongyou.fieldwork.formats.transcripts import Said, Transcript
from gongyou.fieldwork.models import Code
from gongyou.fieldwork.services import codebook, people, recordings, replacing, texts, withdrawal
from gongyou.fieldwork.services.codings import close_round, code_passage, open_round
from gongyou.fieldwork.services.first_codes import first_codes
from gongyou.fieldwork.services.leaving import depart
from gongyou.fieldwork.services.studies import open_study
from gongyou.vault.public import (
    Role,
    add_member,
    create_account,
    create_compartment,
    current_user_key,
    public_fingerprint,
)

CODER = ("zhao", "quiet lamp over the river")
ALL = dict.fromkeys(codes.USE_CODES, "yes") | {"show_first": "no"}
SOUND = 2
"""So many of the interviews get a spoken recording, where espeak-ng is installed."""

TALKS: tuple = (
    ("陈美玲", "worker", "f", "45-54", "鞋业", ALL, (
        ("I", "可以录音吗？你随时可以叫停。"),
        ("P", "可以，不要写厂名。"),
        ("I", "第一次停工是怎么决定的？"),
        ("P", "不是谁决定的，组长念名单，念到第七个，大家就把机器关了。后来才补开的会。"),
        ("I", "钱后来到了没有？"),
        ("P", "加班费的差额第五个工作日到账，社保拖到第二年四月才补。"),
        ("P", "王师傅说，先把证据留好，再去谈。我的电话是13800138000。"),
    )),
    ("罗建军", "representative", "m", "35-44", "鞋业", ALL | {"show_first": "yes"}, (
        ("I", "你是怎么当上代表的？"),
        ("P", "一层楼一层楼去找人，二楼最难，有人怕被开除。三十一个人签了名。"),
        ("P", "老板把代表一个一个叫进去谈话，说过年多发五百块。我们说要谈就一起谈。"),
        ("I", "后来呢？"),
        ("P", "谈不成，我们就一边仲裁一边谈。两条腿走路。"),
    )),
    ("梁小燕", "worker", "f", "25-34", "玩具", ALL | {"quote": "no"}, (
        ("I", "你为什么参加？"),
        ("P", "厂里骂人、搜身，我觉得没有尊严，不只是钱的事。"),
        ("P", "我老公不让我去，怕出事。我还是去了。"),
    )),
    ("黄志强", "organiser", "m", "35-44", "", ALL, (
        ("I", "中心的经费从哪里来？"),
        ("P", "以前靠一家基金会，后来断了，我们就收会费，慢慢几家一起凑。"),
        ("P", "最要紧的是新人能接班，不要把通讯录放在一个人手里。"),
        ("P", "警察来过两次，房东也不租了，我们搬了三个地方。"),
    )),
    ("周桂芳", "worker", "f", "55-", "清洁", ALL, (
        ("I", "关停的时候你们怎么办？"),
        ("P", "学校换公司，我们年纪大的怕没人要，就守在门口要一个说法。"),
        ("P", "学生帮我们写信，记者也来了。最后补偿是拿到了一部分。"),
    )),
    ("吴大海", "worker", "m", "45-54", "电子", {}, (
        ("I", "这段还没有问过可不可以用。"),
        ("P", "先聊着，用不用以后再说。"),
    )),
)  # fmt: skip
CODED = (
    (0, 4, "关了", "phase_6_pressure", "both"),
    (0, 4, "补开的会", "phase_2_reaching", "first"),
    (0, 6, "加班费的差额", "passage_outcome", "both"),
    (0, 7, "先把证据留好", "strategy_evidence", "second"),
    (1, 2, "一层楼一层楼去找人", "phase_2_reaching", "both"),
    (1, 2, "怕被开除", "challenge_fear", "both"),
    (1, 3, "一个一个叫进去谈话", "challenge_employer", "first"),
    (1, 3, "过年多发五百块", "challenge_division", "second"),
    (1, 5, "一边仲裁一边谈", "passage_both", "both"),
    (2, 2, "没有尊严", "reason_dignity", "both"),
    (2, 3, "怕出事", "challenge_fear", "first"),
    (3, 2, "收会费", "lasting_funding", "both"),
    (3, 3, "新人能接班", "lasting_people", "both"),
    (3, 4, "警察来过两次", "challenge_police", "second"),
)
"""Interview, turn, words, code, by whom of the two."""


def load(actor, workers: int) -> None:
    """Fill the room for the demonstration's coordinator."""
    study, zhao = _study(actor)
    people_, desks = [], []
    for number, talk in enumerate(TALKS):
        person, desk = _talk(actor, study, number, talk)
        people_.append(person)
        desks.append(desk)
    codebook.write_memo(
        by=actor,
        study=study,
        title="停工在先，开会在后",
        text="几个人都说会是停工以后才补开的：组织未必走在行动前面。",
    )
    _round(actor, zhao, study, [desk for desk in desks if desk])
    depart(
        by=actor, study=study, kind="passages", to="一家杂志社", people=[people_[4].pk], passages=2
    )
    withdrawal.withdraw(by=actor, participant=people_[4], scope="everything")


def _study(actor):
    """The study between its two compartments, with a second coder at the desk alone."""
    field = create_compartment(actor, "两条路线：田野 · field")
    desk = create_compartment(actor, "两条路线：案头 · desk")
    zhao = create_account(None, *CODER).actor
    account = zhao.account
    assert account is not None
    print_ = public_fingerprint(current_user_key(account))
    add_member(actor, desk, account, Role.CODER, print_)
    zhao.forget_memberships()
    actor.forget_memberships()
    study = open_study(
        by=actor,
        desk=desk,
        field=field,
        title="两条路线 · Two routes",
        question="人们为什么走上法律或集体的路？什么能留下来？",
        on=timezone.localdate() - dt.timedelta(days=90),
    )
    codebook.bring_codebook(by=actor, study=study, codes=first_codes("zh-hans"))
    return study, zhao


def _talk(actor, study, number: int, talk):
    name, role, sex, age, sector, answers, lines = talk
    day = timezone.localdate() - dt.timedelta(days=80 - 7 * number)
    person = people.add_participant(
        by=actor, study=study, name=name, role=role, sex=sex, age=age, sector=sector
    )
    if answers:
        today = timezone.localdate()
        people.record_consent(
            by=actor,
            participant=person,
            on=day,
            how=("spoken", "written", "recorded")[number % 3],
            language="zh-hans",
            answers=answers,
            embargo=today + dt.timedelta(days=200) if number == 3 else None,
            until=today + dt.timedelta(days=40) if number == 2 else None,
        )
    interview = people.hold_interview(by=actor, study=study, participants=[person], day=day)
    said, sound = _spoken(lines, number)
    raw = texts.bring_text(
        by=actor,
        study=study,
        interview=interview,
        title=f"{interview.code} · {name}",
        transcript=Transcript("spoken", said),
        who={"I": "interviewer", "P": person},
    )
    if sound:
        recordings.add_recording(
            by=actor, interview=interview, upload=sound, destroy_by=day + dt.timedelta(days=365)
        )
    if not answers:
        return person, None
    for one in replacing.offered(actor, raw):
        kind = one.sighting.kind
        if not one.decision and one.sighting.rule != "capitals":
            replacing.decide_sighting(
                by=actor, text=raw, form=one.sighting.form, kind=kind, decision="replace",
                rule=one.sighting.rule,
            )  # fmt: skip
    return person, replacing.replace(by=actor, text=raw)


def _spoken(lines, number: int) -> tuple[list[Said], bytes | None]:
    """Turns with the times of a spoken recording, or without where nobody can speak it."""
    program = shutil.which("espeak-ng")
    if program is None or number >= SOUND:
        return [Said(who, words) for who, words in lines], None
    import io
    import wave

    said, at, sound = [], 0, bytearray()
    with tempfile.TemporaryDirectory() as folder:
        for who, words in lines:
            path = Path(folder) / "turn.wav"
            voice = "cmn" if who == "I" else "cmn+f3"
            subprocess.run([program, "-v", voice, "-w", str(path), words], check=True)  # noqa: S603
            with wave.open(str(path)) as one:
                rate, width = one.getframerate(), one.getsampwidth()
                sound += one.readframes(one.getnframes())
                length = round(one.getnframes() / one.getframerate() * 1000)
            said.append(Said(who, words, at, at + length))
            at += length
    whole = io.BytesIO()
    with wave.open(whole, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(bytes(sound))
    return said, whole.getvalue()


def _round(actor, zhao, study, desks) -> None:
    """Both code the same texts blind; where they differ, the page of the round shows it."""
    made = open_round(
        by=actor, study=study, texts=desks, coders=[actor.account, zhao.account], unit="turn"
    )
    known = {code.guid: code for code in Code.objects.filter(study=study)}
    guids = _guids()
    for talk, number, words, key, who in CODED:
        text = desks[talk]
        turn = text.turns.get(number=number)
        start = _where(actor, text, turn, words)
        if start is None:
            continue
        for by in {"both": (actor, zhao), "first": (actor,), "second": (zhao,)}[who]:
            code_passage(
                by=by, text=text, code=known[guids[key]], round=made,
                start_turn=turn, start=start, end=start + len(words),
            )  # fmt: skip
    close_round(by=actor, round=made)


def _guids() -> dict:
    """Ids of the first codebook's codes by their keys."""
    import yaml

    from gongyou.fieldwork.services.first_codes import FILE, guid_of

    groups = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {one["key"]: guid_of(one["key"]) for group in groups for one in group["codes"]}


def _where(actor, text, turn, words: str) -> int | None:
    """Where words begin in a turn; None where a replacement changed them."""
    from gongyou.fieldwork.queries.texts import open_texts

    line = open_texts(actor, [text])[0].by_turn[turn.pk]
    at = (line.words or "").find(words)
    return at if at >= 0 else None
