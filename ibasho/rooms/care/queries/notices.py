"""Reading the centre's inbox: numbers, ways, days and who has it, never a word. Words come by actions.matters.open_matter.

Who knows the family meets a note nowhere: in no list, no number, no search.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.models import Notice
from ibasho.rooms.care.queries import having
from ibasho.rooms.care.rules.dials import CLOSE_WITHIN_DAYS, Dial, Hand, Step, dial, raised_before
from ibasho.rooms.care.rules.kinds import Pace

State = Notice.State
SEALED = ("sealed_signs", "sealed_where", "sealed_child", "sealed_words")
CLOSED_MAX = 50
PACES = [Pace.URGENT.value, Pace.USUAL.value, Pace.GLAD.value]


@dataclass(frozen=True, slots=True)
class Line:
    """`holders`: who reads it today, by name. `late`: one of its clocks has run out."""

    notice: Notice
    dials: tuple[Dial, ...]
    holders: tuple[str, ...]

    @property
    def late(self) -> bool:
        return any(one.hand is Hand.LATE for one in self.dials)

    @property
    def next(self) -> Dial | None:
        """The step whose time ends first."""
        open_ = [one for one in self.dials if one.due is not None and one.done_at is None]
        return min(open_, key=lambda one: one.due or self.notice.received_at, default=None)

    @property
    def order(self) -> tuple[bool, datetime]:
        """By what is due; what has no clock left stands last."""
        due = self.next.due if self.next else None
        return due is None, due or self.notice.received_at


@dataclass(frozen=True, slots=True)
class Inbox:
    """Each note stands once: what is late first. `adrift`: taken, and nobody of today's centre holds it. `new` the most
    urgent first, the rest by what is due, `closed` (mine) the newest first."""

    late: list[Line]
    new: list[Line]
    adrift: list[Line]
    mine: list[Line]
    others: list[Line]
    closed: list[Line]


def inbox(by: Actor, at: datetime) -> Inbox:
    """For who holds CARE_HANDLE: the view has asked."""
    rows = lines(seen(by).exclude(state=State.CLOSED).order_by("received_at", "pk"), at)
    held = set(mine(by).values_list("pk", flat=True))
    closed = seen(by).filter(having.is_own(by), state=State.CLOSED).order_by("-closed_at", "-pk")
    found: dict[str, list[Line]] = {"late": [], "new": [], "adrift": [], "mine": [], "others": []}
    for one in sorted(rows, key=lambda row: row.order):
        found[_section(one, is_mine=one.notice.pk in held)].append(one)
    found["new"].sort(key=lambda one: PACES.index(one.notice.pace))
    return Inbox(**found, closed=lines(closed[:CLOSED_MAX], at))


def _section(one: Line, *, is_mine: bool) -> str:
    if one.late:
        return "late"
    if one.notice.state == State.SENT:
        return "new"
    if not one.holders:
        return "adrift"
    return "mine" if is_mine else "others"


def seen(by: Actor) -> QuerySet[Notice]:
    """All but those of families this person knows."""
    return Notice.objects.select_related("matter").defer(*SEALED).filter(having.not_related(by))


def waiting(by: Actor) -> QuerySet[Notice]:
    """Nobody has taken them yet."""
    return seen(by).filter(state=State.SENT)


def overdue(at: datetime) -> Q:
    """One of the three clocks has run out."""
    return _late(at, before=at)


def long_overdue(at: datetime) -> Q:
    """For more than a working day."""
    return _late(at, before=clock.day_bounds(raised_before(clock.day(at)))[0])


def to_end(at: datetime) -> Q:
    """Answered a month ago and never ended: as long as it is open its words stay."""
    return Q(state=State.ANSWERED, answered_at__lt=at - timedelta(days=CLOSE_WITHIN_DAYS))


def mine(by: Actor) -> QuerySet[Notice]:
    return seen(by).filter(having.is_own(by)).exclude(state=State.CLOSED)


def adrift(by: Actor, at: datetime) -> QuerySet[Notice]:
    """Taken, not ended, and nobody of today's centre holds it."""
    return seen(by).filter(~having.is_held(clock.day(at)), state__in=having.IN_HAND)


def is_held(row: Notice, at: datetime) -> bool:
    """Whether somebody of today's centre is assigned."""
    return having.holders([row.matter_id], clock.day(at)).exists()


def is_adrift(row: Notice, at: datetime) -> bool:
    return adrift(Actor.public(), at).filter(pk=row.pk).exists()


def same(root: int) -> Q:
    """All that were told as the same thing as the earliest of them."""
    return Q(pk=root) | Q(same_as=root)


def lines(rows: Iterable[Notice], at: datetime) -> list[Line]:
    found = list(rows)
    held = having.names([one.matter_id for one in found], clock.day(at))
    return [Line(one, dials(one, at), held.get(one.matter_id, ())) for one in found]


def dials(row: Notice, at: datetime) -> tuple[Dial, ...]:
    start = row.received_at
    return (
        dial(Step.TAKE, start=start, due=row.take_by, done_at=row.taken_at, at=at),
        dial(Step.CHECK, start=start, due=row.check_by, done_at=row.checked_at, at=at),
        dial(Step.ANSWER, start=start, due=row.answer_by, done_at=row.answered_at, at=at),
    )


def _late(at: datetime, *, before: datetime) -> Q:
    """What was due before the day of `before`; the 48 hours to the minute."""
    day = clock.day(before)
    take = Q(state=State.SENT, take_by__lt=day)
    check = Q(checked_at__isnull=True, check_by__lte=before) & ~Q(state=State.CLOSED)
    return take | check | Q(answered_at__isnull=True, answer_by__lt=day)
