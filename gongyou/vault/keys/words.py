"""A fingerprint in words that two people can compare by voice."""

from shamir_mnemonic.wordlist import WORDLIST

WORDS = 8
DIGITS = 25


def fingerprint_words(print_: bytes) -> list[str]:
    """Eight English words: 80 bits."""
    number = int.from_bytes(print_, "big") >> (len(print_) * 8 - 10 * WORDS)
    return [WORDLIST[(number >> (10 * place)) & 1023] for place in reversed(range(WORDS))]


def fingerprint_digits(print_: bytes) -> list[str]:
    """Five groups of five digits, for those who'd rather read numbers: 83 bits."""
    digits = str(int.from_bytes(print_, "big") % 10**DIGITS).zfill(DIGITS)
    return [digits[start : start + 5] for start in range(0, DIGITS, 5)]
