"""Claims of all readings in little room: what results share is kept once, then compressed.

A step, an article or a figure stands in many results; each is kept once in a pool and results
name it by its number. What is not due keeps its reason, without steps.
"""

import json
import zlib

from gongyou import law

# The reading of the facts that lists and totals go by.
MAIN = "worker"
# Kinds of results that say what is owed; the others are dates, tests, figures on the way.
LASTING = ("claim", "administrative", "monthly", "possible")
POOLED = ("steps", "articles", "parameters")


def pack(readings: dict[str, "law.Claim"]) -> bytes:
    """Bytes for the database."""
    pool: dict[str, int] = {}
    held = {}
    seen: dict[int, str] = {}
    for name, claim in readings.items():
        if id(claim) in seen:
            held[name] = seen[id(claim)]
        else:
            seen[id(claim)] = name
            held[name] = _thin(json.loads(claim.to_json()), pool)
    stored = {"readings": held, "pool": [json.loads(text) for text in pool]}
    return zlib.compress(_text(stored).encode(), 6)


def _thin(claim: dict, pool: dict[str, int]) -> dict:
    for result in claim["results"]:
        if result["status"] == "not_due":
            result.update({"steps": [], "parameters": []})
        for field in POOLED:
            texts = [_text(item) for item in result[field]]
            result[field] = [pool.setdefault(text, len(pool)) for text in texts]
    return claim


def _text(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unpack(data: bytes, only: str | None = None) -> dict[str, "law.Claim"]:
    """Reading → claim; with `only`, that reading alone."""
    stored = json.loads(zlib.decompress(data))
    pool, found = stored["pool"], {}
    for name in stored["readings"]:
        if only is None or name == only:
            found[name] = _read(name, stored["readings"], pool, found)
    return found


def _read(name, held, pool, found) -> "law.Claim":
    kept = held[name]
    if isinstance(kept, str):
        return found[kept] if kept in found else _read(kept, held, pool, found)
    for result in kept["results"]:
        for field in POOLED:
            result[field] = [pool[n] for n in result[field]]
    return law.Claim.from_json(_text(kept))
