"""Coded values of the contract: what may stand in a column of type code."""

from gongyou.law.schema.column import code

END_KINDS = (
    code(
        "resigned",
        "resigned",
        "主动辞职",
        "辞职",
        "自动离职",
        "自离",
        "离职",
        "个人原因离职",
        "quit",
    ),
    code(
        "resigned_for_cause",
        "resigned because of the employer's breach",
        "被迫解除",
        "被迫离职",
        "被迫辞职",
        "因单位违法解除",
        "第38条解除",
        "forced resignation",
    ),
    code(
        "agreed_by_employer",
        "ended by agreement, proposed by the employer",
        "单位提出协商解除",
        "协商解除",
        "协商一致解除",
        "mutual agreement",
    ),
    code(
        "agreed_by_worker",
        "ended by agreement, proposed by the worker",
        "员工提出协商解除",
        "劳动者提出协商解除",
    ),
    code(
        "dismissed_no_fault",
        "dismissed without fault",
        "无过失性辞退",
        "无过失辞退",
        "第40条解除",
        "客观情况变化",
        "不胜任解除",
    ),
    code("dismissed_fault", "dismissed for fault", "过失性辞退", "违纪解除", "开除", "第39条解除"),
    code("layoff", "collective layoff", "经济性裁员", "裁员", "裁减人员", "redundancy"),
    code(
        "expired",
        "contract expired, not renewed by the employer",
        "合同到期不续签",
        "合同到期",
        "期满终止",
        "合同期满",
        "到期终止",
    ),
    code(
        "expired_renewal_refused_by_worker",
        "expired, worker refused renewal on same terms",
        "到期员工不同意续签",
        "员工不续签",
        "劳动者拒绝续签",
    ),
    code(
        "unlawful_dismissal",
        "unlawful dismissal",
        "违法解除",
        "违法解雇",
        "违法辞退",
        "违法终止",
        "口头辞退",
    ),
    code(
        "employer_closed",
        "employer closed, moved or went bankrupt",
        "单位关闭",
        "破产",
        "关厂",
        "倒闭",
        "提前解散",
        "吊销",
        "搬迁",
    ),
    code("retired", "retired", "退休"),
    code("died", "died", "死亡", "身故"),
    code("ongoing", "still employed", "在职", "仍在职", "在岗", "未离职"),
)

CONTRACT_TYPES = (
    code("fixed", "fixed term", "固定期限", "有固定期限"),
    code("open_ended", "open-ended", "无固定期限", "无固定期"),
    code("task", "until a task is done", "以完成一定工作任务为期限", "任务期限", "完成任务"),
)

WORKING_TIME_SYSTEMS = (
    code("standard", "standard hours", "标准工时", "标准工时制", "标准"),
    code("comprehensive", "hours averaged over a period", "综合计算工时", "综合工时", "综合工时制"),
    code("irregular", "irregular hours", "不定时工作制", "不定时", "不定时工时"),
    code("piece", "piece rates", "计件", "计件工资", "计件制"),
)

SEXES = (
    code("female", "female", "女", "女性", "f"),
    code("male", "male", "男", "男性", "m"),
)

PAY_KINDS = (
    code("regular", "ordinary month", "正常", "正常出勤", "正常工作"),
    code("probation", "probation", "试用期"),
    code("sick", "sick leave", "病假", "医疗期"),
    code("maternity", "maternity leave", "产假"),
    code("injury", "stopped work because of injury", "停工留薪", "工伤"),
    code("stoppage", "employer stopped work", "停工", "停产", "待岗"),
    code("strike", "on strike", "罢工"),
    code("piece", "piece rates", "计件"),
)

EVENT_KINDS = (
    code("injury", "work injury or diagnosis", "工伤", "工伤事故", "职业病"),
    code("injury_grade", "disability grade fixed", "伤残鉴定", "伤残等级", "劳动能力鉴定"),
    code("sick_leave", "sick leave", "病假", "医疗期"),
    code("maternity", "maternity leave", "产假"),
    code("birth", "birth", "生育", "分娩"),
    code("notice_received", "notice from the employer received", "收到通知", "解除通知"),
    code("demand_to_employer", "demand to the employer", "向单位主张", "催讨", "要求支付", "追讨"),
    code("complaint_to_authority", "complaint to an authority", "投诉", "劳动监察投诉", "举报"),
    code("mediation", "mediation", "调解", "申请调解"),
    code("arbitration_filed", "arbitration filed", "申请仲裁", "仲裁申请", "立案"),
    code("employer_promise", "employer promised to pay", "单位承诺", "承诺支付", "同意履行"),
    code("payment", "payment received", "收到付款", "付款", "支付"),
    code("leave_taken", "annual leave taken", "已休年假", "休年假"),
    code("force_majeure_start", "force majeure began", "不可抗力开始"),
    code("force_majeure_end", "force majeure ended", "不可抗力结束"),
)
