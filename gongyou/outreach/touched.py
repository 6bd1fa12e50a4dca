"""What the law touched: guides with their leaflets, and questions, since the kept state.

The state of a law's guides stands beside them, in `guides/rests_on.json` of its pack, written when
they were last read against the law. Also what gives the same amount by another figure is named.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gongyou.law import load_pack, pack_names
from gongyou.law.portable import ENDS_BEFORE_NEXT, carry, questions_of
from gongyou.outreach.guides import changed_since, read_guide, rests_of, shipped_guides
from gongyou.outreach.guides.shipped import shipped_text


def state_file(law: str) -> Path:
    """Where the state of a law's guides and questions is kept."""
    folder = load_pack(law).folder
    assert folder is not None
    return folder / "guides" / "rests_on.json"


def keep_state() -> int:
    """Note what everything rests on now; gives how many guides."""
    guides = _guides_now()
    for law in sorted({*_asking(), *guides}):
        state = {"guides": guides.get(law, {}), "questions": _figures(law) if asks(law) else {}}
        text = json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True)
        state_file(law).write_text(text + "\n", "utf-8")
    return sum(map(len, guides.values()))


def _kept(law: str) -> dict[str, Any]:
    path = state_file(law)
    return json.loads(path.read_text("utf-8")) if path.exists() else {"guides": {}, "questions": {}}


def _guides_now() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for law, slug, lang in shipped_guides():
        rests = rests_of(read_guide(shipped_text(law, slug, lang)))
        found.setdefault(law, {})[f"{slug}/{lang}"] = rests
    return found


def asks(law: str) -> bool:
    """Whether a law has questions for the self-check."""
    return questions_of(law) is not None


def _asking() -> list[str]:
    return [law for law in pack_names() if asks(law)]


def touched(*, laws: dict[str, Any] | None = None) -> dict[str, list[str]]:
    """{guide or question: what changed}; `laws` are changed packs by name, to try a change."""
    found: dict[str, list[str]] = {}
    for law, slug, lang in shipped_guides():
        name = f"{law}/{slug}/{lang}"
        kept = _kept(law)["guides"].get(f"{slug}/{lang}", {})
        changes = changed_since(shipped_text(law, slug, lang), kept, (laws or {}).get(law))
        if changes:
            found[f"guide {name}, its leaflet and poster"] = changes
    for law in _asking():
        now, kept = _figures(law, (laws or {}).get(law)), _kept(law)["questions"]
        for name, digest in now.items():
            if kept.get(name) != digest:
                found.setdefault(f"self-check {law}", []).append(f"{name} changed")
    return found


def _figures(law: str, pack: Any = None) -> dict[str, str]:
    """Every figure that the self-check's entitlements use, by name, as a digest of its rows."""
    import hashlib

    questions = questions_of(law)
    assert questions is not None
    data = carry(pack or load_pack(law), questions.entitlements, sources=False).data
    return {
        row[0]: hashlib.sha256(json.dumps([*row[:3], _spans(row[3])]).encode()).hexdigest()[:12]
        for row in data["parameters"]
    }


def _spans(series: list) -> list:
    """From, to and value of each row: how sure somebody was of a figure touches no guide."""
    found = []
    for rows, keys in series:
        nexts = [each[0] for each in rows[1:]] + [None]
        spans = [
            [first, last if last != ENDS_BEFORE_NEXT else after - 1, value]
            for (first, last, value, *_sure), after in zip(rows, nexts, strict=True)
        ]
        found.append([spans, keys])
    return found
