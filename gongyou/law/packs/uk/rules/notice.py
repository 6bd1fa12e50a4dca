"""Notice by the employer (Employment Rights Act 1996, s. 86)."""

from gongyou.law.engine import Art, band, floor, min_of, months_same_day
from gongyou.law.packs.uk.pack import uk


@uk.rule(
    "employment",
    cites=[Art("ERA", "86", par=1)],
    unit="months",
    label={"en": "Complete months employed", "zh-hans": "完整工作月数"},
)
def months_employed(employment_start, notice_given):
    """A month is complete when its day number comes round."""
    return months_same_day(employment_start, notice_given)


@uk.entitlement(
    "uk.notice.statutory_weeks",
    unit="weeks",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=[Art("ERA", "86", par=1)],
    label={"en": "Statutory notice", "zh-hans": "法定通知期"},
)
def notice_weeks(months_employed):
    """None in the first month, one week up to two years, then a week a year, at most twelve."""
    return band(months_employed, [(1, 0), (24, 1)], min_of(floor(months_employed / 12), 12))
