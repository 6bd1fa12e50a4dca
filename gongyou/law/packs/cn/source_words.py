"""Chinese words for the sources of researched figures, phrase by phrase; names stay as they are."""

# ruff: noqa: E501 - a phrase and its words on one line
from __future__ import annotations

import re

PHRASES = (
    (r"MOHRSS national table as of ([\d-]+)(?: with provincial notices)?", r"人社部\1全国最低工资标准表"),
    (r"MOHRSS national table of ([\d-]+)", r"人社部\1全国最低工资标准表"),
    (r"the national table of ([\d-]+)", r"\1全国最低工资标准表"),
    (r"national table of ([\d-]+)", r"\1全国最低工资标准表"),
    (r", (?:transcribed in|scraped into) public repository ([\w./-]+)(?: [\w./]+\.\w+)?", r"（公开代码库\1转录）"),
    (r"city housing-fund base notices \(lower limit = local minimum wage\)", "各市住房公积金基数通知（下限为当地最低工资）"),
    (r", tabulated in public repository ([\w./-]+)", r"（公开代码库\1汇总）"),
    (r"polarsta/gjj-policy-watch \(collected by a program from centre notices, ([\d-]+)\)", r"公开代码库polarsta/gjj-policy-watch（程序采集各中心通知，\1）"),
    (r"littledsw/labor_lawyer \(public archive of official pages, ([\d-]+)\)", r"公开代码库littledsw/labor_lawyer（官网存档，\1）"),
    (r"liubigfatty/pension-calculator \(public repository, provinces tables, ([\d-]+)\)", r"公开代码库liubigfatty/pension-calculator各省表（\1）"),
    (r"jiabin-xu/salary-calculator \S+ \(public repository, 2024-year bases\)", "公开代码库jiabin-xu/salary-calculator（2024年度基数）"),
    (r"public repository file of provincial pension bases checked against notices, ([\d-]+)", r"公开代码库各省养老基数核对文件（\1）"),
    (r"\bpublic repository ([\w.-]+/[\w.-]+)(?: [\w./]+\.\w+)?", r"公开代码库\1"),
    (r"\(public repository\)", "（公开代码库）"),
    (r"\bpublic repository\b", "公开代码库"),
    (r"recall only; no document found", "仅凭记忆，未见原文"),
    (r"\brecalled\b", "凭记忆"),
    (r"row of parameters\.csv", "沿用前表"),
    (r"stored policy database (\d+)", r"存档政策数据库\1"),
    (r"stored calculator (\d+) has the same months", r"存档计算器\1月数相同"),
    (r"\(?stored file:? ([\w]+)\)?", r"（存档文件\1）"),
    (r"\(stored page:?\s?([^)]*)\)", r"（存档网页\1）"),
    (r"\(stored (?:pages|copy|copies|HR pages)([^)]*)\)", r"（存档网页\1）"),
    (r"\bstored (?:HR )?pages?\b", "存档网页"),
    (r"\bstored page\b", "存档网页"),
    (r"official text", "官方文本"),
    (r"text of ([\d-]+)", r"\1文本"),
    (r"listed as in force", "列为现行有效"),
    (r"in force since ([\d-]+)", r"自\1施行"),
    (r"in force ([\d-]+)", r"\1施行"),
    (r"start (?:day |date |year )?(?:not stated |not checked )?\(?nominal\)?", "起始日为名义日期"),
    (r"start day recalled|start recalled|start date recalled", "起始日凭记忆"),
    (r"\barts? ([\d, -]+)", r"第\1条"),
    (r"quoting the NBS", "引国家统计局"),
    (r"cited in", "引自"),
    (r"named statistics bulletin", "统计公报"),
    (r"notices?\b", "通知"),
    (r"\bderived\b", "推算"),
    (r"\bguide\b", "指南"),
    (r"\breport(?:ed)?\b", "报道"),
    (r"\btables?\b", "表"),
    (r"\bsurvey\b", "调查"),
    (r"\bofficial\b", "官方"),
    (r"Xinhua", "新华社"),
    (r"China Daily", "中国日报"),
    (r"China Briefing", "中国简报（China Briefing）"),
    (r"Beijing News", "新京报"),
    (r"Shenzhen", "深圳"),
    (r"Guangdong", "广东"),
    (r"Guangzhou", "广州"),
    (r"Shanghai", "上海"),
    (r"Beijing", "北京"),
    (r"Zhejiang", "浙江"),
    (r"Jiangsu", "江苏"),
)  # fmt: skip


def chinese(source: str) -> str:
    """The source in Chinese as far as phrases go; a name alone is said to be a publication."""
    said = source
    for pattern, words in PHRASES:
        said = re.sub(pattern, words, said)
    said = said.replace("; ", "；")
    return said if said != source else f"公开资料：{source}"
