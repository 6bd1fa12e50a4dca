"""Notice of dismissal and of retirement (L1234-1, L1237-6, L1237-10, L5213-9)."""

from gongyou.law.engine import Art, band, first_known, lift, min_of, when
from gongyou.law.packs.fr.pack import fr

SCALE = [Art("CT", "L1234-1"), Art("CT", "L5213-9")]


@fr.rule(
    "employment",
    cites=SCALE,
    unit="months",
    label={"en": "Months of notice", "zh-hans": "通知期月数"},
)
def notice_months(seniority_months, disabled_worker, disabled_notice_cap_months, on):
    """None by statute below six months, one up to two years, then two; doubled if disabled."""
    months = band(seniority_months, [(6, 0), (24, 1)], 2)
    doubled = min_of(months * 2, disabled_notice_cap_months(at=on))
    return when(first_known(disabled_worker, lift(False)), doubled, months)


@fr.entitlement(
    "fr.preavis_licenciement",
    unit="months",
    forum="court",
    in_total=False,
    zero="amount",
    cites=SCALE,
    label={"en": "Notice of dismissal", "zh-hans": "解雇通知期"},
)
def preavis_licenciement(notice_months, serious_misconduct):
    """No notice on serious misconduct."""
    return when(first_known(serious_misconduct, lift(False)), 0, notice_months)


@fr.entitlement(
    "fr.preavis_retraite",
    unit="months",
    forum="court",
    in_total=False,
    zero="amount",
    cites=[Art("CT", "L1237-6"), Art("CT", "L1237-10"), Art("CDTN")],
    label={"en": "Notice of retirement", "zh-hans": "退休通知期"},
)
def preavis_retraite(notice_months):
    """The same scale, whoever takes the initiative."""
    return notice_months
