"""What a place's opening rules become when its rooms are ruled by faces: the hand-made ones hold outside those days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ibasho.rooms.openhouse.rules.faces import Stretch
from ibasho.rooms.openhouse.rules.versions import Period
from ibasho.town.places.rules.opening import HolidayRule, Opening, Pattern

DAY = timedelta(days=1)
Days = tuple[date, date | None]  # first and last day, inclusive; None: without end


def openings(
    standing: Sequence[Opening],
    made: Sequence[Period],
    *,
    ruled_before: Iterable[Days],
    ruled: Iterable[Days],
    taken_back: date | None = None,
    today: date,
) -> list[Opening]:
    """The rules of a place: hand-made ones on the days no face rules, then those of the faces (`made`).

    `ruled_before` are the days faces ruled until now: what stands there was made of faces and goes. `taken_back` is the
    first day of a version that never began: what was cut for it the day before holds on again. Rules that name single
    days stand: somebody meant those days. What is over makes no session any more and goes as well."""
    hand = [part for rule in standing for part in _outside(rule, merged(ruled_before))]
    if taken_back is not None:
        hand = _holding_on(hand, taken_back)
    kept = [part for rule in hand for part in _outside(rule, merged(ruled))]
    told = [*kept, *(rule for one in made for rule in _of_period(one))]
    return [rule for rule in told if rule.valid_until is None or rule.valid_until >= today]


def _holding_on(rules: Sequence[Opening], from_day: date) -> list[Opening]:
    return [replace(one, valid_until=None) if one.valid_until == from_day - DAY else one for one in rules]


def merged(days: Iterable[Days]) -> list[Days]:
    """Spans of days in order, those that touch joined."""
    found: list[Days] = []
    for first, last in sorted(days, key=lambda one: one[0]):
        before = found[-1] if found else None
        if before and (before[1] is None or first <= before[1] + DAY):
            end = None if before[1] is None or last is None else max(before[1], last)
            found[-1] = (before[0], end)
        else:
            found.append((first, last))
    return found


def _of_period(one: Period) -> Iterator[Opening]:
    for stretch in one.stretches:
        also = stretch in one.on_holidays
        yield _rule(stretch, one, HolidayRule.AS_USUAL if also else HolidayRule.CLOSED)
    for stretch in one.on_holidays:
        if stretch not in one.stretches:
            yield _rule(stretch, one, HolidayRule.ONLY)


def _rule(stretch: Stretch, one: Period, holiday: HolidayRule) -> Opening:
    return Opening(
        Pattern.WEEKLY, weekdays=stretch.weekdays, starts=stretch.starts, ends=stretch.ends, holiday=holiday,
        valid_from=one.first, valid_until=one.last,
    )  # fmt: skip


def _outside(rule: Opening, ruled: Sequence[Days]) -> Iterator[Opening]:
    """The rule on the days before, between and after the ruled spans."""
    if rule.pattern == Pattern.DATES:
        yield rule
        return
    since, until = rule.valid_from, rule.valid_until
    for first, last in ruled:
        end = first - DAY if until is None else min(first - DAY, until)
        if since is None or since <= end:
            yield replace(rule, valid_from=since, valid_until=end)
        if last is None:
            return
        since = last + DAY if since is None else max(since, last + DAY)
    if until is None or since is None or since <= until:
        yield replace(rule, valid_from=since, valid_until=until)
