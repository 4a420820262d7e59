"""Inputs near a sound one, by a seed: what the short form tries where no coverage guides it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

TOKENS = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"-1", b"0", b"1e400", b"NaN", b"9" * 40, b"\r\n\r\n", b'"', b",", b"=1+1",
    b"{" * 30, b"[" * 30, b"null", b"\\ud800", "髙﨑𠮷".encode(), "令和99年13月32日".encode(), b"PK\x03\x04", b"<!DOCTYPE a [",
)  # fmt: skip
Change = Callable[[random.Random, bytearray], None]


def near(seed: bytes, count: int, chance: random.Random) -> Iterator[bytes]:
    """`count` inputs, each some changes away from `seed`; every tenth is noise alone."""
    for number in range(count):
        if number % 10 == 9:  # noqa: PLR2004
            yield chance.randbytes(chance.randrange(400))
            continue
        data = bytearray(seed)
        for _ in range(chance.randrange(1, 5)):
            chance.choice(CHANGES)(chance, data)
        yield bytes(data)


def _place(chance: random.Random, data: bytearray) -> int:
    return chance.randrange(len(data) + 1)


def _flip(chance: random.Random, data: bytearray) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _put(chance: random.Random, data: bytearray) -> None:
    at = _place(chance, data)
    data[at:at] = chance.choice(TOKENS)


def _replace(chance: random.Random, data: bytearray) -> None:
    token, at = chance.choice(TOKENS), _place(chance, data)
    data[at : at + len(token)] = token


def _cut(chance: random.Random, data: bytearray) -> None:
    at = _place(chance, data)
    del data[at : at + chance.randrange(1, 60)]


def _end(chance: random.Random, data: bytearray) -> None:
    del data[_place(chance, data) :]


def _again(chance: random.Random, data: bytearray) -> None:
    at = _place(chance, data)
    data[at:at] = data[at : at + chance.randrange(1, 200)]


CHANGES: tuple[Change, ...] = (_flip, _flip, _put, _replace, _cut, _end, _again)
