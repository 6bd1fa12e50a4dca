"""What is put before someone, who may sign it, and by when who must act. No Django.

A pack declares the kinds of its law (`pack.desk.dossiers`), `international` those that no
country owns. A clock takes its length from a dated figure with its article and source.
"""

from .clocks import Event, Running, count, period_of, running
from .international import INTERNATIONAL, kinds_of
from .kinds import ANYONE, CENTRE, CONSENT, THEY, UNION, WE, WORKER, Clock, DossierKind
from .letters import filled, letter_of
from .periods import Period

__all__ = [
    "ANYONE",
    "CENTRE",
    "CONSENT",
    "INTERNATIONAL",
    "THEY",
    "UNION",
    "WE",
    "WORKER",
    "Clock",
    "DossierKind",
    "Event",
    "Period",
    "Running",
    "count",
    "filled",
    "kinds_of",
    "letter_of",
    "period_of",
    "running",
]
