"""A withdrawal reaches every copy, leaves the others' words alone, and keeps counts."""

import pytest
from django.db import connection

from gongyou.fieldwork.models import Coding, Consent, Departure, Tally, Voice
from gongyou.fieldwork.queries.texts import open_texts
from gongyou.fieldwork.services import codebook
from gongyou.fieldwork.services.codings import code_passage
from gongyou.fieldwork.services.leaving import depart
from gongyou.fieldwork.services.people import hold_interview, write_field_note
from gongyou.fieldwork.services.studies import change_study
from gongyou.fieldwork.services.withdrawal import find_copies, shingles, withdraw, without
from tests.fieldwork.world import WORDS, make_world

THEIRS = WORDS[2][1]
QUOTES = (THEIRS, f"她说：“{THEIRS}”", "我当时不在，　我老婆，不让我去", f"…{THEIRS[:13]}…")


@pytest.fixture
def world(people):
    return make_world(people)


def plant(world) -> int:
    """Their words in twenty places of six kinds."""
    by, study = world.by, world.study
    for number in range(8):
        codebook.write_memo(by=by, study=study, title=f"m{number}", text=QUOTES[number % 4])
    for number in range(4):
        codebook.make_code(
            by=by, study=study, name=f"c{number}", definition=QUOTES[number], examples=""
        )
    codebook.make_code(by=by, study=study, name="e", examples=QUOTES[1])
    interview = hold_interview(by=by, study=study, participants=[world.second], note=QUOTES[0])
    for number in range(3):
        write_field_note(by=by, interview=interview, text=QUOTES[number], on=interview.created_at)
    change_study(by=by, study=study, question=QUOTES[3])
    turn = world.text.turns.get(number=2)
    for start in (0, 9):
        code_passage(
            by=by, text=world.text, code=world.code, start_turn=turn, start=start, end=start + 3,
            note=THEIRS,
        )  # fmt: skip
    return 20


def test_twenty_places_are_found_and_none_is_left(world):
    planted = plant(world)
    turn = world.text.turns.get(number=3)
    code_passage(by=world.by, text=world.text, code=world.code, start_turn=turn, end=14)
    depart(
        by=world.by, study=world.study, kind="passages", to="a journal", people=[world.second.pk]
    )
    before = open_texts(world.by, [world.text])[0]
    copies = find_copies(world.by, world.second)
    assert len(copies) == planted
    left = withdraw(by=world.by, participant=world.second, scope="everything")
    assert [row.kind for row in left] == ["passages"], "what had left is said"
    assert find_copies(world.by, world.second) == []
    assert _every_sealed_text(world.by).isdisjoint(shingles(THEIRS))
    after = open_texts(world.by, [world.text])[0]
    others = [(one.number, one.words, one.start_ms) for one in before.lines if one.number != 3]
    assert [(o.number, o.words, o.start_ms) for o in after.lines if o.number != 3] == others
    assert next(o for o in after.lines if o.number == 3).words is None
    assert not Coding.objects.filter(start_turn=turn).exists()
    assert sum(Tally.objects.values_list("passages", flat=True)) == 1, "the count stays"
    assert Departure.objects.count() == 1


def _every_sealed_text(by) -> set[str]:
    """All runs of characters of every sealed value that any key still opens, the journal's too."""
    from django.apps import apps

    from gongyou.fieldwork.services.withdrawal import _as_text
    from gongyou.vault.journal import history
    from gongyou.vault.public import reveal_many

    found: set[str] = set()
    for model in apps.get_app_config("fieldwork").get_models():
        if hasattr(model, "sealed_names") and model.sealed_names():
            rows = list(model.objects.visible_to(by))
            for values in reveal_many(by, rows, model.sealed_names()).values():
                for value in values.values():
                    found |= shingles(_as_text(value))
            for row in rows:
                for line in history(by, row):
                    found |= shingles(str(line.sealed or ""))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM fieldwork_voice WHERE words IS NOT NULL")
        assert cursor.fetchone()[0] == Voice.objects.exclude(words=None).count()
    return found


def test_quotations_alone_can_be_taken_back(world):
    withdraw(by=world.by, participant=world.second, scope="quotes")
    assert open_texts(world.by, [world.text], "read")[0].hidden == 0
    assert open_texts(world.by, [world.text], "quote")[0].hidden == 1
    assert Consent.objects.filter(withdraws="quotes").count() == 1


def test_only_their_words_go_out_of_a_memo():
    text = f"前面的话。{THEIRS}后面的话，别人说的。"
    kept = without(text, shingles(THEIRS))
    assert kept.startswith("前面的话。")
    assert kept.endswith("后面的话，别人说的。")
    assert shingles(kept).isdisjoint(shingles(THEIRS))


def test_a_coder_cannot_carry_out_a_withdrawal(world):
    from django.http import Http404

    with pytest.raises(Http404):
        withdraw(by=world.coder, participant=world.second, scope="text")
    assert open_texts(world.by, [world.text])[0].hidden == 0


def test_afterwards_no_byte_of_it_lies_anywhere(world, caplog):
    """In no form: rows of every table, files, the log, and whatever can be handed out."""
    from gongyou.fieldwork.services.papers import TYPES, write_out
    from gongyou.fieldwork.services.projects import hand_over_project
    from gongyou.vault.files.media import media_folder
    from tests.attacks.canary import found_in, hits

    by, study, plants = world.by, world.study, [THEIRS, THEIRS[:13]]

    def handed_out():
        found = [("refi", hand_over_project(by=by, study=study, to="a colleague")[0])]
        return found + [(f, write_out(by=by, study=study, form=f, to="x")) for f in TYPES]

    with caplog.at_level(0):
        plant(world)
        turn = world.text.turns.get(number=3)
        code_passage(by=by, text=world.text, code=world.code, start_turn=turn, end=14)
        before = [name for name, content in handed_out() if hits(content, plants)]
        assert before, "the scan sees what is there"
        withdraw(by=by, participant=world.second, scope="everything")
        after = [(name, hits(content, plants)) for name, content in handed_out()]
    assert [each for each in after if each[1]] == []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            held = b"\n".join(_bytes(value) for row in cursor.fetchall() for value in row)
            assert hits(held, plants) == [], table
    assert found_in(media_folder(), plants) == []
    assert hits(caplog.text.encode(), plants) == []


def _bytes(value) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
