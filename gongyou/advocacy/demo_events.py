"""Made-up conflict events for the demonstration, and public ones of the US government.

Nobody of the invented events exists; they have the form of the strike map's export.
"""

import io
import random
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from gongyou.advocacy.models import Match, Report
from gongyou.advocacy.services import coding, disputes, events, imports, matches
from gongyou.centre.public import offered_chronicles
from gongyou.vault.public import Right

SAMPLES = Path(__file__).parent / "samples"
PUBLIC = (
    ("fmcs", "Federal Mediation and Conciliation Service", "October-2019-Work-Stoppages.xlsx"),
    ("fmcs", "Federal Mediation and Conciliation Service", "April-2020-Work-Stoppages.xlsx"),
    ("fmcs", "Federal Mediation and Conciliation Service", "December-2020-Work-Stoppages.xlsx"),
    ("bls", "Bureau of Labor Statistics", "work-stoppages-2020.json"),
)
HEADS = (
    *("Date", "Title", "Description", "Province", "Industry", "Participants", "Employer"),
    *("Enterprise Type", "Action Taken Involve", "Employee Demands Involve"),
    "Response to Collective Action",
)
CITIES = (
    ("Dongguan", "Guangdong"), ("Shenzhen", "Guangdong"), ("Foshan", "Guangdong"),
    ("Suzhou", "Jiangsu"), ("Wuxi", "Jiangsu"), ("Ningbo", "Zhejiang"), ("Wuhan", "Hubei"),
    ("Zhengzhou", "Henan"), ("Chengdu", "Sichuan"), ("Weinan", "Shaanxi"), ("Jinan", "Shandong"),
)  # fmt: skip
MATTERS = (
    ("Workers at a shoe factory", "Manufacturing", "Strike", "Wage Arrears, Social Security"),
    ("Workers at a toy factory", "Manufacturing", "Strike, Block road", "Relocation or Closure"),
    ("Construction workers", "Construction", "Protest or Demonstration", "Wage Arrears"),
    ("Taxi drivers", "Transportation", "Transport Strike", "unlicensed taxis"),
    ("Sanitation workers", "Services", "Sit-in", "Compensation, Housing Fund"),
    ("Teachers", "Education", "Protest or Demonstration", "Pension, 不公平的考核办法"),
)
BANDS = ("1-100 Persons", "100-1000 Persons", "1000-10000 Persons", "")
ANSWERS = ("", "", "Police", "Government Mediation", "Negotiation", "Police, Arrest(s)")


def load(actor, workers: int) -> None:
    """Fill the part for the demonstration's coordinator."""
    place = actor.compartments(Right.WRITE)[0]
    invented = events.add_source(
        by=actor, compartment=place, kind="ngo", dataset="clb", name="行动地图（示例数据）"
    )
    sheet = imports.upload_sheet(
        by=actor, compartment=place, source=invented, upload=_invented(), name="map-2025.xlsx"
    )
    imports.import_sheet(by=actor, sheet=sheet)
    for dataset, name, file in PUBLIC:
        source = events.add_source(
            by=actor, compartment=place, kind="register", dataset=dataset, name=name,
            licence="public domain",
        )  # fmt: skip
        content = (SAMPLES / file).read_bytes()
        held = imports.upload_sheet(
            by=actor, compartment=place, source=source, upload=content, name=file
        )
        imports.import_sheet(by=actor, sheet=held, as_of=date(2020, 12, 31))
    _foreign(actor, place)
    _own(actor, place)
    _code(actor)
    _decide(actor)
    for chronicle in offered_chronicles(actor):
        disputes.take_chronicle(by=actor, chronicle=chronicle)


def _invented(rows: int = 90) -> bytes:
    from openpyxl import Workbook

    draw = random.Random(15)  # noqa: S311
    book = Workbook()
    sheet = book.active
    sheet.append(HEADS)
    last = date(2025, 12, 20)
    line: tuple = ()
    for number in range(rows):
        who, industry, act, demand = draw.choice(MATTERS)
        city, province = draw.choice(CITIES)
        day = last - timedelta(days=number * 4 + draw.randrange(3))
        size = draw.choice((120, 300, 800, 2000))
        title = f"{size} {who.lower()} in {city}, {province}, act over {demand.split(',')[0]}"
        line = (
            day.isoformat(), title, title, province, industry, draw.choice(BANDS), "",
            "Private Enterprise", act, demand, draw.choice(ANSWERS),
        )  # fmt: skip
        sheet.append(line)
        if number in (20, 55):
            sheet.append((*line[:1], f"{title} again", *line[2:]))
    sheet.append(line)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _foreign(actor, place) -> None:
    """A sheet of no known kind, which waits for its columns to be named."""
    content = (
        "日期,地点,人数,做了什么\n2025-05-01,东莞,50-60,静坐\n2025-05-07,佛山,200,罢工\n".encode()
    )
    source = events.add_source(
        by=actor, compartment=place, kind="own", dataset="own", name="记录本"
    )
    imports.upload_sheet(
        by=actor, compartment=place, source=source, upload=content, name="记录本.csv"
    )


def _own(actor, place) -> None:
    today = timezone.localdate()
    source = events.add_source(
        by=actor, compartment=place, kind="worker", name="工友口述", private=True
    )
    press = events.add_source(by=actor, compartment=place, kind="press", name="本地日报")
    begun = today - timedelta(days=12)
    strike = events.record_event(
        by=actor,
        source=source,
        text="二车间停工，大约三百人，第五天复工后周一又停。",
        published_on=begun + timedelta(days=1),
        as_of=today,
        told={
            "start": begun.isoformat(),
            "state": "ongoing",
            "as_of": today.isoformat(),
            "acts": ["strike"],
            "demands": ["wage_arrears", "overtime"],
            "place": "441900",
            "region": "440000",
            "place_text": "东莞市",
            "employer": "某五金厂",
            "industry": "manufacturing",
            "involved": [250, 320],
            "detained": [0, 2],
            "spells": [
                {"starts": begun.isoformat(), "ends": (begun + timedelta(days=4)).isoformat(),
                 "low": 250, "high": 320},
                {"starts": (begun + timedelta(days=8)).isoformat(), "ends": None,
                 "low": 200, "high": 300},
            ],
        },
    )  # fmt: skip
    report = events.add_report(
        by=actor, event=strike, source=press, text="约一百名工人聚集，警方到场。",
        as_of=today - timedelta(days=3),
        told={"acts": ["strike", "protest"], "involved": [100, None], "responses": ["police"]},
    )  # fmt: skip
    events.record_outcome(by=actor, event=strike, as_of=today, result="open", report=report)
    petition = events.record_event(
        by=actor,
        source=source,
        text="停工前到劳动监察反映过。",
        as_of=begun,
        told={
            "start": (begun - timedelta(days=20)).isoformat(),
            "acts": ["petition"],
            "demands": ["wage_arrears"],
            "place": "441900",
            "region": "440000",
            "place_text": "东莞市",
            "present": [30, 40],
        },
    )
    events.join_dispute(by=actor, events=[strike, petition], title="五金厂欠薪")


def _code(actor) -> None:
    """A few reports coded by the coordinator; some of them wait for a second coder."""
    for report in Report.objects.filter(dataset="clb", state="new").order_by("row")[:12]:
        told = report.told
        values = {
            name: {"codes": told.get(name, []), "words": ""}
            for name in ("acts", "demands", "responses")
        }
        coding.code_report(by=actor, report=report, values=values)


def _decide(actor) -> None:
    for match in Match.objects.visible_to(actor).filter(verdict="")[:1]:
        matches.decide(by=actor, match=match, verdict="dispute", why="同一家，两次行动")
