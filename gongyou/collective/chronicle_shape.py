"""What stands where in a file labour-case/1: enough that no page stumbles over it later."""

LONGEST_REFERENCE, LONGEST_TOPIC, MOST_ROUNDS = 12, 30, 999


def text(value) -> bool:
    """A text, a number, yes or no, or nothing."""
    return value is None or isinstance(value, str | int | float)


def texts(value) -> bool:
    """A list of texts."""
    return value is None or (isinstance(value, list) and all(map(text, value)))


def named(value) -> bool:
    """What other entries refer to."""
    return value is not None and text(value) and 0 < len(str(value)) <= LONGEST_REFERENCE


def reference(value) -> bool:
    """A name that may be left out."""
    return value is None or named(value)


def mapping(value) -> bool:
    """A map with texts as its keys."""
    return value is None or (isinstance(value, dict) and all(isinstance(k, str) for k in value))


def firm(value) -> bool:
    """An employer and perhaps its successor."""
    if value is None:
        return True
    known = mapping(value) and text(value.get("name")) and text(value.get("name_zh"))
    return known and (text(value.get("successor")) or firm(value["successor"]))


def phase(value) -> bool:
    """A number from 0 to 7."""
    return value is None or (isinstance(value, int) and 0 <= value <= 7)


def figures(value) -> bool:
    """Named figures; a round has a number."""
    if value is None or not mapping(value):
        return value is None
    number = value.get("round")
    return number is None or (isinstance(number, int) and 0 <= number <= MOST_ROUNDS)


def answers(value) -> bool:
    """What sources answer, each with its sources."""
    return isinstance(value, list) and all(
        isinstance(one, dict) and text(one.get("value")) and texts(one.get("sources"))
        for one in value
    )


def topics(value) -> bool:
    """Figures of the workers by topic: one map, or several side by side."""
    if not mapping(value) or any(len(topic) > LONGEST_TOPIC for topic in value or {}):
        return False
    held = [rows if isinstance(rows, list) else [rows] for rows in (value or {}).values()]
    return all(isinstance(row, dict) and texts(row.get("sources")) for rows in held for row in rows)


HEAD = {
    "id": text, "name": text, "name_zh": text, "employer": firm, "outcome": mapping,
    "workers": topics,
}  # fmt: skip
ROWS = {
    "sources": {"id": named, "kind": text, "publisher": text, "title": text, "url": text},
    "demands": {"id": reference, "text": text, "status": text, "sources": texts},
    "bundles": {"id": reference, "covers": texts, "formula": mapping, "agreed": text, "due": text,
                "cut_off": text, "first_instalment": text, "sources": texts},
    "events": {"kind": text, "phase": phase, "figures": figures, "sources": texts,
               "date_precision": text, "date_end": text, "description": text},
    "disagreements": {"topic": text, "values": answers},
}  # fmt: skip


def misplaced(data: dict) -> str:
    """Where the first thing stands that is of another kind than what belongs there, or ""."""
    for name, fits in HEAD.items():
        if not fits(data.get(name)):
            return name
    for section, shape in ROWS.items():
        for number, row in enumerate(data.get(section) or [], 1):
            if not mapping(row) or row is None:
                return f"{section} {number}"
            for name, fits in shape.items():
                if not fits(row.get(name)):
                    return f"{section} {number}: {name}"
    return ""
