"""What the law touched: guides with their leaflets, and questions, since the kept state.

The program's own state stands in `guides/rests_on.json`, written when the guides were last read
against the law. Also what gives the same amount by another figure is named.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gongyou.law import load_pack, pack_names
from gongyou.law.portable import carry, questions_of
from gongyou.outreach.guides import changed_since, read_guide, rests_of, shipped_guides
from gongyou.outreach.guides.shipped import shipped_text

STATE = Path(__file__).parent / "guides" / "rests_on.json"


def keep_state(path: Path = STATE) -> int:
    """Note what everything rests on now; gives how many guides."""
    state = {"guides": _guides_now(), "questions": {law: _figures(law) for law in _asking()}}
    path.write_text(json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return len(state["guides"])


def _guides_now() -> dict[str, dict[str, str]]:
    return {
        f"{law}/{slug}/{lang}": rests_of(read_guide(shipped_text(law, slug, lang)))
        for law, slug, lang in shipped_guides()
    }


def _asking() -> list[str]:
    return [law for law in pack_names() if questions_of(law)]


def touched(path: Path = STATE, *, laws: dict[str, Any] | None = None) -> dict[str, list[str]]:
    """{guide or question: what changed}; `laws` are changed packs by name, to try a change."""
    state = json.loads(path.read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for law, slug, lang in shipped_guides():
        name = f"{law}/{slug}/{lang}"
        kept = state["guides"].get(name, {})
        changes = changed_since(shipped_text(law, slug, lang), kept, (laws or {}).get(law))
        if changes:
            found[f"guide {name}, its leaflet and poster"] = changes
    for law in _asking():
        now = _figures(law, (laws or {}).get(law))
        for name, digest in now.items():
            if state["questions"].get(law, {}).get(name) != digest:
                found.setdefault(f"self-check {law}", []).append(f"{name} changed")
    return found


def _figures(law: str, pack: Any = None) -> dict[str, str]:
    """Every figure that the self-check's entitlements use, by name, as a digest of its rows."""
    import hashlib

    questions = questions_of(law)
    assert questions is not None
    data = carry(pack or load_pack(law), questions.entitlements, sources=False).data
    return {
        row[0]: hashlib.sha256(json.dumps(row).encode()).hexdigest()[:12]
        for row in data["parameters"]
    }
