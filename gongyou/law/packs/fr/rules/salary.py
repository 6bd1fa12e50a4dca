"""Reference salary (Code du travail R1234-4)."""

from gongyou.law.engine import HALF_UP_CENT, Art, count, first_known, lift, max_of, total, when
from gongyou.law.packs.fr.pack import fr

SALARY = [Art("CT", "R1234-4")]


@fr.rule(
    "employment", cites=SALARY, unit="months", label={"en": "Months given", "zh-hans": "已知月数"}
)
def months_given(month_number):
    """Months before the notification, at most the last twelve."""
    return count(month_number <= 12)


@fr.rule(
    "employment",
    cites=SALARY,
    unit="EUR",
    label={"en": "Mean of the last twelve months", "zh-hans": "最近12个月平均"},
)
def mean_of_twelve(total_pay, month_number, months_given, twelve_month_total):
    """Of all months if there are fewer."""
    mean = total(total_pay, where=month_number <= 12) / months_given
    return first_known(twelve_month_total / 12, mean)


@fr.rule(
    "employment",
    cites=SALARY,
    unit="EUR",
    label={"en": "Annual bonuses in the months given", "zh-hans": "各月所含年度奖金"},
)
def bonuses(annual_bonus, month_number):
    """Annual or exceptional bonuses."""
    return total(first_known(annual_bonus, lift(0)), where=month_number <= 12)


@fr.rule(
    "employment",
    cites=SALARY,
    unit="EUR",
    label={"en": "A third of the last three months", "zh-hans": "最近三个月的三分之一"},
)
def third_of_three(total_pay, month_number, bonuses):
    """Bonuses counted for a twelfth; the divisor is three even with fewer months."""
    return bonuses / 12 + (total(total_pay, where=month_number <= 3) - bonuses) / 3


@fr.rule(
    "employment", cites=SALARY, unit="EUR", label={"en": "Reference salary", "zh-hans": "参考工资"}
)
def salary_counted(
    reference_salary, mean_of_twelve, third_of_three, months_given, twelve_month_total
):
    """The better of the two ways; none without a month."""
    both = max_of(mean_of_twelve, third_of_three)
    computed = when(months_given == 0, first_known(twelve_month_total / 12, lift(0)), both)
    return first_known(reference_salary, computed)


@fr.entitlement(
    "fr.salaire_reference",
    cites=SALARY,
    forum="court",
    in_total=False,
    zero="amount",
    rounding=HALF_UP_CENT,
    details=["mean_of_twelve", "third_of_three"],
    label={"en": "Reference salary", "zh-hans": "参考工资"},
)
def salaire_reference(salary_counted):
    """Euros a month."""
    return salary_counted
