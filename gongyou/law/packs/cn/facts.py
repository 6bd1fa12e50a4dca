"""Facts that only Chinese rules need, beside the contract shared by all packs.

One file, because it is one table.

Flags say what makes a claim stronger or weaker; left empty they mean "nobody says so", and a
result that leans on that shows it as an assumption. Dates are days, both ends included.
"""

from __future__ import annotations

from gongyou.law.schema.column import Column, code, column

END_CAUSES = (
    code("unpaid_wages", "wages not paid in full or on time", "未及时足额支付劳动报酬", "拖欠工资"),
    code("no_overtime_pay", "overtime not paid", "未支付加班费", "不付加班费"),
    code("below_minimum_wage", "paid below the minimum wage", "低于最低工资", "低于最低工资标准"),
    code(
        "unpaid_insurance", "no social insurance paid", "未缴社会保险", "未缴社保", "未依法缴纳社保"
    ),
    code(
        "insurance_base_low",
        "social insurance paid on too low a base",
        "社保基数不足",
        "低基数缴纳",
    ),
    code("no_protection", "agreed protection or conditions not given", "未提供劳动保护或劳动条件"),
    code("unlawful_rules", "house rules that break the law", "规章制度违法"),
    code("void_contract", "contract void by fraud or duress", "合同因欺诈胁迫无效"),
    code(
        "violence", "violence, threats, forced labour, dangerous orders", "暴力威胁或强令冒险作业"
    ),
    code("other_breach", "another breach by the employer", "其他违法情形"),
    code("illness", "illness after the medical period", "医疗期满不能工作"),
    code("incompetence", "not up to the work after training or transfer", "不能胜任工作", "不胜任"),
    code("objective_change", "objective circumstances changed", "客观情况重大变化", "搬迁"),
)

YES_NO_ASSUMED = "assumed no while empty"

EMPLOYMENT: tuple[Column, ...] = (
    column("end_cause", "code", "Why it ended", "解除事由", "解除原因", codes=END_CAUSES),
    column("severance_paid", "money", "Severance already paid", "已付经济补偿"),
    column(
        "settlement_agreed",
        "money",
        "Sum that a written settlement fixed on ending",
        "离职协议约定的补偿总额",
        "协商解除补偿金额",
        "和解金额",
    ),
    column("settlement_paid", "money", "Paid of that sum", "离职协议款项已付金额"),
    column("settlement_due_on", "date", "That sum was due on", "离职协议约定付款日期"),
    column(
        "severance_months_told",
        "number",
        "Months of wage counted for severance, where the days are not known",
        "补偿月数",
        "补偿年限",
        "经济补偿月数",
        unit="months",
    ),
    column(
        "maternity_days_granted",
        "number",
        "Maternity leave days under local rules",
        "当地产假天数",
        unit="days",
    ),
    column(
        "worked_on_after_expiry",
        "flag",
        "Worked on after the contract ran out",
        "合同到期后继续工作未续签",
    ),
    column("protected_worker", "flag", "Was protected from dismissal", "属于不得解除的情形"),
    column("union_not_told", "flag", "Union not told before dismissal", "解除前未通知工会"),
    column("ground_not_proved", "flag", "Employer cannot prove its ground", "单位不能证明解除理由"),
    column("layoff_steps_missing", "flag", "Layoff steps were left out", "裁员程序缺失"),
    column(
        "open_ended_refused",
        "flag",
        "Open-ended contract was due and refused",
        "应签无固定期限而拒签",
    ),
    column(
        "wage_below_cap",
        "flag",
        "Wage is clearly below three times the local average",
        "月工资明显低于当地平均工资三倍",
    ),
    column(
        "local_average_wage",
        "money",
        "Published local average monthly wage of the year before",
        "上年度职工月平均工资",
        "社平工资",
        "当地月平均工资",
    ),
    column(
        "local_minimum_wage",
        "money",
        "Published local minimum wage",
        "当地最低工资标准",
        "最低工资",
    ),
    column(
        "local_minimum_wage_from", "date", "That minimum wage holds from", "该最低工资标准起始日期"
    ),
    column(
        "local_minimum_wage_until", "date", "That minimum wage held until", "该最低工资标准截止日期"
    ),
    column(
        "local_minimum_wage_class",
        "integer",
        "Minimum wage class of the place",
        "当地最低工资类别",
        "最低工资几类区",
    ),
    column(
        "pooling_average_wage",
        "money",
        "Average wage of the insurance area",
        "统筹地区职工月平均工资",
    ),
    column(
        "provincial_average_wage",
        "money",
        "Average monthly wage of the province",
        "全省职工月平均工资",
    ),
    column(
        "earlier_service_paid", "flag", "Earlier service already compensated", "原单位已支付补偿"
    ),
    column(
        "worker_refused_contract",
        "flag",
        "Worker refused or prevented a contract",
        "劳动者拒签合同",
    ),
    column(
        "rest_days_paid_once",
        "flag",
        "Rest-day work was paid at the single rate",
        "休息日加班已付一倍",
    ),
    column(
        "hours_period",
        "code",
        "Period over which hours are averaged",
        "综合计算周期",
        codes=(
            code("month", "month", "月"),
            code("quarter", "quarter", "季"),
            code("year", "year", "年"),
        ),
    ),
    column("hours_system_approved", "flag", "Working-time system was approved", "特殊工时已经审批"),
    column("package_wage", "flag", "Wage was agreed as a package with overtime", "约定包薪"),
    column(
        "untaken_leave_days",
        "number",
        "Untaken annual leave days",
        "未休年休假天数",
        "未休天数",
        unit="days",
    ),
    column(
        "leave_taken_year_before",
        "number",
        "Annual leave taken the year before",
        "上一年已休年休假天数",
        "去年已休年假",
        unit="days",
    ),
    column(
        "leave_taken_two_years_before",
        "number",
        "Annual leave taken two years before",
        "前年已休年休假天数",
        unit="days",
    ),
    column(
        "wages_owed_told",
        "money",
        "Unpaid wages as one sum",
        "拖欠工资总额",
        "欠条金额",
        "欠薪金额",
    ),
    column("unpaid_from", "date", "No wage paid from", "欠薪起始日期"),
    column("unpaid_until", "date", "No wage paid until", "欠薪截止日期"),
    column("renewal_wanted", "flag", "Worker wanted the contract renewed", "劳动者要求续订合同"),
    column(
        "contract_extended_months",
        "number",
        "Months by which the term was extended",
        "合同期限累计延长月数",
        unit="months",
    ),
    column("contract_auto_renewed", "flag", "Contract renewed itself", "约定合同到期自动续延"),
    column(
        "employer_renamed",
        "flag",
        "Contract moved to another employer at the same job",
        "变换合同主体但仍在原岗位",
    ),
    column("term_extended_by_law", "flag", "Term extended by law", "合同期限依法续延"),
    column("hazard_exposed", "flag", "Worked with occupational hazards", "从事接触职业病危害作业"),
    column("exit_check_done", "flag", "Health check on leaving was made", "已做离岗职业健康检查"),
    column(
        "draws_pension", "flag", "Draws a basic pension", "已领取基本养老金", "已享受养老保险待遇"
    ),
    column(
        "former_retirement_age",
        "integer",
        "Retirement age by the former rules",
        "原法定退休年龄",
        unit="years",
    ),
    column("knew_secrets", "flag", "Knew business secrets", "知悉商业秘密"),
    column("noncompete_breached", "flag", "Competed against the agreement", "违反竞业限制"),
    column(
        "reinstatement_impossible", "flag", "The contract cannot go on", "劳动合同已不能继续履行"
    ),
    column(
        "own_fault_share",
        "number",
        "Worker's share of the fault (%)",
        "劳动者过错比例",
        unit="percent",
    ),
    column(
        "limitation_not_raised",
        "flag",
        "Employer did not plead limitation in arbitration",
        "单位仲裁期间未提出时效抗辩",
    ),
    column(
        "subcontractor_unlicensed",
        "flag",
        "Hired by someone without a licence on a contractor's work",
        "由无资质的承包人招用",
    ),
    column(
        "licence_borrowed", "flag", "Employer trades under another's licence", "单位挂靠他人资质"
    ),
    column(
        "linked_companies",
        "flag",
        "Several linked companies used the work",
        "被多家关联单位混同用工",
    ),
    column(
        "foreigner_permitted",
        "flag",
        "Foreigner with residence or work permit",
        "外国人已获永久居留或工作许可",
    ),
    column(
        "foreign_office", "flag", "Hired by a foreign company's office", "由外国企业代表机构用工"
    ),
    column(
        "special_benefit_value",
        "money",
        "Value of a special benefit with agreed service (housing, household register)",
        "约定服务期的特殊待遇价值",
    ),
    column(
        "special_benefit_term_months",
        "number",
        "Agreed service for it",
        "特殊待遇约定服务期月数",
        unit="months",
    ),
    column(
        "special_benefit_served_months",
        "number",
        "Served of that",
        "特殊待遇已履行服务期月数",
        unit="months",
    ),
    column("married_on", "date", "Married on", "结婚登记日期"),
    column("leave_refused_in_writing", "flag", "Worker gave up leave in writing", "书面放弃年休假"),
    column(
        "sick_leave_months",
        "number",
        "Months of sick leave in the year",
        "当年病假月数",
        unit="months",
    ),
    column(
        "personal_leave_days",
        "number",
        "Days of paid personal leave in the year",
        "当年带薪事假天数",
        unit="days",
    ),
    column(
        "payment_order",
        "text",
        "Number of the labour authority's payment order",
        "限期支付决定书文号",
    ),
    column(
        "asked_none",
        "text",
        "Asked about, and there was none (kinds of events)",
        "已问过且没有的事项（事件类别）",
    ),
    column("payment_order_deadline", "date", "Payment ordered by", "责令支付期限"),
    column("payment_order_met", "flag", "Order was obeyed", "已按期支付"),
    column("deductions_for_damage", "flag", "Deductions were for damage done", "扣款系赔偿损失"),
    column("local_household", "flag", "Registered household in this city", "本市户籍"),
    column(
        "medical_tier",
        "code",
        "Medical insurance tier",
        "医疗保险档次",
        codes=(code("1", "first", "一档"), code("2", "second", "二档"), code("3", "third", "三档")),
    ),
    column(
        "injury_rate_class",
        "code",
        "Injury insurance rate class",
        "工伤费率类别",
        codes=(
            code("lowest", "lowest", "最低"),
            code("middle", "middle", "中间"),
            code("highest", "highest", "最高"),
        ),
    ),
    column("insurance_complaint_on", "date", "Complained about insurance on", "社保投诉日期"),
    column("insurance_paid_on", "date", "Arrears of insurance paid on", "社保补缴日期"),
    column("not_insured", "flag", "Never insured by this employer", "从未参加社会保险", "未参保"),
    column("insurance_principal", "money", "Insurance arrears as one sum", "欠缴社保本金"),
    column("insurance_principal_due_on", "date", "Those arrears were due on", "欠缴社保应缴日期"),
    column(
        "insurance_cash_monthly",
        "money",
        "Cash paid monthly instead of insurance",
        "以现金代缴社保每月金额",
    ),
    column(
        "insurance_cash_months", "number", "Months of that cash", "现金社保补贴月数", unit="months"
    ),
    column("housing_fund_never_paid", "flag", "Housing fund never paid", "从未缴存公积金"),
    column(
        "unemployment_rate_class",
        "code",
        "Unemployment insurance rate band",
        "失业保险费率档次",
        codes=(code("lowest", "lowest", "最低"), code("highest", "highest", "最高")),
    ),
    column("insurance_lost", "flag", "Insurance cannot be made good", "社保无法补缴"),
    column(
        "contribution_years",
        "number",
        "Years of unemployment insurance due",
        "失业保险应缴年限",
        unit="years",
    ),
    column(
        "housing_fund_rate",
        "number",
        "Housing fund rate of the employer (%)",
        "公积金缴存比例",
        unit="percent",
    ),
    column("injury_insured", "flag", "Insured against work injury", "已参加工伤保险"),
    column(
        "injury_wage_in_bounds",
        "flag",
        "Own wage is between 60 and 300 per cent of the average",
        "本人工资在平均工资60%至300%之间",
    ),
    column(
        "subsidy_medical_months",
        "number",
        "Months of medical subsidy in this province",
        "当地工伤医疗补助金月数",
        unit="months",
    ),
    column(
        "subsidy_employment_months",
        "number",
        "Months of employment subsidy in this province",
        "当地伤残就业补助金月数",
        unit="months",
    ),
    column(
        "urban_income",
        "money",
        "Urban disposable income a head of last year",
        "上年度城镇居民人均可支配收入",
    ),
    column(
        "part_month_days_worked",
        "number",
        "Paid days worked in a part month",
        "不足月出勤计薪天数",
        unit="days",
    ),
    column(
        "part_month_days_absent",
        "number",
        "Paid days absent in a part month",
        "不足月缺勤计薪天数",
        unit="days",
    ),
    column("annual_bonus", "money", "Agreed annual bonus", "约定年终奖"),
    column(
        "bonus_months",
        "number",
        "Months worked in the bonus year",
        "奖金年度工作月数",
        unit="months",
    ),
    column("annual_bonus_paid", "money", "Paid of that bonus", "已付年终奖"),
    column(
        "stopped_work_fraction",
        "number",
        "Local pay for stopped work, share of the minimum wage",
        "当地停工生活费比例",
    ),
    column("sick_pay_monthly", "money", "Agreed sick pay a month", "约定病假工资"),
    column("heat_season_from", "integer", "First month of the heat allowance", "高温津贴起始月份"),
    column("heat_season_until", "integer", "Last month of the heat allowance", "高温津贴截止月份"),
    column(
        "heat_work",
        "code",
        "Hot work outdoors or indoors",
        "高温作业类型",
        codes=(code("outdoors", "outdoors", "室外"), code("indoors", "indoors", "室内")),
    ),
    column("local_heat_allowance", "money", "Local heat allowance a month", "当地高温津贴标准"),
    column(
        "unemployment_monthly", "money", "Local unemployment benefit a month", "当地失业保险金标准"
    ),
    column(
        "unemployment_months",
        "number",
        "Months of unemployment benefit lost",
        "失业保险金损失月数",
        unit="months",
    ),
    column("disability_grade", "integer", "Disability grade", "伤残等级", "伤残级别"),
    column(
        "stop_work_months",
        "number",
        "Months off work because of injury",
        "停工留薪期月数",
        unit="months",
    ),
    column(
        "stop_work_paid", "money", "Paid for the time off because of injury", "停工留薪期已付工资"
    ),
    column("nursing_level", "integer", "Level of nursing need", "护理等级"),
    column("injury_benefit_paid", "money", "Injury benefits already paid", "已付工伤待遇"),
    column(
        "years_to_retirement", "number", "Full years until retirement", "距退休年数", unit="years"
    ),
    column("death_on", "date", "Date of death", "死亡日期"),
    column("death_from_work", "flag", "Death counts as from work", "认定因工死亡"),
    column("dependant_spouse", "flag", "Dependent husband or wife", "有供养配偶"),
    column("dependants_other", "integer", "Other dependants", "其他供养亲属人数"),
    column(
        "dependants_lone",
        "integer",
        "Dependants who are lone elders or orphans",
        "孤寡老人或孤儿人数",
    ),
    column(
        "illness_graded", "flag", "Work capacity graded after illness", "医疗期满经劳动能力鉴定"
    ),
    column("illness_serious", "flag", "Serious illness", "患重病"),
    column("illness_terminal", "flag", "Terminal illness", "患绝症"),
    column("birth_on", "date", "Date of birth of the child", "分娩日期"),
    column("difficult_birth", "flag", "Difficult birth", "难产"),
    column("birth_order", "integer", "Which child of the mother", "第几个孩子", "第几孩"),
    column("children_born", "integer", "Children born at this birth", "生育胎儿数"),
    column(
        "miscarriage_months",
        "number",
        "Months of pregnancy at miscarriage",
        "流产时怀孕月数",
        unit="months",
    ),
    column("maternity_insured", "flag", "Insured for maternity", "已参加生育保险"),
    column(
        "employer_average_wage",
        "money",
        "Employer's average monthly wage of last year",
        "单位上年度月平均工资",
    ),
    column("maternity_paid", "money", "Paid for the maternity leave", "产假期间已付"),
    column(
        "fund_maternity_allowance",
        "money",
        "Maternity allowance the fund paid to the employer",
        "单位已领取生育津贴",
    ),
    column("layoff_people", "integer", "People laid off", "裁减人数"),
    column("employees_total", "integer", "All employees", "职工总数"),
    column("noncompete_monthly", "money", "Agreed monthly pay for not competing", "竞业限制月补偿"),
    column(
        "noncompete_months",
        "number",
        "Months of not competing kept",
        "已履行竞业限制月数",
        unit="months",
    ),
    column("noncompete_paid", "money", "Paid for not competing", "已付竞业限制补偿"),
    column(
        "noncompete_penalty_multiple", "number", "Agreed penalty as a multiple", "约定违约金倍数"
    ),
    column("training_cost", "money", "Cost of the training", "培训费用"),
    column("training_wages", "money", "Wages inside that cost", "培训费用中的工资"),
    column(
        "training_term_months",
        "number",
        "Agreed service after the training",
        "约定服务期月数",
        unit="months",
    ),
    column("training_served_months", "number", "Served of it", "已履行服务期月数", unit="months"),
    column(
        "training_penalty_agreed",
        "money",
        "Penalty agreed for what is left of that service",
        "剩余服务期约定违约金",
    ),
    column(
        "training_penalty_paid",
        "money",
        "Penalty already paid or withheld",
        "已付或已扣服务期违约金",
    ),
    column(
        "certificate_loss_monthly",
        "money",
        "Monthly loss without leaving certificate",
        "无离职证明月损失",
    ),
    column("certificate_loss_months", "number", "Months of that loss", "损失月数", unit="months"),
    column("accepted_on", "date", "Arbitration accepted on", "仲裁受理日期"),
    column("award_received_on", "date", "Award received on", "收到裁决书日期"),
    column("award_is_final", "flag", "Award is final for the employer", "终局裁决"),
    column("judgment_received_on", "date", "Judgment received on", "收到判决书日期"),
    column(
        "payment_due_on", "date", "Payment due under the award or judgment", "裁判确定的履行期限"
    ),
    column("judgment_principal", "money", "Unpaid principal of the judgment", "未履行本金"),
    column("mediation_made_on", "date", "Mediation agreement made on", "调解协议日期"),
    column("bargaining_requested_on", "date", "Bargaining requested on", "协商要约日期"),
    column(
        "collective_contract_signed_on", "date", "Collective contract signed on", "集体合同签订日期"
    ),
    column(
        "collective_contract_filed_on", "date", "Collective contract filed on", "集体合同报送日期"
    ),
    column("weekly_hours", "number", "Hours a week", "每周工时", unit="hours"),
    column("daily_hours", "number", "Hours a day", "每日工时", unit="hours"),
    column("dispatched", "flag", "Sent by a dispatch agency", "劳务派遣"),
    column("awarded_amount", "money", "Awarded for one item", "单项裁决金额"),
    column("group_size", "integer", "Workers with the same claim", "共同请求人数"),
)

PAY: tuple[Column, ...] = (
    column(
        "insurance_reference_wage",
        "money",
        "Average wage of last year for insurance",
        "上年度月平均工资（社保）",
    ),
    column("insurance_due_on", "date", "Insurance due on", "社保应缴日期"),
    column(
        "excluded_allowances", "money", "Shift, heat and hazard allowances", "中夜班高温等特殊津贴"
    ),
)
