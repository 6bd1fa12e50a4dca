"""The roll: who is on it, by workshop and support; whom each contact reaches."""

from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from gongyou.collective import codes
from gongyou.collective.models import CollectiveCase, Member


def members(case: CollectiveCase, filters: dict):
    """Members of a case, narrowed by what the form asks for."""
    query = Member.objects.filter(case=case).select_related("worker", "contact__worker")
    if filters.get("gone"):
        query = query.filter(left_on__isnull=False)
    else:
        query = query.filter(left_on=None)
    for name in ("workshop", "floor", "shift", "support"):
        if filters.get(name):
            query = query.filter(**{name: filters[name]})
    if filters.get("signed") == "yes":
        query = query.filter(signed_on__isnull=False)
    if filters.get("signed") == "no":
        query = query.filter(signed_on=None)
    if filters.get("contact") == "none":
        query = query.filter(contact=None)
    return query.order_by("workshop", "worker__pseudonym")


def totals(case: CollectiveCase) -> dict:
    """The figures on top of the roll."""
    present = Q(left_on=None)
    held = Member.objects.filter(case=case, left_on=None, on_law__isnull=False)
    assumed = (owed.get("assumed") or 0 for owed in held.values_list("owed", flat=True))
    return {"assumed": sum(map(Decimal, assumed), Decimal(0))} | Member.objects.filter(
        case=case
    ).aggregate(
        n=Count("id", filter=present),
        signed=Count("id", filter=present & Q(signed_on__isnull=False)),
        owed=Sum("owed_total", filter=present),
        counted=Count("id", filter=present & Q(owed_total__isnull=False)),
        without=Count("id", filter=present & Q(contact=None)),
        left=Count("id", filter=~present),
    )


def workshops(case: CollectiveCase) -> list[str]:
    """The workshops on the roll."""
    rows = Member.objects.filter(case=case).order_by("workshop")
    return [w for w in rows.values_list("workshop", flat=True).distinct() if w]


def by_workshop(case: CollectiveCase) -> list[dict]:
    """A line a workshop: people, signed on, support, sum owed."""
    rows = (
        Member.objects.filter(case=case, left_on=None)
        .order_by("workshop")
        .values("workshop")
        .annotate(
            n=Count("id"),
            signed=Count("id", filter=Q(signed_on__isnull=False)),
            contacts=Count("contact", distinct=True),
            owed=Sum("owed_total"),
            **{code: Count("id", filter=Q(support=code)) for code, _label in codes.SUPPORT},
        )
    )
    return list(rows)  # type: ignore[arg-type]


def picture(rows: list[dict]) -> dict:
    """The roll by workshop and support, as stacked bars."""
    return {
        "kind": "bar",
        "unit": "",
        "horizontal": True,
        "categories": [row["workshop"] or str(_("no workshop")) for row in rows],
        "series": [
            {"name": str(label), "values": [row[code] for row in rows], "stack": "support"}
            for code, label in codes.SUPPORT
        ],
    }


def contact_lines(case: CollectiveCase) -> list[dict]:
    """Each contact with how many they reach and how many of those signed on."""
    rows = (
        Member.objects.filter(case=case, left_on=None, contact__isnull=False)
        .order_by()
        .values("contact", "contact__worker__pseudonym", "contact__workshop")
        .annotate(n=Count("id"), signed=Count("id", filter=Q(signed_on__isnull=False)))
        .order_by("-n")
    )
    return list(rows)  # type: ignore[arg-type]


def owed_picture(case: CollectiveCase) -> dict:
    """What the law owes, as a distribution over members."""
    rows = Member.objects.filter(case=case, left_on=None, owed_total__isnull=False)
    amounts = [float(a) for a in rows.values_list("owed_total", flat=True)]  # type: ignore[arg-type]
    return {"kind": "bar", "unit": "", **bars(amounts, str(_("members")))}


def bars(amounts: list[float], name: str, most: int = 12) -> dict:
    """Amounts in bands of equal width with round ends."""
    if not amounts:
        return {"categories": [], "series": [{"name": name, "values": []}]}
    width = _round_up(max(amounts) / most)
    counts = [0] * (int(max(amounts) // width) + 1)
    for amount in amounts:
        counts[int(amount // width)] += 1
    words = [f"{int(n * width):,}–" for n in range(len(counts))]
    return {"categories": words, "series": [{"name": name, "values": counts}]}


def _round_up(width: float) -> int:
    size = 1
    while size * 10 < width:
        size *= 10
    return next(size * n for n in (1, 2, 5, 10) if size * n >= width) or 1


def proposals(case: CollectiveCase) -> list[dict]:
    """Demands that the claims give, and which of them are demanded already."""
    rows = Member.objects.filter(case=case, left_on=None, on_law__isnull=False)
    used = {
        code for codes_ in case.demands.values_list("entitlements", flat=True) for code in codes_
    }
    held = rows.values_list("owed", "file_by").iterator(chunk_size=4000)
    return [line | {"used": line["code"] in used} for line in entitlements_of(held)]


def entitlements_of(rows) -> list[dict]:
    """Entitlement, people, sum, how many undetermined, first day; the largest sum first.

    `rows`: what each member is owed, and their last day to file.
    """
    found: dict[str, dict] = {}
    for owed, file_by in rows:
        for code, amount in owed.get("amounts", {}).items():
            line = found.setdefault(code, _proposal(code))
            if Decimal(amount):
                line["people"] += 1
                line["amount"] += Decimal(amount)
                line["file_by"] = min(filter(None, (line["file_by"], file_by)), default=None)
        for code in owed.get("unknown", []):
            found.setdefault(code, _proposal(code))["unknown"] += 1
    lines = [line for line in found.values() if line["people"]]
    return sorted(lines, key=lambda line: -line["amount"])


def _proposal(code: str) -> dict:
    return {"code": code, "people": 0, "amount": Decimal(0), "unknown": 0, "file_by": None}
