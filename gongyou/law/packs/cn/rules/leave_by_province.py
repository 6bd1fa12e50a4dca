"""Leave that provinces set: marriage, care at a birth, children under three."""

from __future__ import annotations

from .kit import DAYS, FIGURE, Art, add_years, entitlement, first_known, is_known, lift, owed

FAMILY = (Art("Family-Law", "25"), Art("GD-Family", "30"))


@entitlement("cn.leave.marriage", cites=[Art("LL", "51"), *FAMILY], unit=DAYS, **FIGURE)
def marriage_leave(marriage_leave_days, married_on, place):
    """Days of marriage leave (婚假) of the province, where they are known."""
    return owed(
        marriage_leave_days(place, "", at=married_on), unless={"no_marriage": ~is_known(married_on)}
    )


@entitlement("cn.leave.paternity", cites=FAMILY, unit=DAYS, **FIGURE)
def paternity_leave(paternity_days, birth_on, sex, place):
    """Days of leave for the father at a birth (陪产假、护理假)."""
    return owed(
        paternity_days(place, at=birth_on),
        unless={
            "no_birth": ~is_known(birth_on),
            "for_fathers": first_known(sex != "male", lift(False)),
        },
    )


@entitlement("cn.leave.parental", cites=FAMILY, unit=DAYS, **FIGURE)
def parental_leave(parental_leave_days, birth_on, on, place):
    """Days of leave a year for each parent of a child under three (育儿假)."""
    return owed(
        parental_leave_days(place, at=on),
        unless={
            "no_birth": ~is_known(birth_on),
            "child_is_three": add_years(birth_on, 3) <= on,
        },
    )
