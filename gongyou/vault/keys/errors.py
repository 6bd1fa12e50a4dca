"""What can go wrong with keys. No message ever carries a key or a value."""


class VaultKeyError(Exception):
    """Root of the errors of this package."""


class Tampered(VaultKeyError):
    """A ciphertext was changed, cut, moved to another place or has an unknown version.

    `record` names whose it is, by its pseudonym, where that is known.
    """

    record = ""


class Plaintext(VaultKeyError):
    """A value in clear stands where a sealed one is due."""


class Locked(VaultKeyError):
    """The keys of this person are not unlocked."""


class NoKey(VaultKeyError):
    """The person holds no key for this compartment."""


class Shredded(VaultKeyError):
    """The key was destroyed on purpose; the value is gone for good."""


class WrongPassphrase(VaultKeyError):
    """The passphrase or code opens nothing."""


class WeakPassphrase(VaultKeyError):
    """The passphrase can be guessed."""


class WouldLoseData(VaultKeyError):
    """A rotation would leave a member or a record without its key."""


class MemberListChanged(VaultKeyError):
    """The member list or a public key is not the one that the members authenticated."""


class Busy(VaultKeyError):
    """Too many passphrases are being tried; nothing is said of this one."""
