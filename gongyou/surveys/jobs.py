"""Work without keys that the program does by itself."""

import datetime as dt

from django.utils import timezone

from gongyou.surveys.models import NonceUse
from gongyou.surveys.openrosa.digest import LIFE_SECONDS


def write_exports() -> None:
    """Exports by the clock that are due."""
    from gongyou.surveys.services.plans import write_due

    write_due()


def forget_nonces() -> None:
    """Used nonces whose life is over cannot be used again anyhow."""
    over = timezone.now() - dt.timedelta(seconds=2 * LIFE_SECONDS)
    NonceUse.objects.filter(at__lt=over).delete()
