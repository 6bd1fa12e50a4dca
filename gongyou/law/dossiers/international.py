"""Dossiers that no country's law owns: to the ILO, the UN, a brand, an employer."""

from __future__ import annotations

from typing import Any

from .kinds import ANYONE, CENTRE, CONSENT, THEY, UNION, WE, WORKER, Clock, DossierKind

_REPLY = {"en": "Reply asked for by", "zh-hans": "请求答复截止"}
_SIGNED = {
    "en": "a date, a signature and an address for letters",
    "zh-hans": "日期、签名和通信地址",
}
_FACTS = {
    "en": "what happened, where and when, with proof",
    "zh-hans": "何时何地发生何事，并附证据",
}

_ILO = {"en": "Director-General of the ILO, Geneva", "zh-hans": "国际劳工组织总干事"}

INTERNATIONAL: dict[str, DossierKind] = {
    kind.code: kind
    for kind in (
        DossierKind(
            "right_of_reply",
            {"en": "Letter offering a right of reply", "zh-hans": "答复权告知函"},
            {"en": "the employer that is to be named", "zh-hans": "拟被点名的用人单位"},
            (CENTRE,),
            (
                {"en": "each statement that is to be published", "zh-hans": "拟公开的每一项陈述"},
                {"en": "the day until which a reply is awaited", "zh-hans": "等待答复的截止日"},
            ),
            (Clock("reply", _REPLY, "right_of_reply_days", ("received", "sent"), ("answered",),
                   then="silent"),),
        ),
        DossierKind(
            "brand_letter",
            {"en": "Letter to a brand or buyer", "zh-hans": "致品牌商（采购商）函"},
            {"en": "the brand that buys from the site", "zh-hans": "向该厂采购的品牌商"},
            (CENTRE, UNION, WORKER),
            (
                {"en": "the site, and proof that it supplies the brand",
                 "zh-hans": "厂址，以及供货关系的证明"},
                _FACTS,
                {"en": "what is asked of the brand", "zh-hans": "对品牌商的要求"},
            ),
            (Clock("reply", _REPLY, "brand_reply_days", ("received", "sent"), ("answered",),
                   then="silent"),),
            follows=("oecd_contact_point",),
        ),
        DossierKind(
            "oecd_contact_point",
            {"en": "Specific instance at an OECD contact point",
             "zh-hans": "经合组织国家联络点申诉"},
            {"en": "the national contact point of the brand's country",
             "zh-hans": "品牌商所在国的国家联络点"},
            (ANYONE,),
            (_FACTS, {"en": "the chapters of the Guidelines concerned",
                      "zh-hans": "涉及的《准则》章节"}),
            (Clock("assessment",
                   {"en": "Initial assessment awaited", "zh-hans": "初步评估期限"},
                   "oecd_assessment_months", ("received",), ("answered", "refused")),),
        ),
        DossierKind(
            "ilo_cfa",
            {"en": "Complaint to the ILO Committee on Freedom of Association",
             "zh-hans": "向国际劳工组织结社自由委员会申诉"},
            _ILO,
            (UNION,),
            (_SIGNED, _FACTS,
             {"en": "that it is a complaint against the government",
              "zh-hans": "写明系针对政府的申诉"}),
            (Clock("further",
                   {"en": "Further information may be sent until", "zh-hans": "补充材料截止"},
                   "ilo_further_information_months", ("received", "accepted"), ("completed",),
                   whose=WE),),
            basis={"en": "Only governments and organisations of employers or workers may complain.",
                   "zh-hans": "只有政府、雇主组织或工人组织可以申诉。"},
            hint={"en": "Urgent where life, freedom or an organisation's existence is at stake.",
                  "zh-hans": "涉及生命、人身自由或组织存亡的，可请求紧急处理。"},
        ),
        DossierKind(
            "ilo_article_24",
            {"en": "Representation under article 24 of the ILO Constitution",
             "zh-hans": "依《国际劳工组织章程》第24条提出申诉"},
            _ILO,
            (UNION,),
            (_SIGNED, {"en": "the ratified Convention that is not observed",
                       "zh-hans": "未被遵守的已批准公约"}),
            basis={"en": "Only an industrial association of employers or workers may represent.",
                   "zh-hans": "只有雇主或工人的产业团体可以提出。"},
        ),
        DossierKind(
            "un_special_procedures",
            {"en": "Letter to UN special procedures", "zh-hans": "致联合国特别程序函"},
            {"en": "the mandate-holder concerned, Geneva", "zh-hans": "相关任务负责人（日内瓦）"},
            (CONSENT,),
            (
                {"en": "who is the victim, and that they agree", "zh-hans": "受害人及其同意"},
                {"en": "who is alleged to have done it", "zh-hans": "被指称的责任方"},
                {"en": "who hands it in (kept confidential)", "zh-hans": "提交人（保密）"},
                _FACTS,
            ),
            (Clock("reply",
                   {"en": "Government's reply awaited", "zh-hans": "政府答复期限"},
                   "un_reply_days", ("accepted",), ("answered",), whose=THEY, then="silent"),),
        ),
    )
}  # fmt: skip


def kinds_of(pack: Any) -> dict[str, DossierKind]:
    """The kinds of a law, then those that no country owns."""
    own: dict[str, DossierKind] = pack.desk.dossiers if pack is not None else {}
    return {**own, **INTERNATIONAL}
