"""Sign-in with a passphrase: the same work for names that don't exist."""

from django.contrib.auth.backends import BaseBackend
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.finding import derive_for, find_account
from gongyou.vault.accounts.models import Account
from gongyou.vault.accounts.services.accounts import open_derived
from gongyou.vault.accounts.unlocking import stash
from gongyou.vault.keys.errors import WrongPassphrase


class PassphraseBackend(BaseBackend):
    """One run of Argon2id proves the person and opens their keys."""

    @sensitive_variables()
    def authenticate(self, request, username=None, password=None, login=None, **_ignored):
        """The account, with its keys stashed until the second factor is given; or None."""
        name = username or login
        if not name or not password:
            return None
        account = find_account(name)
        derived = derive_for(account, name, password)
        if account is None:
            return None
        try:
            keyring = open_derived(account, derived)
        except WrongPassphrase:
            return None
        if request is not None and hasattr(request, "session"):
            stash(request, account, keyring, pending=True)
        return account

    def get_user(self, user_id):
        """The account of a session."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
