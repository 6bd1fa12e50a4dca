"""What the next release has more."""

from django.db import models

from gongyou.centre.models import Employer, Worker
from gongyou.vault.public import KEPT, Record

Worker.add_to_class("shift", models.CharField(max_length=12, default="day"))

_old = Employer._meta.get_field("registration")
Employer._meta.local_fields.remove(_old)
del Employer.registration
Employer.add_to_class("register", models.CharField(max_length=30, blank=True))
Employer.earlier_columns = {"registration": "register"}


class Canteen(Record):
    """A thing that this release knows nothing of."""

    merge_kind = KEPT

    meal = models.CharField(max_length=30)
