"""A caseworker's day through the pages, with planted names in everything that can hold one."""

import re
import uuid
from dataclasses import dataclass, field

from tests.attacks import files
from tests.attacks.centre import Person, place_of

NAME = "欧阳秋菊"
PHONE = "13987650421"
NUMBER = "44011319870523194X"
STORY = "那天晚上老板把我们锁在三号车间"
EXIF = "尉迟海棠"
PAPER = "上官翠柳"
CELL = "司徒桂英"
ROLL = "夏侯冬梅"
ANSWER = "皇甫玉兰"
ASKED = "端木银杏"
PLANTS = [NAME, PHONE, NUMBER, STORY, EXIF, PAPER, CELL, ROLL, ANSWER, ASKED]
# In clear inside the encrypted database, but nowhere on the disk: whose names firms are.
FIRM = "新明纸箱制品厂"

REF = r"[A-Za-z0-9_-]{22}"
INTAKE = {
    "received_on": "2025-05-04",
    "channel": "visit",
    "story": f"{STORY}，{NAME}说。",
    "name": NAME,
    "phone": PHONE,
    "id_number": NUMBER,
    "employer_name": FIRM,
    "start": "2019-03-01",
    "end": "2025-04-20",
    "end_kind": "unlawful_dismissal",
    "place": "440113",
    "contract_written": "true",
    "average_wage_12m": "3800",
    "grievances": ["severance"],
    "consent": ["keep", "contact"],
    "next_step": "collect_papers",
    "next_step_on": "2025-05-20",
    "referral": "lawyer",
    "referral_note": f"{NAME}的表哥",
    "with_case": "on",
}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Day:
    """What the person made, by address."""

    who: Person
    made: dict[str, str] = field(default_factory=dict)

    def page(self, path: str) -> str:
        """The text of a page that must open."""
        answer = self.who.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def send(self, path: str, data=None, **kwargs) -> str:
        """Send a form that must be accepted; where it leads."""
        return place_of(self.who.post(path, data, **kwargs))


def first(pattern: str, text: str) -> str:
    """The first match in a page."""
    found = re.search(pattern, text)
    assert found, pattern
    return found.group(1)


def whole_day(who: Person) -> Day:
    """Everything in turn."""
    day = Day(who)
    for part in (intake, evidence, roster, documents, collective, survey, looking, mistakes):
        part(day)
    return day


def compartment(page: str) -> str:
    """The first compartment offered by a form: the only one of its author."""
    return first(r'name="compartment"[^>]*>\s*<option value="([^"]+)"', page)


def intake(day: Day) -> None:
    """Typed, saved while typed, recorded; then worked on."""
    page = day.page("/intake/new/")
    where = compartment(page)
    kept = day.who.post("/drafts/centre.intake/", json={"name": NAME, "story": STORY})
    assert kept.status_code == 204
    day.who.post("/intake/workers/", {"name": NAME, "phone": PHONE})
    refused = day.who.post("/intake/new/", INTAKE | {"compartment": where, "consent": []})
    assert refused.status_code == 422
    claim = day.send("/intake/new/", INTAKE | {"compartment": where})
    case = claim.removesuffix("claim/")
    page = day.page(case) + day.page(claim)
    worker, work = first(rf'"(/workers/{REF}/)', page), first(rf'"(/work/{REF}/)', page)
    day.made |= {"case": case, "claim": claim, "worker": worker, "work": work}
    day.send(f"{worker}edit/", {"name": NAME, "phone": PHONE, "address": STORY, "notes": STORY})
    task = {"task-kind": "call", "task-title": f"给{NAME}打电话", "task-due_on": "2027-01-01"}
    day.send(f"{case}add/task/", task)
    note = {"deadline-kind": "reply", "deadline-due_on": "2027-01-02", "deadline-note": PHONE}
    day.send(f"{case}add/deadline/", note)
    hearing = {"hearing-kind": "talk", "hearing-starts_at": "2027-01-02T09:30"}
    day.send(f"{case}add/hearing/", hearing | {"hearing-note": NAME, "hearing-venue": STORY})
    day.send(f"{work}fact/agreed_wage/", {"source": "payslip", "value": "2500"})


def evidence(day: Day) -> None:
    """Papers, pictures and a workbook with names in their corners and in their file names."""
    path = f"{day.made['case']}evidence/"
    for ending, content in (
        ("docx", files.word(PAPER)),
        ("png", files.png(EXIF)),
        ("jpg", files.jpeg(EXIF)),
        ("xlsx", files.workbook([(PAPER, PHONE)])),
        ("txt", f"{PAPER} {STORY}\n".encode() * 30),
    ):
        data = {"kind": "photo", "title": f"{NAME}的工资条", "held_by": "worker", "pages": "1"}
        day.send(path, data, files={"file": (f"{NAME}.{ending}", content)})
    file = first(rf'"(/evidence/{REF}/file/)', day.page(path))
    assert day.who.get(file).status_code == 200


def roster(day: Day) -> None:
    """A workbook of people, looked at, mended, imported."""
    rows = [("工号", "姓名", "入职日期", "应发工资", "月份")]
    rows += [(f"A{n:03}", f"{CELL}{n}", "2015-03-01", 3800 + n, "2025-03") for n in range(12)]
    rows.append(("A099", CELL, "2011-02-30", "三千多", "2025-03"))
    where = compartment(day.page("/rosters/"))
    data = {"compartment": where, "employer_name": FIRM, "source": "roster"}
    upload = (f"{CELL}的名册.xlsx", files.workbook(rows, title=CELL), WORKBOOK)
    path = day.send("/rosters/", data, files={"file": upload})
    day.made["roster"] = path
    assert CELL in day.page(path)
    day.who.post(path, {f"fix:{CELL}!C14": "2011-02-28"})
    day.send(f"{path}import/")
    day.page(path)


def documents(day: Day) -> None:
    """Papers for the case, a run for all cases, an export with names."""
    case = day.made["case"]
    for form in ("pdf", "docx"):
        wanted = {"kind": "application", "form": form, "language": "zh-hans", "anyway": "1"}
        answer = day.who.post(f"{case}documents/", wanted)
        assert answer.status_code == 200 and len(answer.content) > 2000
    assert day.who.get(f"{case}claim-sheet/").content.startswith(b"%PDF")
    wanted = {"kind": "statement", "form": "pdf", "language": "zh-hans"}
    run = day.send("/documents/", wanted)
    day.page(run)
    assert day.who.get(f"{run}file/").status_code == 200
    for form in ("xlsx", "json"):
        answer = day.who.post("/export/", {"form": form, "names": "on"})
        assert answer.status_code == 200, answer.headers
    day.made["run"] = run


def collective(day: Day) -> None:
    """A collective case with a roll from a workbook."""
    page = day.page("/collective/new/")
    data = {"compartment": compartment(page), "title": f"{ROLL}等人", "employer_name": FIRM}
    case = day.send("/collective/new/", data | {"opened_on": "2025-05-01"})
    day.made["collective"] = case
    rows = [
        ("工号", "姓名", "入职日期"),
        *((f"B{n}", f"{ROLL}{n}", "2015-03-01") for n in range(9)),
    ]
    upload = (f"{ROLL}.xlsx", files.workbook(rows), WORKBOOK)
    path = day.send(f"{case}roll/import/", files={"file": upload})
    day.send(f"{path}import/")
    waiting = first(r'name="roster" value="([^"]+)"', day.page(f"{case}roll/import/"))
    day.send(f"{case}roll/take/", {"roster": waiting, "joined_on": "2025-05-02"})
    assert ROLL in day.who.post(f"{case}roll/").text
    member = first(rf'"(/collective/members/{REF}/)', day.page(f"{case}roll/"))
    day.send(f"{member}edit/", {"support": "for", "note": f"{ROLL}的电话{PHONE}"})
    happened = {"kind": "other", "on": "2025-05-03", "phase": "1", "text": f"{ROLL}上楼"}
    day.who.post(f"{case}chronicle/add/", happened)
    day.made["member"] = member


def survey(day: Day) -> None:
    """A questionnaire, a phone that answers, the answers read and exported."""
    where = compartment(day.page("/surveys/"))
    path = day.send("/surveys/", {"title": "East gate", "compartment": where})
    form = day.send(f"{path}upload/", files={"file": ("gate.xlsx", files.QUESTIONS, WORKBOOK)})
    day.send(f"{form}publish/")
    page = day.page(f"{path}devices/new/")
    allowed = re.findall(rf'name="forms_allowed"[^>]*value="({REF})"', page)
    device = {"name": ANSWER, "team": "east", "kind": "token", "forms_allowed": allowed}
    found = day.page(day.send(f"{path}devices/new/", device))
    address = first(r"(/openrosa/[A-Za-z0-9_-]{20,})", found)
    phone = Person(day.who.centre)
    for number in range(3):
        photo = f"{ANSWER}{number}.jpg"
        sent = send_answers(phone, address, f"{ANSWER}{number}", photo)
        assert sent.status_code == 201, sent.text
    answers = day.page(f"{form}answers/")
    one = first(rf'"({re.escape(form)}answers/{REF}/)', answers)
    assert ANSWER in day.page(one)
    day.made |= {"survey": path, "form": form, "answer": one, "phone": address}


def send_answers(phone: Person, address: str, who: str, photo: str = "", instance: str = ""):
    """One submission as a phone sends it."""
    instance = instance or f"uuid:{uuid.uuid4()}"
    parts = {"xml_submission_file": ("a.xml", files.submission(instance, who, photo), "text/xml")}
    if photo:
        parts[photo] = (photo, files.jpeg(EXIF), "image/jpeg")
    return phone.post(f"{address}/submission", files=parts, headers={"X-OpenRosa-Version": "1.0"})


def looking(day: Day) -> None:
    """Search, lists with names, figures, calendar, timeline."""
    found = day.who.post("/search/", {"term": NAME})
    assert found.status_code == 200 and day.made["worker"] in found.text
    day.who.post("/search/", {"term": ASKED})
    assert NAME in day.who.post("/cases/").text
    for path in ("/", "/figures/", "/calendar/", "/deadlines/", f"{day.made['case']}timeline/"):
        day.page(path)
    feed = day.who.post("/calendar/feed/")
    day.made["feed"] = first(r"(/calendar/[A-Za-z0-9_-]+\.ics)", feed.text)
    day.made["token"] = first(r'[>"]\s*([A-Za-z0-9_-]{30,})\s*[<"]', day.who.post("/tokens/").text)


def mistakes(day: Day) -> None:
    """Every kind of error page, asked for with a name in hand."""
    who = day.who
    broken = who.post("/intake/new/", {"name": ASKED, "story": STORY}, headers={"X-Fault": "yes"})
    assert broken.status_code == 500
    missing = who.post(f"/workers/{'A' * 22}/edit/", {"name": ASKED})
    assert missing.status_code == 404
    anonymous = Person(who.centre)
    assert anonymous.post("/intake/new/", {"name": ASKED}).status_code == 403
    odd = who.post("/intake/new/", b"\x00\xff", headers={"Content-Type": "multipart/form-data"})
    assert odd.status_code in (400, 422)
    who.post("/drafts/centre.intake/", data=f'{{"name": "{ASKED}"'.encode())
    for answer in (broken, missing):
        assert ASKED not in answer.text
