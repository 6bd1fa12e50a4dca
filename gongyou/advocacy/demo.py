"""The room in the demonstration: each topic fills its own part, in this order."""

from importlib import import_module
from importlib.util import find_spec

TOPICS = ("demo_events", "demo_figures", "demo_dossiers", "demo_reforms")


def load(actor, workers: int) -> None:
    """Fill the room for the demonstration's coordinator."""
    for topic in TOPICS:
        name = f"{__package__}.{topic}"
        if find_spec(name):
            import_module(name).load(actor, workers)
