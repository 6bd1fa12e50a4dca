"""Unlawful ending (违法解除), reinstatement, and notice that was not given."""

from __future__ import annotations

from .kit import (
    AFTER_END,
    HALF_UP_FEN,
    Art,
    add_days,
    any_of,
    assumed,
    clamp,
    cn,
    entitlement,
    first_known,
    lift,
    max_of,
    money,
    months_of_service,
    none_if_empty,
    owed,
    stated,
    when,
)
from .severance import NEW_LAW, for_years, least_for_years

DISMISSALS = ("dismissed_no_fault", "dismissed_fault")


NO_ARTICLE = ("无", "没有", "未说明", "none", "no")
ARTICLE_40 = ("40", "第40条", "第四十条", "劳动合同法第40条", "劳动合同法第四十条", "LCL 40")
TEN_YEARS = 10


@cn.rule("employment", cites=[Art("LCL", "14", par=2), Art("SPC-II", "10")])
def fixed_terms_counted(
    contract_count, contract_extended_months, contract_auto_renewed, employer_renamed
):
    """Fixed terms in a row (连续订立固定期限合同次数).

    Extensions of a year or more, renewal that was agreed beforehand and a change of the employer's
    name at the same job count as one more.
    """
    extended = first_known(contract_extended_months >= 12, lift(False))
    more = any_of(stated(contract_auto_renewed), stated(employer_renamed), extended)
    return contract_count + when(more, lift(1), lift(0))


@cn.rule("employment", cites=[Art("LCL", "14", par=2, item=3)])
def twice_fixed(fixed_terms_counted, contract_type):
    """Whether two fixed terms ran one after the other, so that an open-ended contract was due."""
    fixed = first_known(contract_type == "fixed", lift(True))
    return first_known(fixed_terms_counted >= 2, lift(False)) & fixed


@cn.rule("employment", cites=[Art("LCL", "14", par=2, item=1)])
def ten_years_here(years_here):
    """Whether ten years here made an open-ended contract due."""
    return first_known(years_here >= TEN_YEARS, lift(False))


@cn.rule("employment", cites=[Art("LCL", "42", item=1), Art("SPC-II", "17")])
def exit_check_left_out(hazard_exposed, exit_check_done):
    """Whether the health check after hazards was not made, so that the contract went on."""
    return stated(hazard_exposed) & first_known(~exit_check_done, lift(False))


@cn.rule(
    "employment",
    cites=[
        Art("LCL", "42"),
        Art("LCL", "43"),
        Art("LCL", "45"),
        Art("LCL", "48"),
        Art("SPC-I", "44"),
        Art("SPC-I", "47"),
    ],
)
def ended_unlawfully(
    end_kind,
    protected_worker,
    union_not_told,
    ground_not_proved,
    layoff_steps_missing,
    open_ended_refused,
    twice_fixed,
    ten_years_here,
    renewal_wanted,
    exit_check_left_out,
    dismissal_article,
):
    """Whether the employer ended the contract against the law, as far as anybody says so."""
    no_article = first_known(dismissal_article.is_in(*NO_ARTICLE), lift(False))
    protected = stated(protected_worker) | exit_check_left_out
    without_ground = any_of(
        stated(protected_worker), stated(union_not_told), stated(ground_not_proved), no_article
    )
    skipped = stated(layoff_steps_missing) | protected
    wanted = assumed(renewal_wanted, True)
    second = (twice_fixed & wanted | stated(open_ended_refused)) & cn.reading(
        "second_term_expiry", "double"
    )
    due_open_ended = second | (ten_years_here & wanted)
    return any_of(
        end_kind == "unlawful_dismissal",
        end_kind.is_in(*DISMISSALS) & without_ground,
        (end_kind == "dismissed_no_fault") & exit_check_left_out,
        (end_kind == "layoff") & skipped,
        (end_kind == "expired") & (due_open_ended | protected),
    )


@cn.rule("employment", cites=[Art("LCL", "47"), Art("LCL", "87")], unit="CNY", rounding=HALF_UP_FEN)
def unlawful_at_least(
    severance_wage,
    certain_cap,
    severance_cap_years,
    all_service_years,
    unlawful_termination_multiple,
    severance_paid,
    last_day,
):
    """The least that the double can be while the local average wage is not known."""
    most = severance_cap_years(at=max_of(last_day, NEW_LAW))
    once = least_for_years(all_service_years, severance_wage, certain_cap, most)
    double = once * unlawful_termination_multiple(at=last_day)
    return max_of(double - none_if_empty(severance_paid), 0)


@cn.rule("employment", cites=[Art("LCL", "47"), Art("LCL", "87")], unit="CNY", rounding=HALF_UP_FEN)
def unlawful_at_most(
    severance_wage, all_service_years, unlawful_termination_multiple, severance_paid, last_day
):
    """The most that the double can be: the whole wage for every year."""
    double = severance_wage * all_service_years * unlawful_termination_multiple(at=last_day)
    return max_of(double - none_if_empty(severance_paid), 0)


@entitlement(
    "cn.unlawful_termination",
    cites=[
        Art("LCL", "47"),
        Art("LCL", "48"),
        Art("LCL", "87"),
        Art("LCL-IR", "25"),
        Art("SPC-I", "44"),
        Art("SPC-II", "16"),
    ],
    details=[
        "service_near_an_edge",
        "counted_otherwise",
        "pay_rows_in_last_year",
        "unlawful_at_least",
        "unlawful_at_most",
    ],
    excludes=["cn.notice_pay", "cn.reinstatement.wages"],
    **AFTER_END,
    rounding=HALF_UP_FEN,
)
def unlawful_termination(
    ended_unlawfully,
    all_service_years,
    severance_wage,
    wage_above_cap,
    severance_cap,
    severance_cap_years,
    unlawful_termination_multiple,
    last_day,
    severance_paid,
    still_employed,
    full_time,
    over_age,
):
    """Compensation for unlawful ending (违法解除赔偿金): twice the severance for all service."""
    most = severance_cap_years(at=max_of(last_day, NEW_LAW))
    once = for_years(all_service_years, severance_wage, wage_above_cap, severance_cap, most)
    double = once * unlawful_termination_multiple(at=last_day)
    return owed(
        money(max_of(double - none_if_empty(severance_paid), 0)),
        unless={
            "still_employed": still_employed,
            "part_time": first_known(~full_time, lift(False)),
            "ended_before_2008": last_day < NEW_LAW,
            "past_retirement_age": over_age,
            "not_unlawful": ~ended_unlawfully,
        },
    )


@entitlement(
    "cn.reinstatement.wages",
    cites=[Art("LCL", "48"), Art("SPC-II", "16"), Art("SPC-II", "18")],
    **AFTER_END,
    rounding=HALF_UP_FEN,
)
def reinstatement_wages(
    reinstatement_wanted,
    reinstatement_impossible,
    own_fault_share,
    ended_unlawfully,
    agreed_wage,
    average_wage,
    last_day,
    on,
    still_employed,
):
    """Wages for full months since an unlawful dismissal, if the worker wants the job back and it
    can go on; a fault of the worker's own lowers them."""
    months = max_of(months_of_service(add_days(last_day, 1), max_of(on, last_day)), 0)
    own = clamp(none_if_empty(own_fault_share) / 100, 0, 1)
    return owed(
        money(first_known(agreed_wage, average_wage) * months * (1 - own)),
        unless={
            "still_employed": still_employed,
            "not_unlawful": ~ended_unlawfully,
            "cannot_go_on": stated(reinstatement_impossible),
            "reinstatement_not_wanted": ~stated(reinstatement_wanted),
        },
    )


# --- notice ------------------------------------------------------------------------------------


@entitlement(
    "cn.notice_pay",
    cites=[Art("LCL", "40"), Art("LCL-IR", "20")],
    **AFTER_END,
    rounding=HALF_UP_FEN,
)
def notice_pay(
    end_kind,
    dismissal_article,
    notice_given_days,
    previous_month_wage,
    notice_days,
    last_day,
    still_employed,
    over_age,
):
    """Pay in lieu of notice (代通知金): the wage of the month before, where 30 days were due."""
    return owed(
        money(previous_month_wage),
        unless={
            "still_employed": still_employed,
            "past_retirement_age": over_age,
            "notice_not_due": (end_kind != "dismissed_no_fault")
            & ~first_known(dismissal_article.is_in(*ARTICLE_40), lift(False)),
            "notice_given": notice_given_days >= notice_days(at=last_day),
        },
    )


@entitlement(
    "cn.expiry.late_notice",
    cites=[Art("BJ-Contract", "40"), Art("BJ-Contract", "47")],
    **AFTER_END,
    rounding=HALF_UP_FEN,
)
def late_notice_of_expiry(
    end_kind, notice_given_days, expiry_notice_days, place, last_day, leave_day_wage, still_employed
):
    """Beijing: a day's wage for each day that notice of expiry came late."""
    missing = max_of(expiry_notice_days(place, at=last_day) - notice_given_days, 0)
    return owed(
        money(missing * leave_day_wage),
        unless={
            "not_this_place": ~cn.in_place("110000"),
            "still_employed": still_employed,
            "not_expired": end_kind != "expired",
        },
    )
