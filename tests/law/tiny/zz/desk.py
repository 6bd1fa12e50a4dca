"""What the law of Zembla tells the rooms."""

from .pack import zz

desk = zz.desk
desk.role("severance", "zz.farewell")
desk.grievance("nights", "zz.night", label={"en": "Nights not paid", "zh-hans": "夜班没付钱"})
desk.grievance("dismissed", "zz.farewell", asks=("sent_away",))
desk.group("intake", "Days and crowns", "日期与克朗", "start", "end", "agreed_wage", "sent_away")
desk.group("spell", "Days and crowns", "日期与克朗", "start", "end", "agreed_wage", "sent_away")
desk.target(
    "zz.farewell", "(?:the )?farewell(?: money)?", "告别金", en="farewell money", zh="告别金"
)
desk.proofs["sent_away"] = ("dismissal_letter",)
desk.ways["dismissal_letter"] = {
    "en": "The bailiff of Zembla keeps a copy.",
    "zh-hans": "赞巴拉执达吏处有存档。",
}
desk.papers["claim_sheet"] = {"en": "Scroll of claims", "zh-hans": "请求卷轴"}
desk.limited_forums = ("court",)
