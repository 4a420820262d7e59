"""From when to when the centre's rules hold, and whether its insurance goes on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from ibasho.base.kernel.errors import Invalid

Span = tuple[date, date | None]
POLICY_SOON_DAYS = 45


def check_begins(valid_from: date, today: date, spans: Iterable[Span]) -> None:
    """New rules begin today or later; before that only where none hold: what was charged and refused stays as it was.
    Raises Invalid."""
    held = any(first <= valid_from and (last is None or last >= valid_from) for first, last in spans)
    if valid_from < today and held:
        raise refused(
            "valid_from", "過ぎた日の きまりは かえられません。きょうか、あとの日を 入れてください。"
        )


def ends_on(valid_from: date, spans: Iterable[Span]) -> date | None:
    """The last day of rules that begin on `valid_from`: the day before the next ones."""
    later = [first for first, _ in spans if first > valid_from]
    return min(later) - timedelta(days=1) if later else None


def check_terms(*, day_starts: time, day_ends: time, due_day: int, counts: Iterable[int]) -> None:
    """Raises Invalid for hours or numbers that cannot be."""
    if day_ends <= day_starts:
        raise refused("day_ends", "おわりは はじまりより あとに してください。")
    if not 1 <= due_day <= 28:
        raise refused("report_due_day", "1日から 28日までで 入れてください。")
    if min(counts) < 1:
        raise refused("children_at_once_max", "1人以上の 数を 入れてください。")


def insured_until(spans: Iterable[tuple[date, date]], today: date) -> date | None:
    """The last day up to which the centre is insured without a gap, from today on; None where it is not today."""
    until: date | None = None
    for first, last in sorted(spans):
        if last < today or (until is not None and last <= until):
            continue
        if first > (today if until is None else until + timedelta(days=1)):
            break
        until = last
    return until


def refused(field: str, sentence: str) -> Invalid:
    return Invalid("support.centre", sentence, fields={field: sentence})
