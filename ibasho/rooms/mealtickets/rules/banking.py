"""Lines of the bank: which are new, and which gift a payer speaks of. Pure.

Two files may tell of the same days, and two people may give the same amount on one day: a line is known by day,
amount and payer, and equal lines are told apart by the balance after them, or by how many there are.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.kana import search_key
from ibasho.base.kernel.nendo import accounts_close, nendo
from ibasho.rooms.mealtickets.rules.gifts import REFERENCE_DIGITS

KANA_MIN = 3  # shorter readings are found in too many names
_HEAD = 32


@dataclass(frozen=True, slots=True)
class Incoming:
    day: date
    yen: int
    payer: str
    balance: int | None = None


def head(fund: int, line: Incoming) -> str:
    """What equal lines share. The payer's width and spaces do not matter: two formats of one bank differ in them."""
    payer = re.sub(r"\s", "", unicodedata.normalize("NFKC", line.payer)).casefold()
    told = f"{fund}|{line.day.isoformat()}|{line.yen}|{payer}"
    return hashlib.sha256(told.encode()).hexdigest()[:_HEAD]


def new_keys(fund: int, lines: Sequence[Incoming], known: Iterable[str]) -> list[str]:
    """For each line its key, or "" where it is one of the `known` (keys of the same heads)."""
    there: dict[str, Counter[str]] = defaultdict(Counter)
    numbers: Counter[str] = Counter()
    for key in known:
        begin, number, balance = key.split("-", 2)
        there[begin][balance] += 1
        numbers[begin] = max(numbers[begin], int(number))
    heads = [head(fund, line) for line in lines]
    told = ["" if line.balance is None else str(line.balance) for line in lines]
    same = [_take(there[begin], balance) for begin, balance in zip(heads, told, strict=True)]
    keys = []
    for begin, balance, found in zip(heads, told, same, strict=True):
        if found or _take_any(there[begin], balance):
            keys.append("")
            continue
        numbers[begin] += 1
        keys.append(f"{begin}-{numbers[begin]}-{balance}")
    return keys


def _take(there: Counter[str], balance: str) -> bool:
    """The very same line: with the same balance. (Lines without one are looked at after these.)"""
    if balance and there[balance] > 0:
        there[balance] -= 1
        return True
    return False


def _take_any(there: Counter[str], balance: str) -> bool:
    """A line one of whose tellings has no balance: taken for the same rather than counted twice."""
    for other in sorted(there):
        if there[other] > 0 and ("" in (balance, other)):
            there[other] -= 1
            return True
    return False


def references(payer: str) -> frozenset[str]:
    """Every number of a reference's length in the payer's words: 123-4567, １２３ ４５６７, No.1234567."""
    plain = unicodedata.normalize("NFKC", payer).translate(dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-"))
    found: set[str] = set()
    for run in re.findall(r"\d+(?:[\s\-./]{1,2}\d+)*", plain):
        parts = re.findall(r"\d+", run)
        for start in range(len(parts)):
            joined = ""
            for part in parts[start:]:
                joined += part
                if len(joined) == REFERENCE_DIGITS:
                    found.add(joined)
    return frozenset(found)


def is_named(payer: str, kana: str) -> bool:
    """Whether the payer's words hold this reading, whatever stands around it (ﾌﾘｺﾐ ﾎｼﾉ ﾀﾓﾂ)."""
    key = search_key(kana)
    return len(key) >= KANA_MIN and key in search_key(payer)


def heads_of(fund: int, lines: Collection[Incoming]) -> frozenset[str]:
    return frozenset(head(fund, line) for line in lines)


def bearing_nendo(came_on: date, today: date) -> int | None:
    """The 会計年度 of money that came on one day and is read on another: its own while that year's books are open
    (出納整理期間, to 31 May), else None for the year of today."""
    year = nendo(came_on)
    return year if year != nendo(today) and today <= accounts_close(year) else None
