"""The steps of a beginning: what is done is seen from the data, the rest waits at home."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import Account, Actor, Compartment, officers_key_made
from gongyou.web.models import BackupPlan, Step

# Most steps can be put away for good; for these a centre is asked as long as they wait.
ALWAYS = {"second", "backups"}


@dataclass(frozen=True)
class Kind:
    """One step: how it is called, why, where it is done, and whether it is."""

    name: str
    label: object
    why: object
    url: str
    done: Callable[[], bool]


KINDS = (
    Kind(
        "code",
        _("Recovery code on paper"),
        _("Without it nobody can help you when you forget your passphrase."),
        "web:first_code",
        lambda: False,
    ),
    Kind(
        "compartment",
        _("First compartment"),
        _("A circle of colleagues who may read the same files."),
        "web:first_compartment",
        Compartment.objects.exists,
    ),
    Kind(
        "officers",
        _("The officers' shares"),
        _("Any two of three officers can open a compartment that lost its people."),
        "web:first_officers",
        officers_key_made,
    ),
    Kind(
        "second",
        _("A second person"),
        _("A centre should not hang on one person."),
        "web:first_second",
        lambda: Account.objects.filter(is_active=True).count() > 1,
    ),
    Kind(
        "backups",
        _("Where backups go"),
        _("A stolen or broken laptop takes everything with it, unless a copy is elsewhere."),
        "web:first_backups",
        BackupPlan.objects.exists,
    ),
    Kind(
        "factor",
        _("A second step at sign-in"),
        _("A passphrase that was looked over your shoulder is then not enough."),
        "web:account",
        Authenticator.objects.exists,
    ),
)


@dataclass(frozen=True)
class Row:
    """A step as it stands now."""

    kind: Kind
    done: bool

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse(self.kind.url)

    @property
    def label(self):
        """Its name."""
        return self.kind.label

    @property
    def may_leave(self) -> bool:
        """Whether a centre may say that it does without it."""
        return not self.done and self.kind.name not in ALWAYS


def rows() -> list[Row]:
    """Every step, in order."""
    said = set(Step.objects.values_list("name", flat=True))
    return [Row(kind, kind.name in said or kind.done()) for kind in KINDS]


def waiting() -> list[Row]:
    """What is not done."""
    return [row for row in rows() if not row.done]


def following(name: str) -> str:
    """The address of the first step after this one that waits; home when nothing does."""
    names = [kind.name for kind in KINDS]
    later = [row for row in waiting() if names.index(row.kind.name) > names.index(name)]
    return later[0].url if later else reverse("web:home")


@transaction.atomic
def say_done(name: str) -> None:
    """Somebody says so: it waits no more."""
    if name in {kind.name for kind in KINDS}:
        Step.objects.get_or_create(name=name)


def panel(actor: Actor) -> dict | None:
    """For the home page of administrators, as long as something waits."""
    if not actor.is_administrator:
        return None
    left = waiting()
    return {"waiting": left, "wide": True, "first": True} if left else None
