"""Sign-in with a passphrase: the same work for names that don't exist."""

from django.contrib.auth.backends import BaseBackend
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.models import Account
from gongyou.vault.accounts.services.accounts import open_derived
from gongyou.vault.accounts.unlocking import stash
from gongyou.vault.installation import secret_for
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.derive import derive
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


def find_account(name: str) -> Account | None:
    """The account with this sign-in name."""
    try:
        return Account.objects.get_by_natural_key(name.strip())
    except Account.DoesNotExist:
        return None


@sensitive_variables()
def derive_for(account: Account | None, name: str, passphrase: str) -> phrase.Derived:
    """Derive from the account's salt, or from one that a missing name always gets."""
    if account is not None:
        return phrase.derive_both(passphrase, bytes(account.salt), account.argon2)
    salt = derive(secret_for("gongyou-decoy"), "gongyou-decoy", name.casefold().encode())
    return phrase.derive_both(passphrase, salt[: phrase.SALT])
