"""What Chinese law lets people put before an authority, who may sign, and its clocks.

Articles were read in the texts of the acts: 政府信息公开条例 (2019), 行政复议法 (2023),
信访工作条例 (2022), 劳动保障监察条例 (2004), 立法法 (2023), 行政诉讼法 (2017). The lengths are
dated figures in `figures/procedure.csv`.
"""

from __future__ import annotations

from gongyou.law.dossiers.kinds import ANYONE, THEY, UNION, WE, WORKER, Clock, DossierKind
from gongyou.law.packs.cn.declare import cn

RECEIVED = ("received",)
ANSWERS = ("answered", "partly", "refused")


def _label(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh-hans": zh}


REVIEW = Clock(
    "review",
    _label("Apply for administrative review by", "申请行政复议截止"),
    "review_application_days",
    ("refused", "partly", "silent"),
    ("appealed",),
    whose=WE,
)
SUE = Clock(
    "sue",
    _label("Sue in the people's court by", "向人民法院起诉截止"),
    "review_sue_days",
    ("refused", "decided_against", "silent"),
    ("appealed",),
    whose=WE,
)

KINDS = (
    DossierKind(
        "information_request",
        _label("Request for government information", "政府信息公开申请"),
        _label("the authority that made or keeps the information", "制作或保存该信息的行政机关"),
        (ANYONE,),
        (
            _label(
                "name, proof of identity, how to be reached", "申请人姓名或名称、身份证明、联系方式"
            ),
            _label("name, number or description of the information", "信息的名称、文号或特征描述"),
            _label("in which form it is wanted", "获取信息的形式要求"),
        ),
        (
            Clock(
                "complete",
                _label("Authority may ask for more until", "机关告知补正截止"),
                "information_completion_working_days",
                RECEIVED,
                ("asked_more", *ANSWERS),
            ),
            Clock(
                "answer",
                _label("Answer due", "答复截止"),
                "information_answer_working_days",
                ("received", "completed"),
                ANSWERS,
                extension="information_extension_working_days",
                then="silent",
                pauses=True,
            ),
            REVIEW,
        ),
        basis=_label(
            "Regulations on government information, arts. 27, 29-33",
            "《政府信息公开条例》第27、29至33条",
        ),
        follows=("review_application",),
        hint=_label(
            "Refused or silent: administrative review comes before the court (art. 23).",
            "不予公开或逾期不答：须先申请行政复议，再起诉（行政复议法第23条）。",
        ),
    ),
    *(
        DossierKind(
            code,
            label,
            _label("the labour inspection of the place", "用工所在地的劳动保障监察机构"),
            (WORKER,),
            (
                _label("the employer, clearly named", "明确的被投诉用人单位"),
                _label("the breach, its days, and the harm done", "违法事实、时间和受到的侵害"),
                *more,
            ),
            (
                Clock(
                    "act",
                    _label("Breach must be complained of by", "投诉时限（违法行为终了起）"),
                    "supervision_limit_years",
                    ("breach_ended",),
                    ("received", "sent"),
                    whose=WE,
                ),
                Clock(
                    "accept",
                    _label("Accepted or refused by", "是否受理截止"),
                    "inspection_acceptance_working_days",
                    RECEIVED,
                    ("accepted", "refused"),
                ),
                Clock(
                    "finish",
                    _label("Inspection finished by", "调查完成截止"),
                    "inspection_working_days",
                    ("accepted",),
                    ("answered", "decided", "decided_against"),
                    extension="inspection_extension_working_days",
                    then="silent",
                ),
                REVIEW,
            ),
            basis=_label(
                "Regulations on labour inspection, arts. 9, 17, 20",
                "《劳动保障监察条例》第9、17、20条",
            ),
            follows=("review_application", "petition"),
            many=many,
        )
        for code, label, more, many in (
            (
                "inspection_complaint",
                _label("Complaint to the labour inspection", "劳动保障监察投诉"),
                (),
                False,
            ),
            (
                "inspection_complaint_many",
                _label("Complaint to the labour inspection, of many", "劳动保障监察集体投诉"),
                (_label("the roster of those who complain, as annex", "投诉人名册（附件）"),),
                True,
            ),
        )
    ),
    DossierKind(
        "review_application",
        _label("Application for administrative review", "行政复议申请"),
        _label("the people's government above the authority", "被申请机关的本级人民政府"),
        (WORKER, UNION, "centre"),
        (
            _label("applicant and authority", "申请人和被申请人"),
            _label("what is asked, facts and reasons", "复议请求、事实和理由"),
            _label("the day on which the act became known", "知道该行政行为的日期"),
        ),
        (
            Clock(
                "accept",
                _label("Accepted or refused by", "是否受理截止"),
                "review_acceptance_working_days",
                RECEIVED,
                ("accepted", "refused", "asked_more"),
            ),
            Clock(
                "decide",
                _label("Decision due", "复议决定截止"),
                "review_decision_days",
                ("accepted",),
                ("decided", "decided_against", "answered"),
                extension="review_extension_days",
                then="silent",
            ),
            SUE,
        ),
        basis=_label(
            "Administrative Reconsideration Law (2023), arts. 20, 22, 23, 30, 34, 62",
            "《行政复议法》（2023）第20、22、23、30、34、62条",
        ),
        hint=_label(
            "By the simple procedure (as for information cases) within 30 days of acceptance.",
            "适用简易程序（如信息公开案件）的，受理之日起三十日内决定。",
        ),
    ),
    DossierKind(
        "petition",
        _label("Petition", "信访事项"),
        _label("the body in charge, or its petition office", "有权处理的机关、单位或信访部门"),
        (ANYONE,),
        (
            _label("name and address", "姓名（名称）、住址"),
            _label("what is asked, facts and reasons", "请求、事实、理由"),
        ),
        (
            Clock(
                "notice",
                _label("Told in writing how it is dealt with by", "书面告知截止"),
                "petition_notice_days",
                RECEIVED,
                ("accepted", "refused", "answered"),
            ),
            Clock(
                "finish",
                _label("Dealt with by", "办结截止"),
                "petition_days",
                ("accepted",),
                ("answered", "refused"),
                extension="petition_extension_days",
            ),
            Clock(
                "review",
                _label("Ask for a review by", "请求复查截止"),
                "petition_review_request_days",
                ("answered",),
                ("review_asked",),
                whose=WE,
            ),
            Clock(
                "review_answer",
                _label("Answer of the review due", "复查答复截止"),
                "petition_review_days",
                ("review_asked",),
                ("review_answered",),
            ),
            Clock(
                "recheck",
                _label("Ask for a second review by", "请求复核截止"),
                "petition_review_request_days",
                ("review_answered",),
                ("recheck_asked",),
                whose=WE,
            ),
            Clock(
                "recheck_answer",
                _label("Answer of the second review due", "复核意见截止"),
                "petition_review_days",
                ("recheck_asked",),
                ("recheck_answered",),
            ),
        ),
        basis=_label(
            "Regulations on petitions (2022), arts. 17, 19-23, 34-36",
            "《信访工作条例》（2022）第17、19至23、34至36条",
        ),
        many=True,
        most_representatives=5,
        hint=_label(
            "Several who come in person choose at most five to speak for them (art. 20).",
            "多人走访的，推选代表不得超过5人（第20条）。",
        ),
    ),
    DossierKind(
        "draft_comment",
        _label("Comment on a draft law", "对法规草案的意见"),
        _label("the body that published the draft", "公布草案征求意见的机关"),
        (ANYONE,),
        (
            _label("the draft, article by article", "逐条意见"),
            _label("the day until which comments are taken", "公告写明的截止日"),
        ),
        (
            Clock(
                "comment",
                _label("Usual end of the time for comments", "征求意见一般截止"),
                "draft_comment_days",
                ("published",),
                ("sent", "received"),
                whose=WE,
            ),
        ),
        basis=_label("Legislation Law (2023), art. 40", "《立法法》（2023）第40条"),
        hint=_label(
            "The day printed on the notice rules, whatever the usual length.",
            "以公告写明的截止日为准。",
        ),
    ),
)

for _kind in KINDS:
    cn.desk.dossiers[_kind.code] = _kind
    assert all(clock.whose in (THEY, WE) for clock in _kind.clocks)
