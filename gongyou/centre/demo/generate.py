"""Workers who never existed, with facts that are plausible for Guangdong from 2014 to 2025."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

SURNAMES = "李王张刘陈杨黄赵周吴徐孙朱马胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华玉红梅春燕小云海波建国志文辉鹏飞凤琴"
EMPLOYERS = [
    ("东莞长安恒联电子有限公司（虚构）", "441900", "电子"),
    ("东莞虎门锦绣制衣厂（虚构）", "441900", "制衣"),
    ("东莞厚街宏达鞋业有限公司（虚构）", "441900", "制鞋"),
    ("深圳宝安精锐五金制品厂（虚构）", "440306", "五金"),
    ("深圳龙岗明辉玩具有限公司（虚构）", "440307", "玩具"),
    ("深圳沙井联兴电路板有限公司（虚构）", "440306", "电子"),
    ("广州番禺美艺珠宝厂（虚构）", "440113", "珠宝"),
    ("广州南沙远航集装箱有限公司（虚构）", "440115", "机械"),
    ("广州白云天怡皮具厂（虚构）", "440111", "皮具"),
    ("广州增城新塘牛仔服装厂（虚构）", "440118", "制衣"),
    ("佛山顺德万家电器有限公司（虚构）", "440606", "家电"),
    ("佛山南海铝材制造厂（虚构）", "440605", "铝材"),
    ("中山小榄锁业有限公司（虚构）", "442000", "五金"),
    ("中山古镇灯饰厂（虚构）", "442000", "灯饰"),
    ("惠州惠阳光电科技有限公司（虚构）", "441303", "电子"),
    ("珠海斗门家具制造有限公司（虚构）", "440403", "家具"),
    ("江门蓬江摩托配件厂（虚构）", "440703", "机械"),
    ("深圳快达同城配送有限公司（虚构）", "440300", "配送"),
    ("广州洁城环卫服务有限公司（虚构）", "440106", "环卫"),
    ("东莞塘厦高尔夫用品厂（虚构）", "441900", "体育"),
]
MINIMUM = {2014: 1310, 2015: 1510, 2018: 1720, 2021: 1900, 2025: 2080}
STORIES = {
    "wages_unpaid": "老板说资金周转不开，已经拖了几个月工资，天天说下个月发。",
    "overtime": "每天加班三四个小时，周六也上班，加班费只按底薪算，有时候根本不算。",
    "dismissed": "主管叫我不用来了，没有任何书面通知，也没有说为什么。",
    "relocation": "厂里说要搬到外地，不去的就算自动离职，没有补偿。",
    "no_contract": "进厂到现在没有签过合同，问了几次都说以后再签。",
    "social_insurance": "一直没有买社保，去社保局查了才知道。",
    "leave": "做了这么多年，从来没有休过年假，也没有补钱。",
    "injury": "机器压到手指，老板只付了医药费，不肯报工伤。",
    "heat": "车间没有空调，夏天三十七八度，没有高温津贴。",
    "minimum_wage": "上满班拿到的还不到最低工资。",
}


@dataclass
class Person:
    """One generated worker with one spell of work."""

    name: str
    phone: str
    employer: tuple[str, str, str]
    facts: dict
    pay: list[dict]
    papers: dict
    grievances: list[str]
    story: str
    came_on: date
    events: list[dict] = field(default_factory=list)


# At these firms many came of late with the same trouble: what a collective case begins with.
TROUBLE = {0: "social_insurance", 1: "relocation", 2: "overtime"}


def people(count: int, today: date, seed: int = 20141206):
    """That many generated workers, the same ones every time; one in three is of this year."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(count):
        yield _person(chance, today)


def _person(chance: random.Random, today: date) -> Person:
    recent = chance.random() < 1 / 3
    employer = chance.choices(EMPLOYERS, weights=range(len(EMPLOYERS), 0, -1))[0]
    end = date(2014, 1, 15) + timedelta(days=chance.randrange(4300))
    grievances = chance.sample(list(STORIES), k=chance.choices([1, 2, 3], [5, 4, 1])[0])
    if recent:
        end = today - timedelta(days=chance.randrange(330))
        if chance.random() < 0.6:
            firm = chance.choice(list(TROUBLE))
            employer = EMPLOYERS[firm]
            grievances = list(dict.fromkeys([TROUBLE[firm], *grievances[:1]]))
    start = end - timedelta(days=int(chance.triangular(90, 5200, 900)))
    left = {"dismissed", "relocation"} & set(grievances)
    still_there = not left and chance.random() < (0.6 if recent else 0.2)
    base = Decimal(_minimum(end.year) + chance.choice([0, 0, 100, 300, 500]))
    extra = chance.randrange(20, 90)
    due = (base * Decimal("1.25") + extra * 18).quantize(Decimal(1))
    facts = {
        "start": start,
        "place": employer[1],
        "birth_date": date(end.year - chance.randrange(19, 52), chance.randrange(1, 13), 12),
        "sex": chance.choice(["female", "male"]),
        "contract_written": "no_contract" not in grievances and chance.random() < 0.85,
        "agreed_wage": base,
        "average_wage_12m": due,
        "working_time_system": "standard",
        "full_time": True,
    }
    facts |= (
        {"end_kind": "ongoing"}
        if still_there
        else {"end": end, "end_kind": _end_kind(chance, grievances)}
    )
    if "leave" in grievances:
        facts |= {
            "leave_taken_days": Decimal(0),
            "total_service_years": Decimal(chance.randrange(2, 15)),
        }
    pay = _pay(chance, start, end, base, due, extra, grievances)
    events = []
    if "injury" in grievances:
        hurt = end - timedelta(days=chance.randrange(30, 200))
        events.append({"kind": "injury", "date": max(hurt, start)})
    if chance.random() < 0.3:
        events.append({"kind": "demand_to_employer", "date": end - timedelta(days=10)})
    name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, k=chance.choice([1, 2, 2])))
    return Person(
        name=name,
        phone=f"100{chance.randrange(10**8):08d}",
        employer=employer,
        facts=facts,
        pay=pay,
        papers=_papers(chance, facts, due),
        grievances=grievances,
        story="（生成的示例）" + "".join(STORIES[code] for code in grievances),
        came_on=min(end + timedelta(days=chance.randrange(60)), today),
        events=events,
    )


def _minimum(year: int) -> int:
    return MINIMUM[max(known for known in MINIMUM if known <= max(year, 2014))]


def _end_kind(chance, grievances) -> str:
    if "dismissed" in grievances:
        return chance.choice(["unlawful_dismissal", "dismissed_fault", "dismissed_no_fault"])
    if "relocation" in grievances:
        return "dismissed_no_fault"
    return chance.choice(["resigned_for_cause", "resigned", "agreed_by_employer", "expired"])


def _pay(chance, start, end, base, due, extra, grievances) -> list[dict]:
    rows = []
    last = end.year * 12 + end.month - 1
    first = max(start.year * 12 + start.month - 1, last - 11)
    unpaid = chance.randrange(1, 4) if "wages_unpaid" in grievances else 0
    for n in range(first, last + 1):
        hours = Decimal(max(0, extra + chance.randrange(-15, 16)))
        wage = due + chance.randrange(-200, 200)
        owed = n > last - unpaid
        rows.append(
            {
                "month": date(n // 12, n % 12 + 1, 1),
                "due": wage,
                "paid": Decimal(0) if owed else wage,
                "base_wage": base,
                "hours_overtime_workday": (hours * 6 / 10).quantize(Decimal(1)),
                "hours_overtime_restday": (hours * 4 / 10).quantize(Decimal(1)),
                "hours_overtime_holiday": Decimal(chance.choice([0, 0, 0, 8])),
                "overtime_pay_paid": (wage - base) / 2 if "overtime" in grievances else wage - base,
            }
        )
    for row in rows:
        row["overtime_pay_paid"] = max(row["overtime_pay_paid"], Decimal(0)).quantize(Decimal(1))
    return rows


def _papers(chance, facts: dict, due: Decimal) -> dict:
    """What other sources say of the same spell: source → facts, sometimes another story."""
    papers = {}
    if facts["contract_written"] and chance.random() < 0.5:
        papers["contract"] = {"start": facts["start"], "agreed_wage": facts["agreed_wage"]}
    if chance.random() < 0.25:
        later = facts["start"] + timedelta(days=chance.choice([0, 31, 92]))
        papers["ledger"] = {
            "start": min(later, facts.get("end", later)),
            "average_wage_12m": (due * Decimal("0.85")).quantize(Decimal(1)),
        }
    return papers
