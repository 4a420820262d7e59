"""What may be told of a 年度 of notes and referrals: that there were at least so many, and nothing that shows one of them.

This room tells nobody outside the centre a number of notes (rules.coverage.band): beside the number of another day it would
show that one came, and where few places write, from where. So a figure here is where a band begins (「最低でも 20」), of
quarters that are over, of the whole city; below the smallest band it is hidden. Nothing is told by place, and no relation
to a child, a family or a place can be worked out of it. In this form it is for everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Min, Q, Sum

from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.care.models import NotesFrom, Referral
from ibasho.rooms.care.rules import coverage as rules


def notes_received(span: Span) -> Fact:
    """Notes from places, glad ones too."""
    until = _until(span)
    inside = Q(month__gte=span.first, month__lte=until) if until else Q(pk=None)
    told = NotesFrom.objects.aggregate(notes=Sum("notes", filter=inside), first=Min("month"))
    return _fact(
        told["notes"] or 0, told["first"], "件", "居場所から とどいた 気づき", "notes_received", span, until
    )


def referrals_begun(span: Span) -> Fact:
    """Children a place has welcomed through the centre, by their first day there."""
    until = _until(span)
    began = Referral.objects.filter(arrived_on__range=(span.first, until)).count() if until else 0
    first = Referral.objects.aggregate(first=Min("arrived_on"))["first"]
    return _fact(
        began,
        first,
        "人",
        "センターから 居場所へ つながり、来はじめた こども",
        "referrals_begun",
        span,
        until,
    )


def _until(span: Span) -> date | None:
    """The last day that may be counted: of the 年度, or while it runs of its last quarter that is over. None before its first
    quarter is over. On 31 March the whole 年度 counts already, so that its last measuring has it; of that one day a band
    could tell that it was passed."""
    if span.is_whole:
        return span.last
    end = rules.window(span.last).end - timedelta(days=1)
    return end if end >= span.first else None


def _fact(
    count: int, first: date | None, unit: str, what: str, query: str, span: Span, until: date | None
) -> Fact:  # fmt: skip
    """`first`: the first day of which anything is recorded; rows go five years after their 年度."""
    known = until is not None and not span.precedes(first)
    value = rules.at_least(count) if known else None
    marks = {Mark.AT_LEAST} if value else set()
    if known and value is None:
        marks.add(Mark.SUPPRESSED)
    if not span.is_whole:
        marks.add(Mark.PARTIAL)
    through = f"{until.month}月まで" if until and not span.is_whole else span.words
    return Fact(
        value=value, unit=unit, source=f"こども家庭センターの記録: {what}（{through}、およその数）", as_of=until or span.first,
        query=f"{__name__}.{query}", marks=frozenset(marks), audience=Audience.PUBLIC,
    )  # fmt: skip


YEAR: dict[str, Callable[[Span], Fact]] = {
    "notes_received": notes_received, "referrals_begun": referrals_begun,
}  # fmt: skip
