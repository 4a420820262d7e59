"""Sessions: made from the rules 120 days ahead, never doubled; cancelled, restored, staffed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.town.areas import queries as areas
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import Place, Session, Signup
from ibasho.town.places.rules.occurrences import Occurrence, occurrences
from ibasho.town.places.rules.opening import Closure, SchoolCalendar
from ibasho.town.places.rules.remaking import Changes, Existing, diff

MADE_FOR = (Place.State.DRAFT, Place.State.PENDING, Place.State.PUBLISHED, Place.State.PAUSED)


def calendar(today: date) -> SchoolCalendar:
    """The school years that the coming sessions touch."""
    return SchoolCalendar(
        tuple(areas.long_holidays(today - timedelta(days=366), today + timedelta(days=731)))
    )


def remake(*, place: Place, today: date, school: SchoolCalendar | None = None) -> Changes:
    """Brings the sessions from today to 120 days ahead in line with the rules. Part of an action on the place.

    A session a person has touched (closed it, signed up) is never moved or dropped by this.
    """
    last = today + timedelta(days=settings.SESSIONS_AHEAD_DAYS)
    rules = list(place.opening_rules.all())
    closed = [Closure(row.first, row.last) for row in place.closed_days.filter(last__gte=today)]
    wanted = occurrences(
        [rule.as_opening() for rule in rules], closed, [], school or calendar(today), today, last
    )
    changes, staffing = diff(_existing(place, today), wanted), _first_word(place, today)
    Session.objects.filter(pk__in=changes.drop).delete()
    for key, one in changes.retime:
        Session.objects.filter(pk=key).update(starts=one.starts, ends=one.ends, staffing=staffing)
    for number, rule in enumerate(
        rules
    ):  # rules written anew have new rows: kept sessions point to them again
        kept = [key for key, one in (*changes.keep, *changes.retime) if one.rule == number]
        Session.objects.filter(pk__in=kept).exclude(rule_id=rule.pk).update(rule_id=rule.pk)
    Session.objects.bulk_create(
        [_session(place, one, rules[one.rule].pk, staffing) for one in changes.add], ignore_conflicts=True
    )
    return changes


def _first_word(place: Place, today: date) -> str:
    """What a session says whose hours are new: where the place's other days wait for grown-ups, this one is not promised
    before the roster has counted either."""
    coming = Session.objects.filter(place=place, event__isnull=True, day__gte=today)
    guarded = coming.exclude(staffing=Session.Staffing.NOT_NEEDED).exists()
    return Session.Staffing.SHORT if guarded else Session.Staffing.NOT_NEEDED


def _existing(place: Place, today: date) -> list[Existing]:
    signed_up = Exists(Signup.objects.filter(session=OuterRef("pk")))
    rows = Session.objects.filter(place=place, event__isnull=True, day__gte=today).annotate(
        signed_up=signed_up
    )
    return [as_existing(row, signed_up=row.signed_up) for row in rows.order_by("day", "starts")]


def as_existing(row: Session, *, signed_up: bool) -> Existing:
    """A standing session as the rule of remaking sees it: held where a person has touched it. What the roster says of it
    (`staffing`) is worked out again whenever the hours move, so it holds nothing."""
    touched = row.state == Session.State.CANCELLED
    return Existing(row.pk, row.day, row.starts, row.ends, held=touched or signed_up, by_rule=not row.by_hand)


def _session(place: Place, one: Occurrence, rule_id: int, staffing: str) -> Session:
    return Session(
        place=place, rule_id=rule_id, day=one.day, starts=one.starts, ends=one.ends, staffing=staffing
    )


def remake_all(*, today: date, place_ids: Iterable[int] | None = None) -> int:
    """The nightly job: every place that has rules, each in a transaction of its own. Returns how many."""
    school = calendar(today)
    places = Place.objects.filter(state__in=MADE_FOR, opening_rules__isnull=False).distinct()
    if place_ids is not None:
        places = places.filter(pk__in=list(place_ids))
    count = 0
    for place in places.order_by("pk").iterator():
        with transaction.atomic():
            remake(place=place, today=today, school=school)
        count += 1
    return count


def cancel_between(*, place: Place, first: date, last: date, reason: str) -> None:
    """Part of an action on the place."""
    Session.objects.filter(place=place, event__isnull=True, day__range=(first, last)).update(
        state=Session.State.CANCELLED, reason=reason
    )


def restore_between(*, place: Place, first: date, last: date) -> None:
    """Part of an action on the place."""
    Session.objects.filter(place=place, event__isnull=True, day__range=(first, last)).update(
        state=Session.State.PLANNED, reason=""
    )


@transaction.atomic
def mark_staffed(
    *,
    session: Session,
    staffing: str,
    adults_min: int | None,
    adults_here: int | None,
    by: Actor,
    at: datetime,
) -> Session:
    """Says whether the grown-ups a session needs have been found; a short one is not promised on any page."""
    locked = _to_run(session, by, at)
    locked.staffing, locked.adults_min, locked.adults_here = staffing, adults_min, adults_here
    locked.save(update_fields=["staffing", "adults_min", "adults_here"])
    journal.record(
        "places.session.staffed", noun="places.Session", object_id=locked.pk, by=by, at=at,
        data={"staffing": staffing, "adults_min": adults_min, "adults_here": adults_here},
    )  # fmt: skip
    return locked


@transaction.atomic
def call_off(*, session: Session, reason: str, by: Actor, at: datetime) -> bool:
    """おやすみ for one session whose grown-ups were not found in time. False where it is off already, for whatever reason."""
    locked = _to_run(session, by, at)
    if locked.state == Session.State.CANCELLED:
        return False
    locked.state, locked.reason = Session.State.CANCELLED, reason
    locked.save(update_fields=["state", "reason"])
    journal.record(
        "places.session.call_off", noun="places.Session", object_id=locked.pk, by=by, at=at, why=reason
    )
    return True


@transaction.atomic
def call_back(*, session: Session, reason: str, by: Actor, at: datetime) -> bool:
    """Undoes `call_off`, and only that: a session that is off for another reason stays off. Says if it came back."""
    locked = _to_run(session, by, at)
    if locked.state != Session.State.CANCELLED or locked.reason != reason:
        return False
    locked.state, locked.reason = Session.State.PLANNED, ""
    locked.save(update_fields=["state", "reason"])
    journal.record("places.session.call_back", noun="places.Session", object_id=locked.pk, by=by, at=at)
    return True


def _to_run(session: Session, by: Actor, at: datetime) -> Session:
    """The session, locked, for whoever runs the days of its place or event."""
    locked = (
        Session.objects.select_for_update(of=("self",)).select_related("place", "event").get(pk=session.pk)
    )
    owner = locked.place or locked.event
    if owner is not None:
        policies.require(by, Permission.SESSIONS_RUN, owner, at=at)
    return locked
