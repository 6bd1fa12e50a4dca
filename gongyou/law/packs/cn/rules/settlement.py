"""What a settlement made on ending the employment (离职协议) leaves unpaid."""

from __future__ import annotations

from .kit import (
    HALF_UP_FEN,
    Art,
    cn,
    entitlement,
    first_known,
    is_known,
    lift,
    max_of,
    money,
    owed,
    restarted,
)
from .limitation import INTERRUPTING, INTERRUPTION, YEAR_RULE, file_by


@cn.rule("employment", cites=[YEAR_RULE], unit="date")
def settlement_due(settlement_due_on, last_day):
    """The day from which the sum is late: as agreed, else the last day of work."""
    return first_known(settlement_due_on, last_day)


@cn.rule("employment", cites=[YEAR_RULE, INTERRUPTION], unit="date")
def settlement_runs_from(settlement_due, event_kind, event_date):
    """The day from which the year runs: the day due, or the last interruption while it ran."""
    return restarted(settlement_due, 12, event_date, where=event_kind.is_in(*INTERRUPTING))


@cn.rule("employment", cites=[YEAR_RULE], unit="date")
def file_settlement_by(settlement_runs_from, suspended_days, limitation_years):
    """Last safe day for what a settlement leaves unpaid: a year from the day it was due."""
    return file_by(settlement_runs_from, suspended_days, limitation_years)


@entitlement(
    "cn.settlement.unpaid",
    cites=[Art("SPC-I", "35", par=1)],
    excludes=["cn.severance", "cn.unlawful_termination", "cn.notice_pay"],
    limitation="file_settlement_by",
    limitation_starts="settlement_due",
    limitation_interrupted="settlement_runs_from",
    rounding=HALF_UP_FEN,
)
def settlement_unpaid(settlement_agreed, settlement_paid, settlement_due_on, on):
    """What is left of the sum that worker and employer agreed on ending the contract.

    Such an agreement binds unless it breaks mandatory law or came about by fraud, duress or
    taking advantage of need; where it is grossly unfair or rests on a serious mistake a court may
    undo it, and then the sums of the law are due (par. 2).
    """
    return owed(
        money(max_of(settlement_agreed - settlement_paid, 0)),
        unless={
            "no_settlement": ~is_known(settlement_agreed),
            "settlement_not_due": first_known(settlement_due_on > on, lift(False)),
        },
    )
