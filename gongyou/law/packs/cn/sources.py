"""Statutes, regulations and interpretations that the rules cite.

A short name stands for a title in both languages, the number of the document and the days
between which the text was in force. Article numbers are those of the text named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """One legal text: titles, number, first day in force, last day (None while in force)."""

    short: str
    zh: str
    en: str
    since: date
    until: date | None = None
    amended: tuple[date, ...] = ()
    number: str = ""


def _source(
    short: str, zh: str, en: str, since: str, *amended: str, number: str = "", until: str = ""
) -> Source:
    return Source(
        short,
        zh,
        en,
        date.fromisoformat(since),
        date.fromisoformat(until) if until else None,
        tuple(map(date.fromisoformat, amended)),
        number,
    )


_ALL = (
    _source("LL", "劳动法", "Labour Law", "1995-01-01", "2009-08-27", "2018-12-29"),
    _source("LCL", "劳动合同法", "Labour Contract Law", "2008-01-01", "2013-07-01"),
    _source(
        "LCL-IR",
        "劳动合同法实施条例",
        "Implementing Regulations of the Labour Contract Law",
        "2008-09-18",
        number="国务院令第535号",
    ),
    _source(
        "LDMAL",
        "劳动争议调解仲裁法",
        "Law on Mediation and Arbitration of Labour Disputes",
        "2008-05-01",
    ),
    _source(
        "Arb-Rules",
        "劳动人事争议仲裁办案规则",
        "Rules for Handling Labour Arbitration Cases",
        "2017-07-01",
        number="人社部令第33号",
    ),
    _source(
        "SPC-I",
        "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）",
        "Supreme People's Court Interpretation (I) on labour disputes",
        "2021-01-01",
        number="法释〔2020〕26号",
    ),
    _source(
        "SPC-II",
        "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）",
        "Supreme People's Court Interpretation (II) on labour disputes",
        "2025-09-01",
        number="法释〔2025〕12号",
    ),
    _source(
        "SPC-2001",
        "最高人民法院关于审理劳动争议案件适用法律若干问题的解释",
        "Supreme People's Court Interpretation on labour disputes of 2001",
        "2001-04-30",
        number="法释〔2001〕14号",
        until="2020-12-31",
    ),
    _source(
        "Order-481",
        "违反和解除劳动合同的经济补偿办法",
        "Measures on Economic Compensation for Breach and Termination of Labour Contracts",
        "1995-01-01",
        number="劳部发〔1994〕481号",
        until="2017-11-24",
    ),
    _source("SIL", "社会保险法", "Social Insurance Law", "2011-07-01", "2018-12-29"),
    _source(
        "SI-Collect",
        "社会保险费征缴暂行条例",
        "Interim Regulations on Collection of Social Insurance Premiums",
        "1999-01-22",
        "2019-03-24",
    ),
    _source("Compulsion", "行政强制法", "Administrative Compulsion Law", "2012-01-01"),
    _source(
        "Injury-R",
        "工伤保险条例",
        "Work Injury Insurance Regulations",
        "2004-01-01",
        "2011-01-01",
        number="国务院令第586号",
    ),
    _source(
        "GD-Injury",
        "广东省工伤保险条例",
        "Guangdong Work Injury Insurance Regulations",
        "2012-01-01",
        "2019-07-01",
    ),
    _source(
        "ZJ-Injury",
        "浙江省工伤保险条例",
        "Zhejiang Work Injury Insurance Regulations",
        "2018-01-01",
        "2020-09-24",
    ),
    _source(
        "AL-Reg",
        "职工带薪年休假条例",
        "Paid Annual Leave Regulations",
        "2008-01-01",
        number="国务院令第514号",
    ),
    _source(
        "AL-Meas",
        "企业职工带薪年休假实施办法",
        "Implementing Measures on Paid Annual Leave for Enterprise Employees",
        "2008-09-18",
        number="人社部令第1号",
    ),
    _source(
        "Wage-94",
        "工资支付暂行规定",
        "Interim Provisions on Payment of Wages",
        "1995-01-01",
        number="劳部发〔1994〕489号",
    ),
    _source(
        "Labour-309",
        "关于贯彻执行劳动法若干问题的意见",
        "Opinions on Several Questions in Carrying Out the Labour Law",
        "1995-08-04",
        number="劳部发〔1995〕309号",
    ),
    _source(
        "GD-Wage",
        "广东省工资支付条例",
        "Guangdong Wage Payment Regulations",
        "2005-05-01",
        "2016-09-29",
    ),
    _source(
        "MinWage",
        "最低工资规定",
        "Minimum Wage Provisions",
        "2004-03-01",
        number="劳动和社会保障部令第21号",
    ),
    _source(
        "Hours-174",
        "国务院关于职工工作时间的规定",
        "State Council Provisions on Working Hours",
        "1995-05-01",
        number="国务院令第174号",
    ),
    _source(
        "Days-2000",
        "关于职工全年月平均工作时间和工资折算问题的通知",
        "Notice on Average Monthly Working Time and Wage Conversion (2000)",
        "2000-03-17",
        number="劳社部发〔2000〕8号",
        until="2008-01-02",
    ),
    _source(
        "Days-2008",
        "关于职工全年月平均工作时间和工资折算问题的通知",
        "Notice on Average Monthly Working Time and Wage Conversion (2008)",
        "2008-01-03",
        number="劳社部发〔2008〕3号",
        until="2024-12-31",
    ),
    _source(
        "Days-2025",
        "关于职工全年月平均工作时间和工资折算问题的通知",
        "Notice on Average Monthly Working Time and Wage Conversion (2025)",
        "2025-01-01",
        number="人社部发〔2025〕2号",
    ),
    _source(
        "Superv-R",
        "劳动保障监察条例",
        "Labour Security Supervision Regulations",
        "2004-12-01",
        number="国务院令第423号",
    ),
    _source(
        "Migrant-R",
        "保障农民工工资支付条例",
        "Regulations on Guaranteeing Wages of Migrant Workers",
        "2020-05-01",
        number="国务院令第724号",
    ),
    _source(
        "Women-R",
        "女职工劳动保护特别规定",
        "Special Rules on Labour Protection of Female Employees",
        "2012-04-28",
        number="国务院令第619号",
    ),
    _source(
        "GD-Family",
        "广东省人口与计划生育条例",
        "Guangdong Population and Family Planning Regulations",
        "2016-09-29",
    ),
    _source(
        "HF-R",
        "住房公积金管理条例",
        "Housing Provident Fund Regulations",
        "1999-04-03",
        "2002-03-24",
        "2019-03-24",
    ),
    _source(
        "GD-Unemp",
        "广东省失业保险条例",
        "Guangdong Unemployment Insurance Regulations",
        "2014-07-01",
        "2022-06-01",
    ),
    _source(
        "Heat-2012",
        "防暑降温措施管理办法",
        "Measures for Prevention of Heatstroke",
        "2012-06-29",
        number="安监总安健〔2012〕89号",
    ),
    _source(
        "Medical-479",
        "企业职工患病或非因工负伤医疗期规定",
        "Provisions on the Medical Period of Enterprise Employees",
        "1995-01-01",
        number="劳部发〔1994〕479号",
    ),
    _source(
        "Labour-354",
        "关于实行劳动合同制度若干问题的通知",
        "Notice on Several Questions of the Labour Contract System",
        "1996-10-31",
        number="劳部发〔1996〕354号",
    ),
    _source(
        "BJ-Contract", "北京市劳动合同规定", "Beijing Labour Contract Provisions", "2002-02-01"
    ),
    _source("CrimL", "刑法", "Criminal Law", "1997-10-01", "2011-05-01"),
    _source(
        "SPC-2013-3",
        "最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释",
        "Supreme People's Court Interpretation on the crime of refusing to pay for labour",
        "2013-01-23",
        number="法释〔2013〕3号",
    ),
    _source(
        "SPC-2014-8",
        "最高人民法院关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释",
        "Supreme People's Court Interpretation on interest for late performance in enforcement",
        "2014-08-01",
        number="法释〔2014〕8号",
    ),
    _source(
        "Retire-2024",
        "国务院关于渐进式延迟法定退休年龄的办法",
        "State Council Measures on Raising the Statutory Retirement Age by Degrees",
        "2025-01-01",
    ),
    _source(
        "Order-56",
        "超龄劳动者基本权益保障暂行规定",
        "Interim Provisions on Basic Rights of Workers past the Retirement Age",
        "2026-07-01",
        number="人社部等五部门令第56号",
    ),
    _source(
        "Family-Law",
        "人口与计划生育法",
        "Population and Family Planning Law",
        "2002-09-01",
        "2021-08-20",
    ),
    _source("CPL", "民事诉讼法", "Civil Procedure Law", "2024-01-01"),
    _source("CC", "民法典", "Civil Code", "2021-01-01"),
    _source(
        "CPL-Int",
        "最高人民法院关于适用民事诉讼法的解释",
        "Supreme People's Court Interpretation of the Civil Procedure Law",
        "2015-02-04",
        "2022-04-10",
    ),
    _source(
        "CCP-2004",
        "集体合同规定",
        "Collective Contract Provisions",
        "2004-05-01",
        number="劳动和社会保障部令第22号",
    ),
    _source(
        "GD-CC",
        "广东省企业集体合同条例",
        "Guangdong Enterprise Collective Contract Regulations",
        "2015-01-01",
    ),
    _source(
        "SH-CC", "上海市集体合同条例", "Shanghai Collective Contract Regulations", "2008-01-01"
    ),
    _source("BJ-CC", "北京市集体合同条例", "Beijing Collective Contract Regulations", "2005-07-22"),
    _source(
        "ZJ-CC", "浙江省集体合同条例", "Zhejiang Collective Contract Regulations", "2011-01-01"
    ),
    _source(
        "Case-2021",
        "第二批劳动人事争议典型案例",
        "Second Batch of Typical Labour Cases of the Ministry and the Supreme People's Court",
        "2021-08-01",
    ),
)

SOURCES: dict[str, Source] = {source.short: source for source in _ALL}
