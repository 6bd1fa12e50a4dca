"""Passages: moved with their words after a correction, cut for the page."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.fieldwork.passages.moving import changes, move
from gongyou.fieldwork.passages.segments import segments

SIGNS = "我们后来才补开的会，钱到了。abc \n😶"


def edited(words: str, draw: random.Random) -> str:
    for _ in range(draw.randrange(1, 4)):
        at = draw.randrange(len(words) + 1)
        end = min(len(words), at + draw.randrange(4))
        words = words[:at] + "".join(draw.choices(SIGNS, k=draw.randrange(4))) + words[end:]
    return words


def test_a_thousand_edits_move_nothing_wrongly():
    draw = random.Random(44)
    wrong, dropped = [], 0
    for _ in range(1000):
        old = "".join(draw.choices(SIGNS, k=draw.randrange(10, 200)))
        new = edited(old, draw)
        ops = changes(old, new)
        for _ in range(10):
            start = draw.randrange(len(old))
            end = draw.randrange(start + 1, len(old) + 1)
            moved = move(ops, start, end)
            dropped += not 0 <= moved.start <= moved.end <= len(new)
            if not moved.changed and new[moved.start : moved.end] != old[start:end]:
                wrong.append((old, new, start, end))
    assert wrong == []
    assert dropped == 0


def test_a_typo_inside_flags_and_one_outside_does_not():
    ops = changes("后来才补开的会。大家散了。", "后来才补开的会议。大家散了。")
    assert not move(ops, 8, 12).changed
    assert move(ops, 3, 8).changed


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=SIGNS, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_pieces_are_the_text_and_lie_under_their_codes(words, places):
    spans = [(min(p), max(p), number) for number, p in enumerate(places)]
    found = segments(words, spans)
    assert "".join(one.words for one in found) == words
    for piece in found:
        over = {n for a, b, n in spans if a <= piece.start < min(b, len(words))}
        assert set(piece.over) == over
