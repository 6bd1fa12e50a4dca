"""Whatever is asked for is read: no fact without a rule, no figure without one, without a clock
of a dossier, or a line here."""

from __future__ import annotations

from gongyou.law import load_pack
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.language.nodes import walk

PACK = load_pack("cn")
GRAPH = graph_of(PACK)
NODES = [node for name in GRAPH.order for node in walk(list(GRAPH.traced[name].roots))]
TOLD_BY_THE_DESK = {"asked_none"}
"""What the desk notes about its own questions."""
SHOWN_ONLY = {
    "collective_dispute_days",
    "collective_dispute_extension_days",
    "collective_outside_share",
    "court_fee",
    "first_instance_months",
    "group_posting_days",
    "hours_per_week",
    "housing_fund_rate_max",
    "insurance_base_ceiling_multiple",
    "insurance_base_floor_fraction",
    "layoff_rehire_priority_months",
    "noncompete_unpaid_months_to_end",
    "part_time_pay_cycle_days",
    "pension_calculation_base",
    "statutory_holidays_per_year",
    "undeclared_uplift",
    "untaken_leave_multiple",
}
"""Figures of the law that people look up and that no amount needs."""


def test_every_declared_fact_is_read_by_a_rule():
    read = {node.data.name for node in NODES if node.op == "fact"}
    assert set(PACK.facts) - read - TOLD_BY_THE_DESK == set()


def test_every_figure_is_looked_up_by_a_rule_or_listed_as_shown_only():
    used = {node.data.name for node in NODES if node.op == "lookup"}
    clocks = [clock for kind in PACK.desk.dossiers.values() for clock in kind.clocks]
    used |= {name for clock in clocks for name in (clock.figure, clock.extension)}
    assert set(PACK.parameters) - used == SHOWN_ONLY


def test_columns_for_papers_only_are_no_facts_but_stay_in_the_tables():
    kept = ("employer", "worksite", "workshop", "department", "post", "end_reason")
    assert not set(kept) & set(PACK.facts)
    assert set(kept) <= set(PACK.schema.tables["employment"].columns)
