"""How strong a passphrase is, in words that a person can use."""

import secrets

from django.utils.translation import gettext as _
from shamir_mnemonic.wordlist import WORDLIST

from gongyou.vault.public import WeakPassphrase, check_strength

PROPOSED_WORDS = 6
# Guesses a second of somebody who copied the disk: Argon2id with 128 MiB, a hundred machines.
GUESSES = 100.0
MINUTE, DAY, YEAR = 60, 86_400, 365 * 86_400


def proposal() -> str:
    """Six words drawn by the machine: 60 bits."""
    return " ".join(secrets.choice(WORDLIST) for _n in range(PROPOSED_WORDS))


def explained(passphrase: str, login: str = "") -> tuple[str, str]:
    """A tone and a sentence: how long somebody who copied the disk would have to guess."""
    if not passphrase:
        return "info", ""
    from zxcvbn import zxcvbn

    seconds = float(zxcvbn(passphrase[:72], user_inputs=[login])["guesses"]) / GUESSES
    text = _("Whoever copied the disk would have to guess for about: %(time)s.") % {
        "time": _time(seconds)
    }
    try:
        check_strength(passphrase, login)
    except WeakPassphrase:
        return "danger", text + " " + _(
            "Too weak: add another word that has nothing to do with it."
        )
    if seconds < 1000 * YEAR:
        return "warning", text + " " + _("It will do; one word more makes it good.")
    return "success", text + " " + _("This is good.")


def _time(seconds: float) -> str:
    steps = (
        (MINUTE, _("less than a minute")),
        (DAY, _("some hours")),
        (YEAR, _("some days to months")),
        (100 * YEAR, _("some years")),
        (10_000 * YEAR, _("hundreds of years")),
    )
    return next(
        (text for limit, text in steps if seconds < limit), _("longer than there are people")
    )
