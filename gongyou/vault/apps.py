"""The vault as a Django app."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_migrate, pre_migrate
from django.urls import register_converter

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor


class VaultConfig(AppConfig):
    """Identities, keys, compartments, accounts, journal, files, backup."""

    name = "gongyou.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Follow sign-in and sign-out; offer `<ref:…>` to all addresses."""
        from gongyou.vault.accounts import bearers, doors
        from gongyou.vault.ids import RefConverter

        doors.add_door(bearers.DOOR)
        register_converter(RefConverter, "ref")
        pre_migrate.connect(_silence, sender=self, dispatch_uid="vault-silence")
        post_migrate.connect(_watch, sender=self, dispatch_uid="vault-watch")
        user_logged_in.connect(_signed_in, dispatch_uid="vault-signed-in")
        user_logged_out.connect(_signed_out, dispatch_uid="vault-signed-out")


def _silence(**_kwargs):
    from gongyou.vault.journal.triggers import silence

    silence()


def _watch(**_kwargs):
    from gongyou.vault.journal.triggers import lay

    lay()


def _signed_in(sender, request, user, **_kwargs):
    from gongyou.vault.accounts import doors
    from gongyou.vault.accounts.actor import Actor
    from gongyou.vault.accounts.services.recovery import settle
    from gongyou.vault.accounts.unlocking import keyring_of, promote

    if request is None or not hasattr(request, "session"):
        return
    promote(request, user)
    actor = Actor(user, keyring_of(request, user))
    if actor.unlocked:
        settle(actor)
        _greet(request, actor)
    doors.begin(actor, "web")


def _greet(request, actor: "Actor"):
    """Tell a person what the journal lost since they were last here."""
    from django.contrib import messages

    from gongyou.vault.journal.witness import greet

    for line in greet(actor):
        messages.error(request, line, fail_silently=True)


def _note(actor: "Actor", act):
    from django.db import transaction

    from gongyou.vault.journal.chain import append

    with transaction.atomic():
        append(actor, act)


def _signed_out(sender, request, user, **_kwargs):
    from gongyou.vault.accounts.actor import Actor

    if user is not None:
        _note(Actor(user), "vault.sign_out")
    if request is not None:
        request.vault_cookie = ""
        request.vault_signed_out = True
