"""The program's settings with every logger but the database's at its loudest, and a view to break.

Handlers, filters and formatters stay the program's own: the question is what they let through
when an administrator turns the logs up to find a fault.
"""

from gongyou.web.settings import *  # noqa: F403
from gongyou.web.settings import LOGGING, MIDDLEWARE

MIDDLEWARE = [*MIDDLEWARE, "tests.attacks.faults.Faults"]

LOGGING = LOGGING | {
    "root": LOGGING["root"] | {"level": "DEBUG"},
    "loggers": {
        name: logger if name == "django.db.backends" else logger | {"level": "DEBUG"}
        for name, logger in LOGGING["loggers"].items()
    },
}
