"""Find the account behind a sign-in name, doing the same work when there is none."""

from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.models import Account
from gongyou.vault.installation import secret_for
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.derive import derive


def plain_name(name: str) -> str:
    """A sign-in name as it is kept: full-width letters, blanks and case are one."""
    return Account.normalize_username(name).casefold().strip()


def find_account(name: str) -> Account | None:
    """The account with this sign-in name."""
    try:
        return Account.objects.get(login=plain_name(name))
    except Account.DoesNotExist:
        return None


@sensitive_variables()
def derive_for(account: Account | None, name: str, passphrase: str) -> phrase.Derived:
    """Derive from the account's salt, or from one that a missing name always gets."""
    if account is not None:
        return phrase.derive_both(passphrase, bytes(account.salt), account.argon2)
    salt = derive(secret_for("gongyou-decoy"), "gongyou-decoy", plain_name(name).encode())
    return phrase.derive_both(passphrase, salt[: phrase.SALT])
