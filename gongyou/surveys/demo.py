"""A small survey with generated answers, marked as generated, for the demonstration."""

import datetime as dt
import random
import uuid
from dataclasses import replace
from xml.sax.saxutils import escape

from django.db import transaction
from django.utils import timezone

from gongyou.surveys.ingest.callers import of_survey
from gongyou.surveys.ingest.incoming import File, prepare
from gongyou.surveys.ingest.store import store_batch
from gongyou.surveys.law_form import LABELS
from gongyou.surveys.law_form import write as write_workbook
from gongyou.surveys.models import Collector
from gongyou.surveys.services import collectors, forms, lists, submissions
from gongyou.surveys.services.tables import make_table
from gongyou.vault.public import Actor

MOST = 240
TROUBLE = (("late", 0.3), ("overtime", 0.5), ("insurance", 0.4), ("injury", 0.1))
SCALE = ("never", "seldom", "often", "always")
SURVEY = [
    ["type", "name", *LABELS, "relevant", "constraint", "required"],
    ["start", "start_time", "", "", "", "", ""],
    ["end", "end_time", "", "", "", "", ""],
    ["audit", "audit", "", "", "", "", ""],
    [
        "note",
        "about",
        "Generated example: working time and pay.",
        "生成的示例：工时与工资。",
        "",
        "",
        "",
    ],
    ["select_one sex", "sex", "Sex", "性别", "", "", "yes"],
    ["integer", "age", "Age", "年龄", "", ". >= 16 and . <= 80", "yes"],
    [
        "integer",
        "hours_week",
        "Hours worked last week",
        "上周工作小时数",
        "",
        ". >= 0 and . <= 120",
        "",
    ],
    ["decimal", "wage", "Wage of last month (yuan)", "上月工资（元）", "", "", ""],
    [
        "select_one contract",
        "contract",
        "Do you have a written contract?",
        "有没有书面劳动合同？",
        "",
        "",
        "",
    ],
    [
        "select_one yes_no",
        "rest_day",
        "A whole day of rest each week?",
        "每周至少休息一整天吗？",
        "",
        "",
        "",
    ],
    ["integer", "months_owed", "Months of wages owed", "被拖欠几个月工资？", "", ". >= 0", ""],
    ["select_one yes_no", "union_member", "Are you in a union?", "你是工会会员吗？", "", "", ""],
    [
        "select_multiple trouble",
        "trouble",
        "What went wrong last year?",
        "过去一年遇到了什么问题？",
        "",
        "",
        "",
    ],
    ["select_one scale", "noise", "Too loud", "噪音太大", "", "", ""],
    ["select_one scale", "heat", "Too hot", "太热", "", "", ""],
    ["select_one scale", "dust", "Too much dust", "粉尘太多", "", "", ""],
    ["select_one scale", "pace", "Too fast", "节奏太快", "", "", ""],
    ["select_one scale", "fines", "Fines", "罚款", "", "", ""],
    ["geopoint", "place", "Roughly where do you work?", "大概在哪里工作？", "", "", ""],
    ["text", "story", "What should change?", "最希望改变什么？", "", "", ""],
]
CHOICES = [
    ["list_name", "name", *LABELS],
    ["sex", "f", "female", "女"], ["sex", "m", "male", "男"],
    ["yes_no", "yes", "Yes", "是"], ["yes_no", "no", "No", "否"],
    ["contract", "copy", "Yes, and I have a copy", "有，本人有一份"],
    ["contract", "yes", "Yes, but no copy", "有，但本人没有"], ["contract", "none", "None", "没有"],
    ["trouble", "late", "wages paid late", "工资拖欠"],
    ["trouble", "overtime", "overtime not paid", "加班费未付"],
    ["trouble", "insurance", "social insurance missing", "社保缺失"],
    ["trouble", "injury", "work injury", "工伤"],
    ["scale", "never", "never", "从不"], ["scale", "seldom", "seldom", "很少"],
    ["scale", "often", "often", "经常"], ["scale", "always", "always", "总是"],
]  # fmt: skip
# Towns and how many of ten answers come from them.
TOWNS = (((114.25, 22.72), 5), ((113.75, 23.02), 3), ((113.30, 23.10), 2))
SITES = (
    ("东门工业园（生成）", "东门"),
    ("西门电子城（生成）", "西门"),
    ("北环物流园（生成）", "北环"),
)
SETTINGS = [
    ["form_title", "form_id", "version", "default_language"],
    ["Working time and pay 工时与工资", "working_time", "2026-1", "中文 (zh)"],
]


def load(actor: Actor, workers: int) -> None:
    """Make the survey in this person's first compartment."""
    compartment = actor.compartments()[0]
    survey = forms.create_survey(
        actor, compartment=compartment, title="Working time 2026 工时调查（生成数据）"
    )
    content = write_workbook({"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS})
    draft, _ = forms.save_draft(actor, survey, content)
    forms.publish(actor, draft.form)
    form = draft.form
    teams = {}
    for team, name in (("east", "东门小组手机 (generated)"), ("west", "西门小组手机 (generated)")):
        teams[team] = collectors.add_collector(
            actor, survey, name=name, team=team, kind=Collector.Kind.TOKEN, forms=[form]
        ).collector
    collectors.add_collector(
        actor, survey, name="海报链接 (generated)", kind=Collector.Kind.LINK, forms=[form]
    )
    _answers(actor, survey, form, teams, min(MOST, max(60, workers)))
    # Squares of ten people and more are shown; the places themselves are made up.
    forms.choose_columns(actor, form, {"place": True})
    make_table(actor, form)
    _sites(actor, survey)


def _sites(actor: Actor, survey) -> None:
    """A list that phones could read, with one site renamed since."""
    worksites = lists.create_list(actor, survey, name="worksites")
    lists.add_property(actor, worksites, "district")
    rows = [{"label": name, "data": {"district": district}} for name, district in SITES]
    first, *_ = lists.create_entities(actor, worksites, rows)
    lists.change_entity(actor, first, {"label": "东门新工业园（生成）"}, base_version=first.version)


@transaction.atomic
def _answers(actor: Actor, survey, form, teams: dict, number: int) -> None:
    # The same answers on every start: a demonstration should look as it did yesterday.
    chance = random.Random(2026)  # noqa: S311
    caller = of_survey(survey, survey.compartment.current_key)
    batch = []
    for _ in range(number):
        sender = replace(caller, collector_id=teams[chance.choice(("east", "east", "west"))].pk)
        received = timezone.localtime() - dt.timedelta(
            days=chance.randrange(12), minutes=chance.randrange(600)
        )
        log = File("audit.csv", "text/csv", _log(chance, received))
        batch.append(prepare(sender, _xml(chance, received), [log], received_at=received))
    for start in range(0, number, 50):
        store_batch(batch[start : start + 50])
    for row in form.submissions.order_by("received_at")[: number // 3]:
        submissions.review(actor, row, chance.choice(("approved", "approved", "hasIssues")))


def _xml(chance: random.Random, received: dt.datetime) -> bytes:
    took = chance.choice((90, 600, 700, 800, 900, 1000, 1100, 1200))
    woman = chance.random() < 0.55
    hours = round(chance.gauss(58, 9))
    values = {
        "start_time": (received - dt.timedelta(seconds=took)).isoformat(),
        "end_time": received.isoformat(),
        "sex": "f" if woman else "m",
        "age": min(60, max(18, round(chance.gauss(34, 9)))),
        "hours_week": hours,
        "wage": round(chance.gauss(5200 if woman else 5900, 800)) + hours * 10,
        "contract": chance.choices(("copy", "yes", "none"), (5, 2, 3))[0],
        "rest_day": "yes" if hours < 62 else "no",
        "months_owed": chance.choices((0, 1, 2, 3), (7, 1, 1, 1))[0],
        "union_member": "yes" if chance.random() < 0.25 else "no",
        "trouble": " ".join(name for name, share in TROUBLE if chance.random() < share),
        "place": _place(chance), "story": "（生成的回答）",
    }  # fmt: skip
    lazy = chance.random() < 0.05
    for name in ("noise", "heat", "dust", "pace", "fines"):
        values[name] = "often" if lazy else chance.choice(SCALE)
    inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items())
    name = uuid.UUID(int=chance.getrandbits(128), version=4)  # type: ignore[assignment]
    return (
        f'<data id="working_time" version="2026-1">{inner}'
        f"<meta><audit>audit.csv</audit><instanceID>uuid:{name}</instanceID></meta></data>"
    ).encode()


def _place(chance: random.Random) -> str:
    (longitude, latitude), _ = chance.choices(TOWNS, [share for _, share in TOWNS])[0]
    return f"{chance.gauss(latitude, 0.03):.4f} {chance.gauss(longitude, 0.03):.4f} 0 50"


def _log(chance: random.Random, received: dt.datetime) -> bytes:
    """What a phone writes down of an interview."""
    at = int(received.timestamp() * 1000) - 900_000
    lines = ["event,node,start,end", f"form start,,{at},"]
    for name in ("sex", "age", "hours_week", "wage", "contract", "trouble"):
        until = at + chance.randrange(2_000, 40_000)
        lines.append(f"question,/data/{name},{at},{until}")
        at = until
    return "\n".join([*lines, f"end screen,,{at},{at + 900}"]).encode()
