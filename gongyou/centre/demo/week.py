"""A team's week in the demonstration: notes, authorities, further phones, appointments, duty."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gongyou.centre.services import appointments, notes, proceedings, team
from gongyou.vault.public import Actor

SAID = [
    ("call", "employer", "厂方说下周答复，要求书面材料。"),
    ("visit", "worker", "带来工资条和考勤照片，约定下周再来。"),
    ("advice", "worker", "解释了仲裁时效和需要的证据。"),
    ("message", "worker", "提醒本周内提交身份证复印件。"),
    ("work", "team", "整理证据清单，核对加班小时。"),
]


def of_case(actor: Actor, case, chance) -> None:
    """Some cases have notes, an authority, a further phone, an appointment; some are nobody's."""
    today = timezone.localdate()
    case.refresh_from_db()
    for _n in range(chance.choice([0, 0, 1, 2])):
        kind, other, text = chance.choice(SAID)
        notes.write_note(
            by=actor, case=case, kind=kind, other=other, text=text,
            on=today - timedelta(days=chance.randrange(0, 60)),
            minutes=chance.choice([None, 10, 20, 45]),
        )  # fmt: skip
    if case.is_open and chance.random() < 0.8:
        team.assign(by=actor, cases=[case], to=actor.account)
    if chance.random() < 0.1:
        proceedings.add_proceeding(
            by=actor, case=case, stage="arbitration", authority="番禺区劳动人事争议仲裁院",
            number=f"穗番劳人仲案〔{today.year}〕{chance.randrange(100, 9999)}号",
            decider="周仲裁员", other_agent="陈律师 020-0000000",
        )  # fmt: skip
    if chance.random() < 0.1:
        notes.add_contact(by=actor, worker=case.worker, kind="relative", value="13900000000",
                          whose="哥哥，晚上")  # fmt: skip
    if case.is_open and chance.random() < 0.06:
        appointments.add_appointment(
            by=actor, case=case, starts_at=_at(chance.randrange(0, 12), chance.choice([9, 14, 16])),
            with_whom=actor.account, about="带合同和工资条",
        )  # fmt: skip


def _at(days: int, hour: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    zone = timezone.get_default_timezone()
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone)


@transaction.atomic
def on_duty(actor: Actor, compartment) -> None:
    """This week somebody is there for walk-ins."""
    today = timezone.localdate()
    assert actor.account is not None
    for days in range(5):
        on = today + timedelta(days=days)
        team.set_duty(by=actor, compartment=compartment, on=on, account=actor.account)
