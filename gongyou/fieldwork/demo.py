"""Made-up fieldwork for the demonstration."""

from importlib import import_module
from importlib.util import find_spec

TOPICS = ("demo_texts", "demo_cases")


def load(actor, workers: int) -> None:
    """Fill the room for the demonstration's coordinator."""
    for topic in TOPICS:
        name = f"{__package__}.{topic}"
        if find_spec(name) is not None:
            import_module(name).load(actor, workers)
