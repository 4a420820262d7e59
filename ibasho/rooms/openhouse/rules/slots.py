"""When a group may have a space: days of a series, what stands in the way of a day, and the nearest hours that are free.
Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.rooms.openhouse.rules.kinds import FaceKind

FOR_GROUPS = frozenset({FaceKind.GROUPS, FaceKind.MEAL})
FOR_CHILDREN = frozenset({FaceKind.DROP_IN, FaceKind.STUDY})
DAYS_AHEAD_MAX, DAYS_MAX = 366, 53  # a weekly series of a year
MINUTES_AROUND_MAX = 180  # preparing, or clearing away
LOOK_AROUND_DAYS, NEAREST_MAX = 28, 3
_STEP = timedelta(minutes=15)


class Repeat(Labelled):
    ONCE = "once", "1回だけ"
    WEEKLY = "weekly", "毎週 おなじ曜日"
    FORTNIGHT = "fortnight", "2週間に 1回"
    MONTHLY = "monthly", "毎月 おなじ 第何曜日"


@dataclass(frozen=True, slots=True)
class When:
    """What a group asks for: the use itself, the minutes around it, and how it comes again until `until` (inclusive)."""

    day: date
    starts: time
    ends: time
    prepare_minutes: int = 0
    clear_minutes: int = 0
    repeat: Repeat = Repeat.ONCE
    until: date | None = None

    def held(self, day: date) -> Span:
        """What is held on `day`, preparation and clearing away taken in."""
        since = clock.at(day, self.starts) - timedelta(minutes=self.prepare_minutes)
        return Span(since, clock.at(day, self.ends) + timedelta(minutes=self.clear_minutes))

    def used(self, day: date) -> Span:
        return Span(clock.at(day, self.starts), clock.at(day, self.ends))


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` to before `until`."""

    since: datetime
    until: datetime

    def meets(self, other: Span) -> bool:
        return self.since < other.until and other.since < self.until

    def holds(self, other: Span) -> bool:
        return self.since <= other.since and other.until <= self.until


@dataclass(frozen=True, slots=True)
class Part:
    """A face of the version in force, on one day."""

    starts: time
    ends: time
    kind: FaceKind
    name: str = ""
    heads_max: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A space on one day. `closed` says why the place is closed; None where it is not."""

    day: date
    parts: Sequence[Part] = ()
    held: Sequence[Span] = ()
    closed: str | None = None

    def span(self, part: Part) -> Span:
        return Span(clock.at(self.day, part.starts), clock.at(self.day, part.ends))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one day of what was asked for can't be."""

    day: date
    code: str
    words: str

    @property
    def sentence(self) -> str:
        return f"{wareki.day_label(self.day)}：{self.words}"


@dataclass(frozen=True, slots=True)
class Slot:
    """Hours that are free for as long as was asked for."""

    day: date
    starts: time
    ends: time

    @property
    def label(self) -> str:
        return f"{wareki.day_label(self.day)} {clock.time_label(self.starts)}〜{clock.time_label(self.ends)}"


class DaysRefused(Conflict):
    """Nothing was held: `problems` names each day that can't be, `free` the nearest hours that can."""

    def __init__(self, problems: Sequence[Problem], free: Sequence[Slot]) -> None:
        super().__init__(f"slots.{problems[0].code}", _sentence(problems, free))
        self.problems, self.free = tuple(problems), tuple(free)


def _sentence(problems: Sequence[Problem], free: Sequence[Slot]) -> str:
    near = "近くの あき：" + "、".join(one.label for one in free) + "。" if free else ""
    if len(problems) == 1:
        return f"{problems[0].sentence}{near or '日か 時間を かえて、もう一度 えらんでください。'}"
    told = "".join(one.sentence for one in problems[:5])
    return f"できない日が {len(problems)}日 あります。{told}その日を のぞいて 申請するか、時間を かえてください。{near}"


def check_when(when: When) -> None:
    """Raises Invalid for hours or a series that can't be read as one."""
    if when.ends <= when.starts:
        raise _invalid("slots.hours", "ends", "おわりの時間は はじまりより あとに してください。")
    for name in ("prepare_minutes", "clear_minutes"):
        if not 0 <= getattr(when, name) <= MINUTES_AROUND_MAX:
            raise _invalid("slots.around", name, f"準備と かたづけは {MINUTES_AROUND_MAX}分までです。")
    held = when.held(when.day)
    first, last = clock.day_bounds(when.day)
    if held.since < first or held.until > last:
        raise _invalid(
            "slots.midnight", "prepare_minutes", "準備から かたづけまで、1日の中に おさめてください。"
        )
    if when.repeat is not Repeat.ONCE and (when.until is None or when.until < when.day):
        raise _invalid(
            "slots.until", "until", "くりかえすときは、さいごの日を はじめの日より あとで えらんでください。"
        )


def days_of(when: When) -> list[date]:
    """The days of the series, the first one first. Raises Invalid."""
    check_when(when)
    until = when.until if when.repeat is not Repeat.ONCE and when.until else when.day
    if until > when.day + timedelta(days=DAYS_AHEAD_MAX):
        raise _invalid("slots.long", "until", "くりかえしは 1年までです。さいごの日を 早くしてください。")
    step = timedelta(days=14 if when.repeat is Repeat.FORTNIGHT else 7)
    found, day = [], when.day
    while day <= until:
        if when.repeat is not Repeat.MONTHLY or _nth(day) == _nth(when.day):
            found.append(day)
        day += step
    return found[:DAYS_MAX]


def _nth(day: date) -> int:
    """1 for the first such weekday of its month."""
    return (day.day - 1) // 7 + 1


def problem_of(day: Day, when: When, *, heads: int, heads_max: int, at: datetime) -> Problem | None:
    """What stands in the way of this day, the gravest first; None: nothing."""
    held, used = when.held(day.day), when.used(day.day)
    if held.since < at:
        return Problem(day.day, "past", "もう すぎた 時間です。")
    if held.since > at + timedelta(days=DAYS_AHEAD_MAX):
        return Problem(day.day, "far", "1年より 先です。近くなってから 申請してください。")
    if day.closed is not None:
        why = f"（{day.closed}）" if day.closed else ""
        return Problem(day.day, "closed", f"お休みの日です{why}。")
    if not any(one.holds(used) for one in windows(day)):
        return Problem(day.day, "not_for_groups", f"団体が 使える時間では ありません。{_windows_words(day)}")
    if childrens := _childrens(day, held):
        return Problem(day.day, "children", f"準備か かたづけが、こどもの時間（{childrens}）に かかります。")
    most = min([heads_max, *(part.heads_max for part in _used_parts(day, used) if part.heads_max)])
    if heads > most:
        return Problem(day.day, "heads", f"この時間は {most}人までです（申請は {heads}人）。")
    if any(one.meets(held) for one in day.held):
        return Problem(day.day, "taken", "ほかの団体が さきに おさえています。")
    return None


def windows(day: Day) -> list[Span]:
    """The stretches in which groups may use the space; neighbours are one."""
    found: list[Span] = []
    for part in sorted((one for one in day.parts if one.kind in FOR_GROUPS), key=lambda one: one.starts):
        span = day.span(part)
        if found and found[-1].until == span.since:
            found[-1] = replace(found[-1], until=span.until)
        else:
            found.append(span)
    return found


def free(day: Day, at: datetime) -> list[Span]:
    """What of the windows nobody holds yet; nothing on a closed day, nothing before `at`."""
    if day.closed is not None:
        return []
    found = [Span(max(one.since, at), one.until) for one in windows(day) if one.until > at]
    for held in day.held:
        found = [rest for one in found for rest in _without(one, held)]
    return found


def nearest(days: Iterable[Day], when: When, *, heads: int, heads_max: int, at: datetime) -> list[Slot]:
    """On each of `days` the free hours nearest to those asked for; of these the nearest days."""
    found = [slot for day in days if (slot := _nearest_on(day, when, heads, heads_max, at)) is not None]

    def distance(slot: Slot) -> tuple[int, float, date]:
        apart = clock.at(when.day, slot.starts) - clock.at(when.day, when.starts)
        return abs((slot.day - when.day).days), abs(apart.total_seconds()), slot.day

    return sorted(found, key=distance)[:NEAREST_MAX]


def _nearest_on(day: Day, when: When, heads: int, heads_max: int, at: datetime) -> Slot | None:
    wished, length = when.used(day.day), when.used(day.day).until - when.used(day.day).since
    if day.closed is not None:
        return None
    starts = {wished.since}
    for window in windows(day):
        since = window.since
        while since + length <= window.until:
            starts.add(since)
            since += _STEP
    for since in sorted(starts, key=lambda one: (abs(one - wished.since), one)):
        moved = replace(when, starts=clock.jst(since).time(), ends=_wall(since + length, day.day))
        if not _leaves_the_day(moved, day.day) and (
            problem_of(day, moved, heads=heads, heads_max=heads_max, at=at) is None
        ):
            return Slot(day.day, moved.starts, moved.ends)
    return None


def _wall(moment: datetime, day: date) -> time:
    return clock.jst(moment).time() if clock.day(moment) == day else clock.END_OF_DAY


def _leaves_the_day(when: When, day: date) -> bool:
    first, last = clock.day_bounds(day)
    held = when.held(day)
    return held.since < first or held.until > last


def _without(one: Span, held: Span) -> list[Span]:
    if not one.meets(held):
        return [one]
    rest = (Span(one.since, held.since), Span(held.until, one.until))
    return [span for span in rest if span.since < span.until]


def _childrens(day: Day, held: Span) -> str:
    met = [part for part in day.parts if part.kind in FOR_CHILDREN and day.span(part).meets(held)]
    return "、".join(f"{clock.time_label(one.starts)}〜{clock.time_label(one.ends)}" for one in met)


def _used_parts(day: Day, used: Span) -> list[Part]:
    return [one for one in day.parts if one.kind in FOR_GROUPS and day.span(one).meets(used)]


def _windows_words(day: Day) -> str:
    told = [f"{clock.time_label(clock.jst(one.since).time())}〜{clock.time_label(_wall(one.until, day.day))}" for one in windows(day)]  # fmt: skip
    return f"使えるのは {'、'.join(told)}です。" if told else "この日は 団体の時間が ありません。"


def _invalid(code: str, field: str, words: str) -> Invalid:
    return Invalid(code, words, fields={field: words})
