"""Columns of the long table, the same whichever way computed them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

AMOUNT_TYPE = pa.decimal128(18, 4)


def constant(text: str, size: int) -> Any:
    """One text for every row."""
    return coded(np.zeros(size, np.int32), [text])


def coded(numbers: Any, texts: list[str], none: Any = None) -> Any:
    """Texts by their numbers; null where `none` holds."""
    codes = pa.array(numbers.astype(np.int32), mask=none)
    return pa.DictionaryArray.from_arrays(codes, texts).cast(pa.string())


def amounts(units: Any, known: Any) -> Any:
    """Ten-thousandths as decimals: 128-bit integers under a mask of what is known."""
    both = np.empty((len(units), 2), np.int64)
    both[:, 0], both[:, 1] = units, units >> 63
    valid = np.packbits(known, bitorder="little")
    buffers = [pa.py_buffer(valid.tobytes()), pa.py_buffer(both.tobytes())]
    return pa.Array.from_buffers(AMOUNT_TYPE, len(units), buffers)
