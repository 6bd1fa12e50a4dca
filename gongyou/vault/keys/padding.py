"""Hide the length of a text: pad to 32, 128, 512, 2048 … bytes, then by Padmé."""

STEPS = (32, 128, 512, 2048, 8192)
_COUNT = 4


def padme(length: int) -> int:
    """The Padmé length for `length`: at most 12 % more, few bits of the size leak.

    Nikitin et al., Reducing Metadata Leakage from Encrypted Files (PETS 2019), algorithm 1.
    """
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    kept = exponent.bit_length()
    mask = (1 << (exponent - kept)) - 1
    return (length + mask) & ~mask


def padded_length(length: int) -> int:
    """The length, with its counter, after padding."""
    total = length + _COUNT
    return next((step for step in STEPS if total <= step), None) or padme(total)


def pad(data: bytes) -> bytes:
    """A counter of four bytes, the data, zeros."""
    framed = len(data).to_bytes(_COUNT, "big") + data
    return framed.ljust(padded_length(len(data)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The data without counter and zeros."""
    length = int.from_bytes(padded[:_COUNT], "big")
    if length > len(padded) - _COUNT:
        raise ValueError("padding names more bytes than there are")
    return padded[_COUNT : _COUNT + length]
