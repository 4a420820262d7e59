"""Names of the write-ahead log, pure: `000000010000000A000000FE` is timeline 1, log 0xA, segment 0xFE.

Source: PostgreSQL 18, chapter 28.6 (WAL internals) and access/xlog_internal.h.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SEGMENT = re.compile(r"[0-9A-F]{24}")
HISTORY = re.compile(r"[0-9A-F]{8}\.history")
_LOG = 1 << 32


def of_lsn(lsn: str, timeline: int, size: int) -> str:
    """The segment in which a place (`0/2000028`) of the log lies; `size` of a segment in bytes."""
    return _name(timeline, _bytes(lsn) // size, size)


def after_lsn(lsn: str, timeline: int, size: int) -> str:
    """The first segment of which nothing was written yet when the log had come to this place."""
    return _name(timeline, (_bytes(lsn) - 1) // size + 1, size)


def following(name: str, size: int) -> str:
    return _name(timeline_of(name), number_of(name, size) + 1, size)


def number_of(name: str, size: int) -> int:
    """Counted from the beginning of the log, whatever the timeline."""
    return int(name[8:16], 16) * (_LOG // size) + int(name[16:24], 16)


def timeline_of(name: str) -> int:
    return int(name[:8], 16)


def missing(names: Iterable[str], first: str, size: int) -> list[str]:
    """Segments that are not there between `first` and the newest. A number is there if any timeline has it."""
    have = {number_of(name, size): name for name in sorted(names)}
    begin = number_of(first, size)
    if not have or max(have) < begin:
        return []
    timeline = timeline_of(first)
    return [_name(timeline, number, size) for number in range(begin, max(have)) if number not in have]


def _bytes(lsn: str) -> int:
    high, _, low = lsn.partition("/")
    return (int(high, 16) << 32) + int(low, 16)


def _name(timeline: int, number: int, size: int) -> str:
    per_log = _LOG // size
    return f"{timeline:08X}{number // per_log:08X}{number % per_log:08X}"
