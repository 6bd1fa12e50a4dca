"""A small study: a field, a desk, two people, a text of a few turns, two coders."""

import datetime as dt
from dataclasses import dataclass

from gongyou.fieldwork import codes
from gongyou.fieldwork.formats.transcripts import Said, Transcript
from gongyou.fieldwork.models import Code, Participant, Study, Text
from gongyou.fieldwork.services.codebook import make_code
from gongyou.fieldwork.services.people import add_participant, record_consent
from gongyou.fieldwork.services.studies import open_study
from gongyou.fieldwork.services.texts import bring_text
from gongyou.vault.accounts.services.compartments import create_compartment
from tests.people import People, join, make_account

DAY = dt.date(2026, 3, 1)
ALL = dict.fromkeys(codes.USE_CODES, "yes") | {"show_first": "no"}
WORDS = (
    ("I", "第一次停工是怎么决定的？"),
    ("A", "不是谁决定的，组长念名单，大家就把机器关了。"),
    ("B", "我当时不在，我老婆不让我去。"),
    ("A", "后来才补开的会。The meeting came after. 😶 完了。"),
)


@dataclass
class World:
    """What a test takes from."""

    people: People
    study: Study
    first: Participant
    second: Participant
    text: Text
    code: Code
    coder: object
    other: object

    @property
    def by(self):
        """The coordinator of field and desk."""
        return self.people.coordinator


def agree(by, participant, answers=None, on=DAY, **values):
    """A consent to everything, or to what is given."""
    return record_consent(
        by=by,
        participant=participant,
        on=on,
        how="spoken",
        language="zh-hans",
        answers=ALL if answers is None else answers,
        **values,
    )


def make_world(people) -> World:
    """The field is the compartment of the tests' people, the desk a new one."""
    by = people.coordinator
    desk = create_compartment(by, "Desk")
    coder, other = make_account("coder1"), make_account("coder2")
    for one in (coder, other):
        join(by, desk, one, "coder")
    study = open_study(by=by, desk=desk, field=people.inside, title="Reasons", question="Why?")
    first, second = (add_participant(by=by, study=study, name=n) for n in ("Chen Mei", "Luo Jun"))
    for one in (first, second):
        agree(by, one)
    text = bring_text(
        by=by,
        study=study,
        title="First talk",
        stage="desk",
        transcript=Transcript("spoken", [Said(label, words) for label, words in WORDS]),
        who={"I": "interviewer", "A": first, "B": second},
    )
    code = make_code(by=by, study=study, name="停工")
    return World(people, study, first, second, text, code, coder, other)
