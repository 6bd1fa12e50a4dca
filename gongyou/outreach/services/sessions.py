"""Sessions: planned, held, counted, closed; cards that end with them."""

import hashlib
import hmac
import os
from dataclasses import asdict
from statistics import mean, stdev

from django.db import IntegrityError, transaction

from gongyou.centre.public import ShortForm
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import Session, TokenBatch, TokenUse
from gongyou.vault.public import Right, journal, truncate_wal

ALPHABET = "ACDEFGHJKMNPQRTUWXY34679"
"""Without letters and digits that look alike."""
LENGTH, MOST_CARDS, FEWEST_PAIRS, SURE = 5, 200, 10, 1.96


@transaction.atomic
def plan_session(*, by, compartment, **values) -> Session:
    """A session to come."""
    by.require(Right.WRITE, compartment)
    session = Session(compartment=compartment, **values)
    session.save()
    journal.append(by, "outreach.plan_session", session, changes={"on": (None, session.on)})
    return session


@transaction.atomic
def print_cards(*, by, session: Session, count: int) -> list[str]:
    """The texts of more cards: whoever wants takes one, nobody notes who."""
    by.require(Right.WRITE, session.compartment)
    if session.state == "closed":
        raise OutreachError("session_closed")
    batch, made = TokenBatch.objects.get_or_create(session=session)
    if made or batch.seed is None:
        batch.seed = os.urandom(32)
    if batch.printed + count > MOST_CARDS:
        raise OutreachError("too_many_cards")
    first = batch.printed
    batch.printed += count
    batch.save()
    journal.append(by, "outreach.print_cards", session, changes={"cards": count})
    return [card_text(bytes(batch.seed), number) for number in range(first, batch.printed)]


def card_text(seed: bytes, number: int) -> str:
    """Five letters and one that checks them."""
    digest = hmac.new(seed, number.to_bytes(4, "big"), hashlib.sha256).digest()
    letters = [ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH]]
    return "".join([*letters, _check_letter(letters)])


def _check_letter(letters: list[str]) -> str:
    total = sum((place + 1) * ALPHABET.index(letter) for place, letter in enumerate(letters))
    return ALPHABET[total % len(ALPHABET)]


@transaction.atomic
def hold_session(*, by, session: Session) -> None:
    """It took place."""
    _set_state(by, session, "held", "outreach.hold_session")


@transaction.atomic
def cancel_session(*, by, session: Session) -> None:
    """It did not take place."""
    _set_state(by, session, "cancelled", "outreach.cancel_session")


def _set_state(by, session: Session, state: str, act: str) -> None:
    by.require(Right.WRITE, session.compartment)
    if session.state == "closed":
        raise OutreachError("session_closed")
    before, session.state = session.state, state
    session.save()
    journal.append(by, act, session, changes={"state": (before, state)})


@transaction.atomic
def count_heads(*, by, session: Session, heads: int) -> None:
    """How many were there, with a card or without."""
    by.require(Right.WRITE, session.compartment)
    if session.state == "planned":
        raise OutreachError("not_held")
    if session.state == "closed":
        raise OutreachError("session_closed")
    session.heads = heads
    session.save()
    journal.append(by, "outreach.count_heads", session, changes={"heads": heads})


@transaction.atomic
def give_out(*, by, session: Session, copies: dict[str, int]) -> None:
    """Leaflets, posters, files handed over: copies, not readers."""
    by.require(Right.WRITE, session.compartment)
    if session.state == "closed":
        raise OutreachError("session_closed")
    session.handed_out = {name: count for name, count in copies.items() if count}
    session.save()
    journal.append(by, "outreach.give_out", session, changes=dict(session.handed_out))


@transaction.atomic
def use_card(*, by, session: Session, text: str, part: str, right: int) -> None:
    """Count a card's result before or after. Written nowhere else: no entry, no time."""
    by.require(Right.WRITE, session.compartment)
    batch = TokenBatch.objects.filter(session=session).first()
    if batch is None or batch.seed is None or session.state == "closed":
        raise OutreachError("session_closed")
    card = text.strip().upper()
    if card not in {card_text(bytes(batch.seed), number) for number in range(batch.printed)}:
        raise OutreachError("no_card")
    digest = hmac.new(bytes(batch.seed), card.encode(), hashlib.sha256).digest()
    use = TokenUse.objects.filter(batch=batch, digest=digest).first()
    if use is None:
        use = TokenUse(batch=batch, digest=digest)
    if getattr(use, part) is not None:
        raise OutreachError("card_used")
    setattr(use, part, right)
    try:
        use.save()
    except IntegrityError:
        raise OutreachError("card_used") from None


@transaction.atomic
def choose_questions(*, by, session: Session, form: ShortForm, right: dict[str, str]) -> None:
    """What the cards of a session are asked: a form's questions, each with its right answer.

    The words are copied: a form changed later does not change what before and after compare.

    Raises:
        OutreachError: the session is closed, cards were answered already, or no right answer given.
    """
    by.require(Right.WRITE, session.compartment)
    if session.state == "closed":
        raise OutreachError("session_closed")
    if TokenUse.objects.filter(batch__session=session).exists():
        raise OutreachError("cards_answered")
    asked = [
        asdict(each) | {"right": right[each.name]}
        for each in form.questions
        if right.get(each.name) in dict(each.choices)
    ]
    if not asked:
        raise OutreachError("no_right_answer")
    session.questions = {"title": form.title, "asked": asked}
    session.save()
    changes = {"questions": len(asked)}
    journal.append(by, "outreach.choose_questions", session, changes=changes)


def answer_card(*, by, session: Session, text: str, part: str, answers: dict[str, str]) -> None:
    """Count how many of a card's answers are right; the answers themselves are kept nowhere."""
    asked = session.questions.get("asked", [])
    right = sum(answers.get(each["name"]) == each["right"] for each in asked)
    use_card(by=by, session=session, text=text, part=part, right=right)


@transaction.atomic
def close_session(*, by, session: Session) -> None:
    """Keep the counts, destroy seed and cards: from here on nobody can say whose card was whose."""
    by.require(Right.WRITE, session.compartment)
    if session.state == "closed":
        raise OutreachError("session_closed")
    batch = TokenBatch.objects.filter(session=session).first()
    if batch is not None:
        uses = list(TokenUse.objects.filter(batch=batch))
        session.cards_used = len(uses)
        session.change = change_of([(u.before, u.after) for u in uses])
        TokenUse.objects.filter(batch=batch).delete()
        batch.delete()
        transaction.on_commit(truncate_wal)
    session.state = "closed"
    session.save()
    changes = {"heads": session.heads, "cards": session.cards_used}
    journal.append(by, "outreach.close_session", session, changes=changes)


def change_of(pairs: list[tuple[int | None, int | None]]) -> dict:
    """The mean change with its interval of 95 %; nothing below ten pairs."""
    changes = [
        after - before for before, after in pairs if before is not None and after is not None
    ]
    if len(changes) < FEWEST_PAIRS:
        return {}
    middle, reach = mean(changes), SURE * stdev(changes) / len(changes) ** 0.5
    return {
        "pairs": len(changes),
        "mean": f"{middle:.1f}",
        "low": f"{middle - reach:.1f}",
        "high": f"{middle + reach:.1f}",
    }
