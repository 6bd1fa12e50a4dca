"""Everything a person sees has words in both languages, and every rule cites the law."""

from __future__ import annotations

import pytest

from gongyou.law import load_pack
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.phrases import phrases_of

PACK = load_pack("cn")
KEYS = [
    *(f"rule.{name}" for name in PACK.rules),
    *(f"formula.{name}" for name in PACK.rules),
    *(f"entitlement.{code}" for code in PACK.entitlements),
    *(f"fact.{name}" for name in PACK.facts),
    *(f"parameter.{name}" for name in PACK.parameters),
    *(f"question.{name}" for name in PACK.questions),
    *(f"option.{q.name}.{option}" for q in PACK.questions.values() for option in q.options),
    *(f"reason.{code}" for t in graph_of(PACK).traced.values() for code, _ in t.unless),
    *(f"table.{name}" for name in PACK.tables),
]


def test_every_name_has_words_in_both_languages():
    assert {key: PACK.wording.lacking(key) for key in KEYS if PACK.wording.lacking(key)} == {}


def test_no_two_entitlements_have_the_same_name():
    for lang in ("en", "zh-hans"):
        names = [PACK.text(f"entitlement.{code}", lang) for code in PACK.entitlements]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("source", PACK.sources.values(), ids=lambda s: s.short)
def test_every_statute_has_titles_and_a_first_day(source):
    assert source.title["en"] and source.title["zh-hans"] and source.in_force


def test_an_article_is_shown_in_chinese_and_english():
    cite = phrases_of(PACK).cites(PACK.rules["severance"].variants[0])[0]
    assert cite.full("zh-hans") == "《劳动合同法》第46条"
    assert cite.full("en") == "Labour Contract Law, art. 46"


def test_every_statute_listed_is_cited():
    cited = {art.source for rule in PACK.rules.values() for v in rule.variants for art in v.cites}
    assert set(PACK.sources) - cited == set()


def test_every_source_of_a_figure_is_told_in_chinese():
    sources = {f.source for p in PACK.parameters.values() for f in p.figures if f.source}
    lacking = [s for s in sources if phrases_of(PACK).source_words(s)["zh-hans"] == s]
    assert [s for s in lacking if any("a" <= sign.lower() <= "z" for sign in s)] == []
