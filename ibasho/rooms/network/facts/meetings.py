"""Numbers of 交流会 that can be defended: rounds held, groups that came, what was done of what was agreed. Of groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Count, Min, Q

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Mark, Span
from ibasho.rooms.network.models import Invitation, Meeting, Todo
from ibasho.rooms.network.rules.kinds import MeetingState
from ibasho.rooms.network.rules.meetings import AFTER

BOOK = "団体交流会の記録"
COLUMNS = ("日", "団体", "いま")
ANNOUNCED = (MeetingState.INVITED.value, *AFTER)  # the groups know of it; a draft is nobody's business yet


def meetings_held(span: Span) -> Fact:
    """Rounds with their day inside the span."""
    told = Meeting.objects.aggregate(
        held=Count("pk", filter=Q(state__in=AFTER, day__range=(span.first, span.last))),
        taken_over=Count("pk", filter=Q(state__in=AFTER, day__range=(span.first, span.last)) & ~Q(source="")),
        first=Min("day", filter=Q(state__in=AFTER)),
    )
    value = None if span.precedes(told["first"]) else told["held"]
    marks = {Mark.PUBLISHED} if told["taken_over"] else set()
    return _fact(value, "回", "ひらいた 交流会", "meetings_held", span, marks)


def groups_met(span: Span) -> Fact:
    """Groups that came at least once. Of a round taken over from a publication it is known how many came, not which: the
    most of one round is then the least that can have come. None where no list was kept at all."""
    held = list(Meeting.objects.filter(state__in=AFTER, day__range=(span.first, span.last)))
    if not held:
        return _fact(_none_held(span), "団体", "交流会に 来た 団体", "groups_met", span, set())
    came = _came(held)
    known = len({group for groups in came.values() for group in groups})
    told = max((one.groups_told or 0 for one in held if one.pk not in came), default=0)
    marks = {Mark.PUBLISHED} if told > known else set()
    if len(held) > 1 and len(came) < len(held):
        marks.add(Mark.AT_LEAST)
    return _fact(max(known, told) or None, "団体", "交流会に 来た 団体", "groups_met", span, marks)


def todos_done(span: Span) -> Fact:
    """What was taken on at a meeting and done inside the span, whenever it was taken on."""
    since, until = clock.day_bounds(span.first)[0], clock.day_bounds(span.last)[1]
    told = Todo.objects.filter(meeting__isnull=False).aggregate(
        done=Count("pk", filter=Q(done_at__gte=since, done_at__lt=until)), first=Min("made_at")
    )
    first = clock.day(told["first"]) if told["first"] else None
    value = None if span.precedes(first) else told["done"]
    return _fact(value, "件", "交流会で 引きうけて すんだ しごと", "todos_done", span, set())


def meetings(span: Span) -> FactTable:
    """Every round of the 年度 that was held, to which groups were invited, or that was published beforehand: its day, or
    about when; how many groups came. Two statements."""
    rows = Meeting.objects.filter(Q(state__in=ANNOUNCED) | ~Q(source=""), nendo=span.nendo)
    rows = rows.exclude(state=MeetingState.CANCELLED.value).order_by("round", "pk")
    found = list(rows)
    came = _came(found)
    return FactTable(
        title="団体交流会", columns=COLUMNS, rows=tuple(_row(one, len(came.get(one.pk, ())), span) for one in found),
        source=_source(found, span), as_of=span.last, query=f"{__name__}.meetings", audience=Audience.PUBLIC,
    )  # fmt: skip


def _row(one: Meeting, came: int, span: Span) -> FactRow:
    held = one.state in AFTER and one.day is not None and one.day <= span.last
    groups = (came or one.groups_told) if held else None
    marks = frozenset({Mark.PUBLISHED} if one.source else ())
    day = wareki.long_label(one.day) if one.day else one.month_words or None

    def fact(value: int | str | None, unit: str = "", extra: frozenset[Mark] = frozenset()) -> Fact:
        return Fact(
            value=value, unit=unit, source=one.source or f"{BOOK}（{span.words}）", as_of=span.last, marks=marks | extra,
            query=f"{__name__}.meetings", audience=Audience.PUBLIC,
        )  # fmt: skip

    ahead = frozenset() if held else frozenset({Mark.PLANNED})
    state = "おこなった" if held else "予定"
    return FactRow(f"第{one.round}回 {one.title}", (fact(day, "", ahead), fact(groups, "団体"), fact(state)))


def _came(meetings: Sequence[Meeting]) -> dict[int, set[int]]:
    """Groups that came, by meeting; those without a list are not in it."""
    found: dict[int, set[int]] = {}
    rows = Invitation.objects.filter(meeting__in=meetings, came_heads__gt=0)
    for meeting, group in rows.values_list("meeting", "organisation"):
        found.setdefault(meeting, set()).add(group)
    return found


def _none_held(span: Span) -> int | None:
    first = Meeting.objects.filter(state__in=AFTER).aggregate(first=Min("day"))["first"]
    return None if span.precedes(first) else 0


def _source(found: Sequence[Meeting], span: Span) -> str:
    published = sorted({one.source for one in found if one.source})
    return "、".join([f"{BOOK}（{span.words}）", *published])


def _fact(value: int | None, unit: str, what: str, query: str, span: Span, marks: set[Mark]) -> Fact:
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{span.words}）", as_of=span.last, marks=frozenset(marks),
        query=f"{__name__}.{query}", audience=Audience.PUBLIC,
    )  # fmt: skip


YEAR: dict[str, Callable[[Span], Fact]] = {
    "meetings_held": meetings_held, "groups_met": groups_met, "todos_done": todos_done,
}  # fmt: skip
TABLES: dict[str, Callable[[Span], FactTable]] = {"meetings": meetings}
