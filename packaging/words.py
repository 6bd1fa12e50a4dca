"""The fingerprint of a public key of ssh's, as eight words: what `verify.sh` shows."""

import base64
import hashlib
import sys

from shamir_mnemonic.wordlist import WORDLIST

WORDS = 8


def words(public: str) -> str:
    """Eight words of the SLIP-39 list: the first 80 bits of the key's SHA-256."""
    print_ = hashlib.sha256(base64.b64decode(public.split()[1])).digest()
    number = int.from_bytes(print_, "big") >> (len(print_) * 8 - 10 * WORDS)
    return " ".join(WORDLIST[(number >> (10 * place)) & 1023] for place in reversed(range(WORDS)))


if __name__ == "__main__":
    print(words(sys.stdin.read()))
