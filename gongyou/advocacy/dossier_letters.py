"""The text that a dossier begins with: its kind's letter, filled with what is known."""

from django.utils import translation
from django.utils.formats import date_format

from gongyou.advocacy.clocks import clocks_of, kind_of
from gongyou.advocacy.models import Dossier
from gongyou.centre.public import letterhead_of
from gongyou.law.dossiers import filled, letter_of
from gongyou.vault.public import Actor, reveal_many

ANSWERED = ("answered", "partly", "refused", "decided", "decided_against")


def has_letter(dossier: Dossier) -> bool:
    """Whether its kind has a text to begin with."""
    return bool(letter_of(dossier.law, dossier.kind))


def begun(actor: Actor, dossier: Dossier, lang: str) -> str:
    """The letter of its kind in a language, with what is known of this dossier."""
    text = letter_of(dossier.law, dossier.kind).get(lang, "")
    told = reveal_many(actor, [dossier], ["body"]).get(dossier.pk, {})
    head = letterhead_of(dossier.compartment_id)
    with translation.override(lang):
        values = {
            "sender": head.name,
            "contact": head.phone,
            "body": told.get("body") or "",
            "employer": dossier.employer.name if dossier.employer else "",
            "people": str(dossier.people.count() or ""),
            "reply": _reply(dossier),
            **_before(dossier, lang),
        }
    return filled(text, values)


def _reply(dossier: Dossier) -> str:
    days = [clock.due for clock in clocks_of(dossier) if clock.clock.code == "reply" and clock.due]
    return date_format(days[0], "DATE_FORMAT") if days else ""


def _before(dossier: Dossier, lang: str) -> dict[str, str]:
    """What this one follows, when it was handed in and when it was answered."""
    earlier = dossier.follows
    if earlier is None:
        return {}
    days = {event.code: event.on for event in earlier.events.all()}
    answer = next((days[code] for code in ANSWERED if code in days), None)
    return {
        "earlier": f"{kind_of(earlier).label[lang]} {earlier.code}",
        "earlier_on": date_format(days["sent"], "DATE_FORMAT") if "sent" in days else "",
        "answer_on": date_format(answer, "DATE_FORMAT") if answer else "",
    }
