"""The coding desk's acts: two coders, blind, and a third look where they differ."""

from hashlib import blake2b

from django.db import transaction
from django.utils.translation import gettext as _

from gongyou.advocacy.codebook.words import EDITION, codes
from gongyou.advocacy.errors import Refused
from gongyou.advocacy.models import Adjudication, Coding, Report
from gongyou.advocacy.services.resolving import resolve
from gongyou.vault.public import Right, journal

SHARE = 10
"""Of a hundred reports, so many are drawn for a second coder."""
LISTS = {"acts": "act", "demands": "demand", "responses": "response", "result": "result"}
RANGES = ("involved", "present", "detained", "hurt")


def needs_second(report: Report) -> bool:
    """Whether two must code it: a drawn share, and all that tell of detention or name the employer.

    The draw goes by the report's id, so that nobody chooses it and every laptop draws alike.
    """
    told = report.told
    if told.get("detained") or told.get("hurt") or "arrests" in told.get("responses", ()):
        return True
    if told.get("employer") and report.dataset == "own":
        return True
    return int.from_bytes(blake2b(report.pk.bytes, digest_size=4).digest()) % 100 < SHARE


@transaction.atomic
def code_report(*, by, report: Report, values: dict) -> Coding:
    """What one coder reads out of a report; once in, it is not changed.

    Args:
        values: field → {"codes", "words"} or {"low", "high", "basis", "words"}.

    Raises:
        Refused: a code that is none, a range upside down, or this coder has coded it already.
    """
    by.require(Right.WRITE, report.compartment)
    _check(values)
    if Coding.objects.filter(report=report, coder=by.account, edition=EDITION).exists():
        raise Refused(_("You have coded this report already."))
    coding = Coding(report=report, coder=by.account, edition=EDITION)
    coding.seal(by, values=values)
    coding.take_sealed_changes()
    coding.save()
    held = codings_of(by, report)
    wanted = 2 if needs_second(report) else 1
    if len(held) >= wanted and (len(held) == 1 or agree(held)):
        _settle(report, held[0])
    journal.append(by, "advocacy.code_report", report, changes={"edition": EDITION}, sealed={})
    return coding


def codings_of(actor, report: Report) -> list[dict]:
    """The values of all codings of a report, in the order in which they came in."""
    held = Coding.objects.filter(report=report, edition=EDITION)
    return [coding.reveal(actor, "values") or {} for coding in held]


def _check(values: dict) -> None:
    for field, held in values.items():
        if field in LISTS:
            unknown = set(held.get("codes", ())) - set(codes(LISTS[field]))
            if unknown:
                raise Refused(
                    _("%(code)s is no code of the codebook.") % {"code": min(unknown)}, field
                )
        elif field in RANGES:
            low, high = held.get("low"), held.get("high")
            if low is not None and high is not None and low > high:
                raise Refused(_("At most lies below at least."), field)
        else:
            raise Refused(_("%(code)s is no field of the codebook.") % {"code": field}, field)


def plain(held: dict) -> object:
    """A coded field without the words it rests on, to be compared."""
    if "codes" in held:
        return frozenset(held["codes"])
    return held.get("low"), held.get("high")


def agree(held: list[dict]) -> bool:
    """Whether two codings say the same in every field."""
    first, second = held[0], held[1]
    fields = first.keys() | second.keys()
    return all(f in first and f in second and plain(first[f]) == plain(second[f]) for f in fields)


@transaction.atomic
def adjudicate(*, by, report: Report, values: dict, reason: str = "") -> Adjudication:
    """Settle what two coders read differently; neither of the two may.

    Raises:
        Refused: fewer than two have coded, or the judge is one of them.
    """
    by.require(Right.WRITE, report.compartment)
    _check(values)
    coders = Coding.objects.filter(report=report, edition=EDITION).values_list("coder", flat=True)
    if len(coders) < 2:
        raise Refused(_("Two must have coded it first."))
    if by.account.pk in coders:
        raise Refused(_("Somebody who coded it may not settle it too."))
    judged, _new = Adjudication.objects.get_or_create(
        report=report, edition=EDITION, defaults={"judge": by.account}
    )
    judged.judge, judged.reason = by.account, reason[:300]
    judged.seal(by, values=values)
    judged.take_sealed_changes()
    judged.save()
    _settle(report, values)
    journal.append(by, "advocacy.adjudicate", report, changes={"edition": EDITION}, sealed={})
    return judged


def _settle(report: Report, values: dict) -> None:
    """Put the coded values into what the report tells; the printed cells stay as they are."""
    told = dict(report.told)
    for field, held in values.items():
        if field == "result":
            told["result"] = (held.get("codes") or [""])[0]
        elif "codes" in held:
            told[field] = list(held["codes"])
        elif held.get("low") is not None or held.get("high") is not None:
            told[field] = [held.get("low"), held.get("high")]
    report.told, report.state = told, "coded"
    report.save(update_fields=["told", "state"])
    if report.event:
        resolve(report.event.same_as or report.event)
