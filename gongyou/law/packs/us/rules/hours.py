"""Hours worked: rounding of the clock, time that was not recorded (29 CFR 785)."""

from gongyou.law.engine import HALF_UP_CENT, Art, first_known, floor, lift, max_of, total, when
from gongyou.law.packs.us.pack import us

DAY = 24 * 60


def quarter(minute):
    """The nearest quarter hour of the clock: 1 to 7 minutes down, 8 to 14 up."""
    return floor((minute + 7) / 15) * 15


@us.rule(
    "clockings",
    cites=[Art("CFR785", "785.48", par="b"), Art("FS53")],
    unit="minutes",
    label={"en": "Minutes by the rounded clock", "zh-hans": "按取整后打卡计的分钟"},
)
def rounded_minutes(clock_in, clock_out, unpaid_break):
    """From clock-in to clock-out, each to the nearest quarter hour, less unpaid breaks.

    A clock-out before the clock-in is on the next day.
    """
    next_day = when(clock_out < clock_in, lift(DAY), lift(0))
    return next_day + quarter(clock_out) - quarter(clock_in) - first_known(unpaid_break, lift(0))


@us.entitlement(
    "us.flsa.hours_worked.rounding",
    unit="hours",
    forum="court",
    in_total=False,
    rounding=HALF_UP_CENT,
    cites=[Art("CFR785", "785.48", par="b"), Art("FS53")],
    label={"en": "Hours worked by the rounded clock", "zh-hans": "取整后的工时"},
)
def hours_by_rounded_clock(rounded_minutes):
    """Hours of all clockings."""
    return total(rounded_minutes) / 60


@us.entitlement(
    "us.flsa.hours_worked.unrecorded",
    unit="hours",
    forum="court",
    in_total=False,
    rounding=HALF_UP_CENT,
    cites=[Art("CFR785", "785.11"), Art("FS53")],
    label={"en": "Overtime hours from unrecorded time", "zh-hans": "未记录时间形成的加班工时"},
)
def overtime_from_unrecorded(
    unrecorded_minutes, unrecorded_days, hours_worked, on, weekly_overtime_threshold
):
    """Unrecorded minutes are hours worked; those that come on top of 40 are overtime."""
    extra = unrecorded_minutes * unrecorded_days / 60
    threshold = weekly_overtime_threshold(at=on)
    recorded = first_known(total(hours_worked), threshold)
    return when(recorded >= threshold, extra, max_of(recorded + extra - threshold, 0))
