"""Day by day: groups hear of tomorrow, numbers of locks are forgotten after the last day, applications after their years."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.openhouse.actions import applications
from ibasho.rooms.openhouse.actions import group_letters as letters
from ibasho.rooms.openhouse.models import Application, Booking, HandBack, Step
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, BookingState
from ibasho.town.places import policies as places

KEEP_YEARS = 5


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """One mail for each day of tomorrow that is allowed; asked again it sends nothing twice. Returns how many days."""
    _require_server(by)
    rows = Booking.objects.filter(
        day=clock.day(at) + timedelta(days=1),
        state=BookingState.HELD,
        application__state=ApplicationState.APPROVED,
    )
    rows = rows.select_related(
        "application__organisation", "application__applied_by", "application__space__place", "space"
    )
    found = list(rows.order_by("pk"))
    for one in found:
        letters.tomorrow(one.application, one, by=by, at=at)
    return len(found)


@transaction.atomic
def forget_keys(*, by: Actor, at: datetime) -> int:
    """Numbers of locks whose last day is over. Returns how many."""
    _require_server(by)
    coming = Booking.objects.filter(
        application=OuterRef("pk"), state=BookingState.HELD, day__gte=clock.day(at)
    )
    count = Application.objects.exclude(key_code="").filter(~Exists(coming)).update(key_code="")
    if count:
        _record("forget_keys", count, by, at)
    return count


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Applications five years after the 年度 of their last day, with looks, days, hand-backs and pictures. Returns how many."""
    _require_server(by)
    rows = _old(at)
    backs = HandBack.objects.filter(booking__application__in=rows)
    pictures = [one.photo for one in backs if one.photo]
    backs.delete()
    Step.objects.filter(application__in=rows).delete()
    Booking.objects.filter(application__in=rows).delete()
    count = Application.objects.filter(pk__in=rows).delete()[0]
    for picture in pictures:
        transaction.on_commit(lambda one=picture: one.storage.delete(str(one.name)))  # type: ignore[misc]
    if count:
        _record("forget", count, by, at)
    return count


def _old(at: datetime) -> list[int]:
    """By the last day of the application, and by its last look as well, for the database keeps looks five years."""
    kept_from = first_day(nendo(clock.day(at)) - KEEP_YEARS)
    since = clock.day_bounds(kept_from)[0]
    rows = Application.objects.filter(applied_at__lt=since)
    rows = rows.annotate(last=Max("bookings__day"), looked=Max("steps__at"))
    old = rows.exclude(last__gte=kept_from).exclude(looked__gte=since)
    return list(old.values_list("pk", flat=True))


def _record(verb: str, count: int, by: Actor, at: datetime) -> None:
    journal.record(
        f"openhouse.application.{verb}",
        noun=applications.NOUN,
        object_id="",
        by=by,
        at=at,
        data={"count": count},
    )


def _require_server(by: Actor) -> None:
    if not places.is_server(by):
        raise NotAllowed(
            "people.not_allowed", _("この操作は あなたの役割では できません。代表の人に たのんでください。")
        )
