"""Terms of the contract: probation, competition, training, layoff, leaving papers."""

from __future__ import annotations

from datetime import date

from .kit import (
    AFTER_END,
    FIGURE,
    HALF_UP_FEN,
    MONTHS,
    YUAN,
    Art,
    add_days,
    band,
    case,
    cn,
    entitlement,
    first_known,
    is_known,
    lift,
    max_of,
    min_of,
    money,
    months_between,
    none_if_empty,
    owed,
    stated,
    when,
)
from .minimum_wage import highest

NEW_LAW = date(2008, 1, 1)
SPC_I = date(2021, 1, 1)


# --- probation ---------------------------------------------------------------------------------


@cn.rule("employment", cites=[Art("LCL", "19", par=1)], unit=MONTHS)
def contract_months(contract_start, contract_end, start):
    """Full months of the contract's term."""
    return months_between(first_known(contract_start, start), add_days(contract_end, 1))


@entitlement("cn.probation.limit", cites=[Art("LCL", "19")], unit=MONTHS, **FIGURE)
def probation_limit(contract_type, contract_months, probation_max_months, start, full_time):
    """Longest lawful probation (试用期上限) by the term of the contract."""
    at = max_of(start, NEW_LAW)
    by_term = band(contract_months, [(3, "0"), (12, "3"), (36, "12")], "36")
    klass = case(
        (contract_type == "open_ended", lift("36")),
        (contract_type == "task", lift("0")),
        otherwise=by_term,
    )
    return when(first_known(~full_time, lift(False)), lift(0), probation_max_months(klass, at=at))


@entitlement(
    "cn.probation.excess",
    cites=[Art("LCL", "19"), Art("LCL", "83")],
    rounding=HALF_UP_FEN,
    **AFTER_END,
)
def probation_excess(probation_months, probation_limit, wage_after_probation, agreed_wage):
    """Compensation for probation served beyond the law: the full wage for each such month."""
    wage = first_known(wage_after_probation, agreed_wage)
    excess = max_of(probation_months - probation_limit, 0)
    return owed(
        money(when(probation_months == 0, lift(0), wage * excess)),
        unless={"no_probation": ~is_known(probation_months)},
    )


@entitlement(
    "cn.probation.wage_shortfall",
    cites=[Art("LCL", "20"), Art("LCL-IR", "15")],
    rounding=HALF_UP_FEN,
    **AFTER_END,
)
def probation_wage_shortfall(
    probation_wage, wage_after_probation, probation_months, probation_pay_min_fraction, start
):
    """What probation pay lacked to 80 per cent of the agreed wage, for the months of probation."""
    least = wage_after_probation * probation_pay_min_fraction(at=max_of(start, NEW_LAW))
    return owed(
        money(max_of(least - probation_wage, 0) * probation_months),
        unless={"no_probation": ~is_known(probation_months)},
    )


# --- competition after leaving -----------------------------------------------------------------


@cn.rule("employment", cites=[Art("LCL", "23"), Art("SPC-I", "36")], unit=YUAN)
def noncompete_monthly_pay(
    noncompete_monthly,
    average_wage,
    noncompete_default_fraction,
    minimum_wage_at_end,
    minimum_wage_highest,
    place,
    last_day,
):
    """Monthly pay for not competing: as agreed, else 30 per cent of the average wage, at least
    the minimum wage."""
    share = average_wage * noncompete_default_fraction(at=max_of(last_day, SPC_I))
    default = case(
        (is_known(minimum_wage_at_end), max_of(share, minimum_wage_at_end)),
        (first_known(share >= highest(minimum_wage_highest, place, last_day), lift(False)), share),
        otherwise=max_of(share, minimum_wage_at_end),
    )
    return first_known(noncompete_monthly, default)


@entitlement(
    "cn.noncompete.compensation",
    cites=[Art("LCL", "23"), Art("LCL", "24"), Art("SPC-I", "36"), Art("SPC-I", "38")],
    rounding=HALF_UP_FEN,
    **AFTER_END,
)
def noncompete_compensation(
    noncompete_monthly_pay,
    noncompete_months,
    noncompete_paid,
    noncompete_max_months,
    noncompete_breached,
    last_day,
):
    """Pay for keeping a promise not to compete (竞业限制补偿), for at most two years."""
    most = noncompete_max_months(at=max_of(last_day, NEW_LAW))
    owing = noncompete_monthly_pay * min_of(noncompete_months, most)
    return owed(
        money(max_of(owing - none_if_empty(noncompete_paid), 0)),
        unless={
            "no_noncompete": ~is_known(noncompete_months),
            "competed": stated(noncompete_breached),
        },
    )


@entitlement(
    "cn.noncompete.penalty",
    cites=[
        Art("LCL", "23"),
        Art("LCL", "24"),
        Art("SPC-II", "13"),
        Art("SPC-II", "14"),
        Art("SPC-II", "15"),
    ],
    in_total=False,
    kind="against_worker",
    rounding=HALF_UP_FEN,
)
def noncompete_penalty(
    noncompete_monthly,
    noncompete_months,
    noncompete_penalty_multiple,
    noncompete_paid,
    noncompete_breached,
    knew_secrets,
):
    """What the agreed penalty for competing comes to; courts lower what is too high.

    Nothing where the worker knew no secrets. Who competed gives back what was paid for not
    competing.
    """
    amount = noncompete_monthly * noncompete_months * noncompete_penalty_multiple
    back = when(stated(noncompete_breached), none_if_empty(noncompete_paid), lift(0))
    return owed(
        money(amount + back),
        unless={
            "no_noncompete": ~is_known(noncompete_penalty_multiple),
            "knew_no_secrets": first_known(~knew_secrets, lift(False)),
        },
    )


# --- training ----------------------------------------------------------------------------------


@entitlement(
    "cn.training.penalty",
    cites=[Art("LCL", "22"), Art("LCL-IR", "16")],
    in_total=False,
    kind="against_worker",
    rounding=HALF_UP_FEN,
)
def training_penalty(
    training_cost,
    training_wages,
    training_term_months,
    training_served_months,
    training_penalty_agreed,
    training_penalty_paid,
):
    """The most owed for leaving early: the cost without wages, for the unserved part.

    A lower penalty that was agreed stands; a higher one does not. What was withheld comes off.
    """
    cost = training_cost - none_if_empty(training_wages)
    unserved = max_of(training_term_months - training_served_months, 0) / training_term_months
    most = cost * unserved
    owing = when(is_known(training_penalty_agreed), min_of(training_penalty_agreed, most), most)
    return owed(
        money(max_of(owing - none_if_empty(training_penalty_paid), 0)),
        unless={"no_training": ~is_known(training_cost)},
    )


@entitlement(
    "cn.special_benefit.damages",
    cites=[Art("SPC-II", "12")],
    in_total=False,
    kind="against_worker",
    rounding=HALF_UP_FEN,
)
def special_benefit_damages(
    special_benefit_value,
    special_benefit_term_months,
    special_benefit_served_months,
    end_kind,
):
    """The most that an early leaver may owe for a special benefit with agreed service: its value
    for the unserved part; courts look at the actual loss and the fault.

    Nothing where the worker left because of the employer's breach.
    """
    unserved = max_of(special_benefit_term_months - special_benefit_served_months, 0)
    share = unserved / special_benefit_term_months
    return owed(
        money(special_benefit_value * share),
        unless={
            "no_special_benefit": ~is_known(special_benefit_value),
            "left_for_breach": end_kind == "resigned_for_cause",
        },
    )


# --- leaving papers, insurance in cash ---------------------------------------------------------


@entitlement(
    "cn.certificate.damages",
    cites=[Art("LCL", "50"), Art("LCL", "89")],
    rounding=HALF_UP_FEN,
    **AFTER_END,
)
def certificate_damages(certificate_loss_monthly, certificate_loss_months):
    """Damages for work lost because no leaving certificate was given, as proved."""
    return owed(
        money(certificate_loss_monthly * certificate_loss_months),
        unless={"no_certificate_loss": ~is_known(certificate_loss_monthly)},
    )


@entitlement(
    "cn.insurance_cash.reclaim",
    cites=[Art("SPC-II", "19")],
    in_total=False,
    kind="against_worker",
    rounding=HALF_UP_FEN,
)
def insurance_cash_reclaim(insurance_cash_monthly, insurance_cash_months, insurance_paid_on):
    """Cash paid instead of insurance, which the employer may reclaim once it pays the arrears."""
    return owed(
        money(insurance_cash_monthly * insurance_cash_months),
        unless={
            "no_insurance_cash": ~is_known(insurance_cash_monthly),
            "arrears_not_paid": ~is_known(insurance_paid_on),
        },
    )


# --- layoff ------------------------------------------------------------------------------------


@entitlement("cn.layoff.test", cites=[Art("LCL", "41"), Art("LCL", "42")], unit="yes", **FIGURE)
def layoff_test(
    layoff_people, employees_total, layoff_threshold_people, layoff_threshold_share, last_day
):
    """Whether the dismissals are a mass layoff (经济性裁员): twenty people, or a tenth of all."""
    at = max_of(last_day, NEW_LAW)
    many = layoff_people >= layoff_threshold_people(at=at)
    tenth = layoff_people >= employees_total * layoff_threshold_share(at=at)
    return owed(many | tenth, unless={"no_layoff": ~is_known(layoff_people)})


@entitlement(
    "cn.part_time.test",
    cites=[Art("LCL", "68"), Art("LCL", "69"), Art("LCL", "71"), Art("LCL", "72")],
    unit="yes",
    **FIGURE,
)
def part_time_test(weekly_hours, daily_hours, part_time_max_hours, last_day):
    """Whether the hours are those of part-time work: four a day, 24 a week at most."""
    at = max_of(last_day, NEW_LAW)
    return owed(
        (daily_hours <= part_time_max_hours("day", at=at))
        & (weekly_hours <= part_time_max_hours("week", at=at)),
        unless={"hours_not_told": ~is_known(weekly_hours) & ~is_known(daily_hours)},
    )


@entitlement("cn.dispatch.test", cites=[Art("LCL", "58"), Art("LCL", "92")], unit="yes", **FIGURE)
def dispatch_test(dispatched, contract_months, dispatch_min_contract_months, start):
    """Whether a dispatch contract has the lawful term of two years; the user firm is liable too."""
    least = dispatch_min_contract_months(at=max_of(start, NEW_LAW))
    return owed(contract_months >= least, unless={"not_dispatched": ~stated(dispatched)})
