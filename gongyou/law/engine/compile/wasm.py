"""The bytes of a WebAssembly module.

WebAssembly Core Specification 2.0, chapter 5 (binary format).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

from .code import I32, I64, Code, Function

OPERATIONS = {
    "i32.eqz": 0x45, "i32.eq": 0x46, "i32.ne": 0x47, "i32.lt_s": 0x48, "i32.gt_s": 0x4A,
    "i32.le_s": 0x4C, "i32.ge_s": 0x4E, "i64.eqz": 0x50, "i64.eq": 0x51, "i64.ne": 0x52,
    "i64.lt_s": 0x53, "i64.gt_s": 0x55, "i64.le_s": 0x57, "i64.ge_s": 0x59, "f64.lt": 0x63,
    "i32.add": 0x6A, "i32.sub": 0x6B, "i32.mul": 0x6C, "i32.div_s": 0x6D, "i32.rem_s": 0x6F,
    "i32.and": 0x71, "i32.or": 0x72, "i32.shl": 0x74, "i32.shr_s": 0x75, "i64.add": 0x7C,
    "i64.sub": 0x7D, "i64.mul": 0x7E, "i64.div_s": 0x7F, "i64.rem_s": 0x81, "i64.and": 0x83,
    "i64.or": 0x84, "i64.xor": 0x85, "i64.shr_u": 0x88, "f64.abs": 0x99, "f64.mul": 0xA2,
    "i32.wrap_i64": 0xA7, "i64.extend_i32_s": 0xAC, "f64.convert_i64_s": 0xB9, "select": 0x1B,
}  # fmt: skip
LOADS = {"i32.load": (0x28, 2), "i64.load": (0x29, 3), "i32.load8_u": (0x2D, 0)}
STORES = {"i32.store": (0x36, 2), "i64.store": (0x37, 3), "i32.store8": (0x3A, 0)}
TYPES = {I32: b"\x7f", I64: b"\x7e"}
MAGIC = b"\0asm\x01\0\0\0"
END, ELSE, BLOCK, LOOP, IF, NO_VALUE = 0x0B, 0x05, 0x02, 0x03, 0x04, 0x40


def unsigned(number: int) -> bytes:
    """LEB128."""
    if number < 128:
        return bytes((number,))
    out = bytearray()
    while True:
        low, number = number & 127, number >> 7
        out.append(low | (128 if number else 0))
        if not number:
            return bytes(out)


def signed(number: int) -> bytes:
    """LEB128 of a signed number."""
    out = bytearray()
    while True:
        low, number = number & 127, number >> 7
        done = (number == 0 and not low & 64) or (number == -1 and low & 64)
        out.append(low | (0 if done else 128))
        if done:
            return bytes(out)


def module(
    functions: Sequence[Function],
    global_names: Sequence[str],
    pages: int,
    symbols: Mapping[str, int],
) -> bytes:
    """A module with one exported memory and these functions; every global is a mutable i32."""
    types: dict[tuple, int] = {}
    kinds = []
    for function in functions:
        shape = (tuple(t for _, t in function.params), function.result)
        kinds.append(types.setdefault(shape, len(types)))
    numbers = {function.name: n for n, function in enumerate(functions)}
    writer = _Writer(numbers, {name: n for n, name in enumerate(global_names)}, symbols)
    exports = [_text("memory") + b"\x02\x00"]
    exports += [
        _text(f.name) + b"\x00" + unsigned(numbers[f.name]) for f in functions if f.exported
    ]
    sections = (
        (1, [_shape(*shape) for shape in types]),
        (3, [unsigned(kind) for kind in kinds]),
        (5, [b"\x00" + unsigned(pages)]),
        (6, [b"\x7f\x01\x41\x00\x0b"] * len(global_names)),
        (7, exports),
        (10, [writer.function(f) for f in functions]),
    )
    return MAGIC + b"".join(_section(number, items) for number, items in sections)


def _section(number: int, items: list[bytes]) -> bytes:
    data = unsigned(len(items)) + b"".join(items)
    return bytes([number]) + unsigned(len(data)) + data


def _text(text: str) -> bytes:
    return unsigned(len(text)) + text.encode()


def _shape(params: tuple[str, ...], result: str | None) -> bytes:
    taken = unsigned(len(params)) + b"".join(TYPES[t] for t in params)
    return b"\x60" + taken + (b"\x01" + TYPES[result] if result else b"\x00")


class _Writer:
    """Writes functions; their locals get numbers, those of 32 bits first."""

    def __init__(
        self, functions: Mapping[str, int], global_names: Mapping[str, int], symbols: Mapping
    ):
        self.functions, self.global_names, self.symbols = functions, global_names, symbols
        self.at: dict[str, int] = {}

    def function(self, function: Function) -> bytes:
        """Its locals and its body, with their length."""
        short = [n for n, t in function.locals.items() if t == I32]
        long = [n for n, t in function.locals.items() if t == I64]
        names = [*(n for n, _ in function.params), *short, *long]
        self.at = {name: number for number, name in enumerate(names)}
        out = bytearray(b"\x02" + unsigned(len(short)) + b"\x7f" + unsigned(len(long)) + b"\x7e")
        self.statements(function.body, out)
        if function.result is not None:  # every path returns: what follows is never reached
            out.append(0x00)
        out.append(END)
        return unsigned(len(out)) + bytes(out)

    def statements(self, body: Iterable[Code], out: bytearray) -> None:
        """One after the other."""
        for statement in body:
            self.statement(statement, out)

    def statement(self, code: Code, out: bytearray) -> None:
        """A statement leaves nothing on the stack; room that nobody used is none."""
        if not code:
            return
        name = code[0]
        if name == "set":
            self.expression(code[2], out)
            out.append(0x21)
            out += unsigned(self.at[code[1]])
        elif name == "setglobal":
            self.expression(code[2], out)
            out.append(0x24)
            out += unsigned(self.global_names[code[1]])
        elif name in STORES:
            self._store(code, out)
        elif name == "if":
            self._if(code, out)
        elif name == "while":
            out += bytes((BLOCK, NO_VALUE, LOOP, NO_VALUE))
            self.expression(code[1], out)
            out += b"\x45\x0d\x01"  # leave where it does not hold
            self.statements(code[2], out)
            out += bytes((0x0C, 0x00, END, END))
        elif name == "return":
            for value in code[1:]:
                self.expression(value, out)
            out.append(0x0F)
        else:  # do: a call that gives nothing
            self.expression(code[1], out)

    def _store(self, code: Code, out: bytearray) -> None:
        name, base, offset, value = code
        number, align = STORES[name]
        self.expression(base, out)
        self.expression(value, out)
        out.append(number)
        out += unsigned(align)
        out += unsigned(offset)

    def _if(self, code: Code, out: bytearray) -> None:
        _, condition, then, otherwise = code
        self.expression(condition, out)
        out += bytes((IF, NO_VALUE))
        self.statements(then, out)
        if otherwise:
            out.append(ELSE)
            self.statements(otherwise, out)
        out.append(END)

    def expression(self, code: Code, out: bytearray) -> None:
        """An expression leaves its value on the stack."""
        name = code[0]
        if name == "get":
            out.append(0x20)
            out += unsigned(self.at[code[1]])
        elif name == "i64.const":
            out.append(0x42)
            out += signed(code[1])
        elif name == "i32.const":
            out.append(0x41)
            out += signed(code[1])
        elif name in LOADS:
            number, align = LOADS[name]
            self.expression(code[1], out)
            out.append(number)
            out += unsigned(align)
            out += unsigned(code[2])
        elif name in OPERATIONS:
            for value in code[1:]:
                self.expression(value, out)
            out.append(OPERATIONS[name])
        else:
            self._other(code, out)

    def _other(self, code: Code, out: bytearray) -> None:
        name = code[0]
        if name == "global":
            out.append(0x23)
            out += unsigned(self.global_names[code[1]])
        elif name == "symbol":
            out.append(0x41)
            out += signed(self.symbols[code[1]])
        elif name == "f64.const":
            out.append(0x44)
            out += struct.pack("<d", code[1])
        elif name == "call":
            for value in code[2:]:
                self.expression(value, out)
            out.append(0x10)
            out += unsigned(self.functions[code[1]])
        else:
            raise KeyError(name)
