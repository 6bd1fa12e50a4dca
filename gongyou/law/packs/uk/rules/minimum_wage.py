"""National minimum wage: the rate of a worker, and whether pay reaches it (NMWA 1998)."""

from gongyou.law.engine import (
    HALF_UP_CENT,
    HALF_UP_MILLI,
    Art,
    case,
    choose,
    first_known,
    is_known,
    max_of,
    min_of,
    when,
)
from gongyou.law.packs.uk.pack import uk

RATES = [Art("NMWA", "1"), Art("NMWR", "4"), Art("NMWR", "4A")]
PAY = [Art("NMWR", "7"), Art("NMWR", "8"), Art("GOVUK")]
LODGING = [Art("NMWR", "14"), Art("NMWR", "15"), Art("NMWR", "16"), Art("GOVUK")]


@uk.rule(
    "employment",
    cites=[Art("NMWR", "6")],
    label={"en": "Day that fixes the rate", "zh-hans": "确定费率的日期"},
)
def rate_date(pay_reference_period_start, date):
    """The first day of the pay reference period."""
    return first_known(pay_reference_period_start, date)


@uk.rule("employment", cites=RATES, label={"en": "Rate band", "zh-hans": "费率档次"})
def rate_band(age, apprentice_rate_applies, nmw_adult_age, national_living_wage_age, rate_date):
    """Apprentice, youngest, 18, adult or living wage, by age on the day that fixes the rate."""
    adult = nmw_adult_age(at=rate_date)
    living = national_living_wage_age(at=rate_date)
    return case(
        (apprentice_rate_applies, "apprentice"),
        (age < 18, "youngest"),
        (is_known(living) & (age >= living), "living"),
        (is_known(adult) & (age >= adult), "adult"),
        otherwise="18",
    )


def rate_of(band, at, apprentice, youngest, eighteen, adult, living):
    """The hourly rate of a band on a day; the two oldest bands stand in for one another."""
    return choose(band, {
        "apprentice": apprentice(at=at),
        "youngest": youngest(at=at),
        "18": eighteen(at=at),
        "adult": first_known(adult(at=at), living(at=at)),
    }, otherwise=first_known(living(at=at), adult(at=at)))  # fmt: skip


@uk.rule(
    "employment",
    cites=RATES,
    unit="GBP/hour",
    label={"en": "Minimum rate an hour", "zh-hans": "每小时最低工资"},
)
def minimum_rate(
    rate_band, rate_date, nmw_apprentice, nmw_youngest, nmw_18, nmw_adult, national_living_wage
):
    """The rate of the worker's band."""
    return rate_of(rate_band, rate_date, nmw_apprentice, nmw_youngest, nmw_18, nmw_adult,
                   national_living_wage)  # fmt: skip


@uk.entitlement(
    "uk.nmw.rate",
    unit="GBP/hour",
    forum="tribunal",
    in_total=False,
    cites=RATES,
    label={"en": "National minimum wage", "zh-hans": "全国最低工资"},
)
def nmw_rate(minimum_rate):
    """Pounds an hour."""
    return minimum_rate


@uk.rule(
    "employment",
    cites=LODGING,
    unit="GBP/day",
    label={"en": "Accommodation offset a day", "zh-hans": "每日住宿抵扣额"},
)
def offset(nmw_accommodation_offset, offset_per_day, rate_date):
    """What an employer may count for lodging a day."""
    return first_known(offset_per_day, nmw_accommodation_offset(at=rate_date))


@uk.entitlement(
    "uk.nmw.accommodation_rate",
    unit="GBP/day",
    forum="tribunal",
    in_total=False,
    cites=LODGING,
    label={"en": "Accommodation offset", "zh-hans": "住宿抵扣额"},
)
def accommodation_rate(offset):
    """Pounds a day."""
    return offset


@uk.rule(
    "employment",
    cites=LODGING,
    unit="GBP",
    rounding=HALF_UP_CENT,
    label={"en": "Accommodation in the pay", "zh-hans": "住宿对工资的调整"},
)
def accommodation(charge_per_night, nights_per_week, pay_period_days, offset):
    """Free lodging adds the offset; a charge above the offset takes the difference away."""
    nights = nights_per_week * HALF_UP_MILLI(pay_period_days / 7)
    a_night = when(charge_per_night == 0, offset, min_of(offset - charge_per_night, 0))
    return when(nights_per_week == 0, 0, a_night * nights)


@uk.entitlement(
    "uk.nmw.accommodation_adjustment",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=LODGING,
    rounding=HALF_UP_CENT,
    label={"en": "Accommodation adjustment", "zh-hans": "住宿调整额"},
)
def accommodation_adjustment(accommodation):
    """Pounds for the pay period; negative when the charge is above the offset."""
    return accommodation


@uk.rule(
    "employment",
    cites=PAY,
    unit="hours",
    label={"en": "Hours of the period", "zh-hans": "本期总工时"},
)
def hours_counted(hours, basic_hours, overtime_hours):
    """Basic and overtime hours."""
    return first_known(hours, basic_hours + overtime_hours)


@uk.rule(
    "employment",
    cites=PAY,
    unit="GBP/hour",
    rounding=HALF_UP_CENT,
    label={"en": "Basic rate", "zh-hans": "基本小时工资"},
)
def basic_rate(basic_pay, basic_hours):
    """Basic pay an hour."""
    return basic_pay / basic_hours


@uk.rule(
    "employment",
    cites=PAY,
    unit="GBP",
    rounding=HALF_UP_CENT,
    label={"en": "Overtime pay that counts", "zh-hans": "可计入的加班工资"},
)
def overtime_counted(overtime_hours, overtime_hourly_rate, basic_rate):
    """Overtime at no more than the basic rate: a premium above it does not count."""
    counted = overtime_hours * min_of(overtime_hourly_rate, basic_rate)
    return when(overtime_hours == 0, 0, counted)


@uk.rule(
    "employment",
    cites=PAY,
    unit="GBP",
    label={"en": "Pay for the minimum wage", "zh-hans": "最低工资口径的工资"},
)
def total_nmw_pay(basic_pay, overtime_counted, accommodation):
    """Basic pay, counted overtime, accommodation."""
    return basic_pay + overtime_counted + accommodation


@uk.rule(
    "employment",
    cites=PAY,
    unit="GBP/hour",
    rounding=HALF_UP_CENT,
    label={"en": "Pay an hour", "zh-hans": "每小时工资"},
)
def hourly_rate(total_nmw_pay, hours_counted):
    """Pay for the minimum wage over all hours."""
    return total_nmw_pay / hours_counted


@uk.rule("employment", cites=PAY, label={"en": "Reaches the minimum", "zh-hans": "达到最低工资"})
def at_or_above_minimum(hourly_rate, minimum_rate):
    """True if the pay an hour reaches the rate."""
    return hourly_rate >= minimum_rate


@uk.entitlement(
    "uk.nmw.pay_check",
    unit="GBP/hour",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=PAY,
    rounding=HALF_UP_CENT,
    details=["at_or_above_minimum", "total_nmw_pay"],
    label={"en": "Pay an hour, to compare", "zh-hans": "每小时工资（供比较）"},
)
def pay_check(hourly_rate):
    """Pounds an hour."""
    return hourly_rate


@uk.entitlement(
    "uk.nmw.total_pay",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=PAY,
    rounding=HALF_UP_CENT,
    label={"en": "Pay for the minimum wage", "zh-hans": "最低工资口径的工资"},
)
def nmw_pay_of_period(total_nmw_pay):
    """Pounds for the pay reference period."""
    return total_nmw_pay


@uk.rule(
    "employment",
    cites=[Art("NMWM", "10210")],
    unit="GBP",
    label={"en": "Pay after accommodation (manual)", "zh-hans": "住宿调整后的工资（手册）"},
)
def nmw_pay(pay, rent_in_period, nights_in_period, offset):
    """Nights and rent of the period as they were, without the calculator's factor."""
    allowed = offset * nights_in_period
    return pay + when(rent_in_period == 0, allowed, min_of(allowed - rent_in_period, 0))


@uk.rule(
    "employment",
    cites=[Art("NMWM", "10210")],
    label={"en": "Reaches the minimum (manual)", "zh-hans": "达到最低工资（手册）"},
)
def at_or_above_minimum_hmrc(nmw_pay, hours_counted, minimum_rate):
    """True if the pay an hour reaches the rate."""
    return HALF_UP_CENT(nmw_pay / hours_counted) >= minimum_rate


@uk.entitlement(
    "uk.nmw.pay_check_hmrc",
    unit="GBP/hour",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=[Art("NMWM", "10210")],
    rounding=HALF_UP_CENT,
    details=["nmw_pay", "at_or_above_minimum_hmrc"],
    label={"en": "Pay an hour (manual's way)", "zh-hans": "每小时工资（手册算法）"},
)
def pay_check_hmrc(nmw_pay, hours_counted):
    """Pounds an hour, as the Revenue's manual counts accommodation."""
    return max_of(nmw_pay / hours_counted, 0)
