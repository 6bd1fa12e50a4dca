"""Two dossiers under way, one being prepared, and a public list of who buys where; all invented."""

from datetime import timedelta

from django.utils import timezone

from gongyou.advocacy.services import dossiers, links
from gongyou.centre.public import Case
from gongyou.law import DEFAULT_LAW
from gongyou.vault.public import Right

OFFICE = "市人力资源和社会保障局"
WHO = "工友中心（演示）"
LINKS = (
    "os_id,name,address,country_code,contributor (list),brand,updated_at\n"
    "CN2021113R7R87P,Harbour Shoes,Panyu,CN,Public list (invented),Brand A,2025-03-01\n"
    ",Hilltop Toys,Longgang,CN,Public list (invented),Brand B,2024-11-20\n"
)


def load(actor, workers: int) -> None:
    """Fill the part for the demonstration's coordinator."""
    place, today = actor.compartments(Right.WRITE)[0], timezone.localdate()
    _refused(actor, place, today)
    _waiting(actor, place, today)
    _many(actor, place, today)
    rows = links.read_links(LINKS.encode()).rows
    links.import_links(by=actor, compartment=place, rows=rows)


def _prepared(actor, place, kind: str, title: str, matter: str, **more):
    values: dict = {"body": OFFICE, "signer": "centre", "signer_name": WHO, "publicity": "after"}
    values |= {"title": title, "matter": matter, "risk_reviewed_on": timezone.localdate()}
    return dossiers.prepare_dossier(
        by=actor, compartment=place, kind=kind, law=DEFAULT_LAW, **(values | more)
    )


def _refused(actor, place, today) -> None:
    """A request for figures that was refused: the clock of the review runs, the review is begun."""
    made = _prepared(
        actor, place, "information_request",
        "欠薪投诉的数目 · Complaints about unpaid wages",
        "请公开上年度劳动保障监察收到、立案、结案的拖欠工资投诉数，按月。\n请以电子形式提供。",
    )  # fmt: skip
    sent = today - timedelta(days=34)
    dossiers.send_dossier(by=actor, dossier=made, on=sent, received_on=sent + timedelta(days=2))
    dossiers.record_reply(
        by=actor, dossier=made, code="refused", on=today - timedelta(days=9),
        note="答复称“未制作汇总”。",
    )  # fmt: skip
    dossiers.follow_dossier(
        by=actor, dossier=made, kind="review_application", on=today - timedelta(days=2)
    )


def _waiting(actor, place, today) -> None:
    """A petition that was received: the clock of their notice runs."""
    made = _prepared(
        actor, place, "petition", "高温津贴 · Heat allowance",
        "本区多家工地六月以来没有发过高温津贴，请查处并书面答复。",
    )  # fmt: skip
    sent = today - timedelta(days=5)
    dossiers.send_dossier(by=actor, dossier=made, on=sent, received_on=sent)


def _many(actor, place, today) -> None:
    """A complaint of several workers, not handed in yet."""
    cases = list(Case.objects.visible_to(actor).filter(compartment=place).order_by("-pk")[:60])
    employer = next((case.employer for case in cases if case.employer_id), None)
    made = _prepared(
        actor, place, "inspection_complaint_many",
        "停工期间工资 · Pay while work stopped",
        "停工第二个月起没有按规定支付生活费。",
        signer="worker", signer_name="", publicity="none", risk_reviewed_on=None, employer=employer,
    )  # fmt: skip
    chosen = [case for case in cases if case.employer_id and case.employer == employer][:4]
    dossiers.choose_people(by=actor, dossier=made, cases=chosen)
