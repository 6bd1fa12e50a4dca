"""What individual casework can show of the three published cases: people by role only.

Facts are those that the public sources give (China Labour Bulletin and others, as listed in
each story); what they do not tell stays unknown, and the claim names it as missing.
"""

from datetime import date
from decimal import Decimal

LIDE = {
    "employer": "广州番禺利得鞋业有限公司",
    "place": "440113",
    "sector": "制鞋",
    "spellings": ["廣州番禺利得鞋業有限公司", "利得鞋厂"],
}
UNIVERSITY_TOWN = {
    "employer": "广电物业管理有限公司",
    "place": "440113",
    "sector": "环卫",
    "spellings": [],
}
CITIZEN = {
    "employer": "冠星精密表链厂",
    "place": "440306",
    "sector": "制表",
    "spellings": [],
}

CASES = [
    {
        "firm": LIDE,
        "role": "利得鞋厂求助工人（按角色，公开案例）",
        "came_on": date(2014, 8, 15),
        "story": (
            "公开案例（利得鞋厂，2014–2015）：十多名工人到厂外咨询欠缴社保、公积金、加班费、"
            "年休假、高温津贴，以及搬迁后应得的补偿。"
            "来源：中国劳工通讯 2015-01-02；《中国工人》2015-02。"
        ),
        "grievances": ["social_insurance", "housing_fund", "overtime", "leave", "heat",
                       "relocation"],
        "facts": {"place": "440113"},
        "events": [{"kind": "employer_promise", "date": date(2014, 12, 17)}],
        "outcome": {"kind": "settlement", "on": date(2014, 12, 17), "amount": Decimal(12000),
                    "note": "每满一年 2,000 元，最多 6 年；不满一年每月 166 元。"},
        "payments": [{"on": date(2014, 12, 20), "amount": Decimal(12000)}],
    },
    {
        "firm": UNIVERSITY_TOWN,
        "role": "大学城环卫工人（按角色，公开案例）",
        "came_on": date(2014, 8, 20),
        "story": (
            "公开案例（广州大学城环卫工，2014）：合同 2014-08-31 到期，承包公司不续签；"
            "多数人工作八到九年。来源：中国劳工通讯 2014-10-16；Labor Notes 2014-10。"
        ),
        "grievances": ["severance", "social_insurance"],
        "facts": {"place": "440113", "start": date(2005, 9, 1), "end": date(2014, 8, 31),
                  "end_kind": "expired", "contract_end": date(2014, 8, 31)},
        "events": [{"kind": "demand_to_employer", "date": date(2014, 8, 22)}],
        "outcome": {"kind": "settlement", "on": date(2014, 9, 9), "amount": Decimal(27000),
                    "note": "每满一年 3,000 元；九年 27,000 元；五个工作日内支付。"},
        "payments": [{"on": date(2014, 9, 12), "amount": Decimal(27000)}],
    },
    {
        "firm": CITIZEN,
        "role": "冠星表链厂工人（按角色，公开案例）",
        "came_on": date(2011, 11, 6),
        "story": (
            "公开案例（西铁城供应商冠星厂，2011）：2005 年起每天 40 分钟不计工时，"
            "五年约 11,000 元；谈判后按 70% 支付。来源：财新 2011-11-24；中国劳工通讯 2014-07-24。"
        ),
        "grievances": ["overtime", "housing_fund", "social_insurance", "heat"],
        "facts": {"place": "440306", "working_time_system": "standard"},
        "events": [{"kind": "demand_to_employer", "date": date(2011, 10, 12)}],
        "outcome": {"kind": "settlement", "on": date(2011, 11, 19), "amount": Decimal(7700),
                    "note": "约 11,000 元 × 70%；分期支付，第一期 2011-11-30。"},
        "payments": [],
    },
]  # fmt: skip
