"""Random ways through the questions of every law end in a result, ask nothing twice, owe nothing.

With GONGYOU_SOAK 10,000 of them; in a browser a few walk the page itself (tests/browser).
"""

import json
import os
import subprocess
from datetime import date

import pytest

from gongyou.law import load_pack, pack_names
from gongyou.law.portable import carry, engine_script, questions_of
from tests.law.portable.phone import HARNESS, NODE

pytestmark = pytest.mark.skipif(NODE is None, reason="needs node")
WALKS = 10_000 if os.environ.get("GONGYOU_SOAK") else 60
ASKING = [name for name in pack_names() if questions_of(name) is not None]


@pytest.mark.parametrize("name", ASKING)
def test_random_walks_end_and_ask_nothing_twice(name, tmp_path):
    questions = questions_of(name)
    (tmp_path / "law.js").write_text(engine_script(), "utf-8")
    asked = {
        "data": carry(load_pack(name), questions.entitlements, sources=False).data,
        "plan": questions.plan,
        "on": str(date(2026, 11, 30)),
        "places": ["441900", "110105", "650100"],
        "walks": WALKS,
        "seed": 14,
    }
    command = [NODE, str(HARNESS.with_name("walks.mjs")), str(tmp_path / "law.js")]
    out = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    seen = json.loads(out.stdout)
    bad = {each: seen[each] for each in ("endless", "twice", "left_open", "negative")}
    assert bad == dict.fromkeys(bad, 0), seen
    assert seen["ended"] + seen["refused"] == WALKS
    assert seen["ended"] > WALKS * 0.8
    assert seen["most"] <= len(questions.plan["questions"])
