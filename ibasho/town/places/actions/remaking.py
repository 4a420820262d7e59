"""Rules and sessions of many places at once: what `openings.write` and `sessions.remake` do for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef

from ibasho.base.ports import bulk
from ibasho.town.places.actions import openings as opening_actions
from ibasho.town.places.actions import sessions
from ibasho.town.places.models import ClosedDays, OpeningRule, Session, Signup
from ibasho.town.places.rules.occurrences import Occurrence, occurrences
from ibasho.town.places.rules.opening import Closure, Opening, SchoolCalendar
from ibasho.town.places.rules.remaking import Existing, diff

T = TypeVar("T")
Openings = Mapping[int, Sequence[Opening]]  # by the id of the place
RuleIds = dict[int, list[int]]  # by the id of the place, in the order of its rules
_Move = tuple[int, int, time | None, time | None]  # session, rule, starts, ends

_PLACES_AT_ONCE = 500
_ROWS_AT_ONCE = 20_000
# Half a million rows through the ORM cost a minute; as arrays they cost seconds.
# New hours of a place whose other days wait for grown-ups are not promised either, as in sessions.remake.
_INSERT = """
    with guarded as (
        select distinct place_id from places_session
        where event_id is null and staffing <> 'not_needed' and day >= %s
    )
    insert into places_session (place_id, rule_id, day, starts, ends, by_hand, state, reason, staffing)
    select wanted.place_id, rule_id, day, starts, ends, false, 'planned', '',
        case when guarded.place_id is null then 'not_needed' else 'short' end
    from unnest(%s::bigint[], %s::bigint[], %s::date[], %s::time[], %s::time[])
        as wanted (place_id, rule_id, day, starts, ends)
    left join guarded on guarded.place_id = wanted.place_id
    on conflict do nothing
"""
_UPDATE = """
    update places_session set rule_id = wanted.rule_id, starts = wanted.starts, ends = wanted.ends,
        staffing = case
            when places_session.staffing = 'not_needed'
                or (places_session.starts, places_session.ends) is not distinct from (wanted.starts, wanted.ends)
            then places_session.staffing else 'short' end
    from unnest(%s::bigint[], %s::bigint[], %s::time[], %s::time[]) as wanted (id, rule_id, starts, ends)
    where places_session.id = wanted.id
"""


def write_first(*, openings: Openings, today: date) -> int:
    """Rules and sessions of places made a moment ago. Returns how many sessions."""
    rules, days = _write_rules(openings), _Days(sessions.calendar(today), today)
    return _insert(
        (place, rules[place][one.rule], one)
        for place, several in openings.items()
        for one in days.of(tuple(several))
    )


def rewrite(*, openings: Openings, today: date) -> None:
    """Replaces the rules of places that stand already and remakes their sessions, none doubled, none that a person
    has touched moved."""
    OpeningRule.objects.filter(place_id__in=list(openings)).delete()
    rules, days = _write_rules(openings), _Days(sessions.calendar(today), today)
    for some in _batches(openings.items(), _PLACES_AT_ONCE):
        _remake(dict(some), rules, days, today)


class _Days:
    """The days of a set of rules, worked out once for all places that keep the same hours."""

    def __init__(self, school: SchoolCalendar, today: date) -> None:
        self._school, self._today = school, today
        self._last = today + timedelta(days=settings.SESSIONS_AHEAD_DAYS)
        self._known: dict[tuple[Opening, ...], list[Occurrence]] = {}

    def of(self, rules: tuple[Opening, ...], closed: Sequence[Closure] = ()) -> list[Occurrence]:
        if closed:
            return self._work_out(rules, closed)
        if rules not in self._known:
            self._known[rules] = self._work_out(rules, ())
        return self._known[rules]

    def _work_out(self, rules: tuple[Opening, ...], closed: Sequence[Closure]) -> list[Occurrence]:
        return occurrences(rules, closed, [], self._school, self._today, self._last)


def _write_rules(openings: Openings) -> RuleIds:
    distinct = {rule for several in openings.values() for rule in several}
    columns = {rule: opening_actions.columns(rule) for rule in distinct}
    rows = [
        OpeningRule(place_id=place, position=number, **columns[rule])
        for place, several in openings.items()
        for number, rule in enumerate(several)
    ]
    bulk.insert(rows)
    ids: RuleIds = defaultdict(list)
    for row in rows:
        ids[row.place_id].append(row.pk)
    return ids


def _remake(openings: Openings, rules: RuleIds, days: _Days, today: date) -> None:
    there, closed = _existing(openings, today), _closures(openings, today)
    drop: list[int] = []
    kept: list[_Move] = []
    add: list[tuple[int, int, Occurrence]] = []
    for place, several in openings.items():
        changes = diff(there[place], days.of(tuple(several), closed[place]))
        ends = {one.key: one.ends for one in there[place]}
        drop += changes.drop
        kept += [(key, rules[place][one.rule], one.starts, ends[key]) for key, one in changes.keep]
        kept += [(key, rules[place][one.rule], one.starts, one.ends) for key, one in changes.retime]
        add += [(place, rules[place][one.rule], one) for one in changes.add]
    Session.objects.filter(pk__in=drop).delete()
    _move(kept)
    _insert(add)


def _existing(places: Iterable[int], today: date) -> defaultdict[int, list[Existing]]:
    found: defaultdict[int, list[Existing]] = defaultdict(list)
    rows = Session.objects.filter(place_id__in=list(places), event__isnull=True, day__gte=today).annotate(
        signed_up=Exists(Signup.objects.filter(session=OuterRef("pk")))
    )
    for row in rows.order_by("day", "starts"):
        found[row.place_id or 0].append(sessions.as_existing(row, signed_up=row.signed_up))
    return found


def _closures(places: Iterable[int], today: date) -> defaultdict[int, list[Closure]]:
    found: defaultdict[int, list[Closure]] = defaultdict(list)
    for row in ClosedDays.objects.filter(place_id__in=list(places), last__gte=today):
        found[row.place_id].append(Closure(row.first, row.last))
    return found


def _insert(wanted: Iterable[tuple[int, int, Occurrence]]) -> int:
    count = 0
    for some in _batches(wanted, _ROWS_AT_ONCE):
        columns: list[Any] = [
            min(one.day for _, _, one in some),
            [place for place, _, _ in some],
            [rule for _, rule, _ in some],
            [one.day for _, _, one in some],
            [one.starts for _, _, one in some],
            [one.ends for _, _, one in some],
        ]
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, columns)
            count += cursor.rowcount
    return count


def _move(wanted: Iterable[_Move]) -> None:
    for some in _batches(wanted, _ROWS_AT_ONCE):
        columns: list[Any] = [list(column) for column in zip(*some, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, columns)


def _batches(things: Iterable[T], size: int) -> Iterable[list[T]]:
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
