"""What a group is told about its application: parts of actions, written into the outbox in the same transaction. No key
number stands in a mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.models import Application, Booking
from ibasho.rooms.openhouse.rules.kinds import BookingState
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission


def received(row: Application, *, by: Actor, at: datetime) -> None:
    _tell(row, "received", by=by, at=at)


def approved(row: Application, *, by: Actor, at: datetime) -> None:
    _tell(row, "approved", by=by, at=at)


def declined(row: Application, *, by: Actor, at: datetime) -> None:
    _tell(row, "declined", by=by, at=at)


def cancelled(row: Application, *, by: Actor, at: datetime) -> None:
    _tell(row, "cancelled", by=by, at=at)


def day_cancelled(row: Application, day: Booking, why: str, *, by: Actor, at: datetime) -> None:
    _tell(row, "day_cancelled", by=by, at=at, only=day, why=why)


def tomorrow(row: Application, day: Booking, *, by: Actor, at: datetime) -> None:
    _tell(row, "tomorrow", by=by, at=at, only=day)


def _tell(
    row: Application, news: str, *, by: Actor, at: datetime, only: Booking | None = None, why: str = ""
) -> None:
    """The first line of the template is the subject."""
    to = addressee(row, at=at)
    if not to:
        return
    days = [only] if only else list(row.bookings.filter(**_days_of(news)).order_by("day"))
    hours = [clock.time_label(one) for one in (days[0].starts, days[0].ends)] if days else []
    context = {
        "row": row, "days": [wareki.full_label(one.day) for one in days], "hours": "〜".join(hours), "why": why or row.end_reason, "city": settings.IBASHO_CITY, "code": row.key_code != "",
        "page": settings.PUBLIC_URL + reverse("openhouse:group_application", args=[row.public_id]),
    }  # fmt: skip
    text = render_to_string(f"openhouse/mail/{news}.txt", context).strip()
    subject, _line, body = text.partition("\n")
    outbox.send(
        to=to, event_key=f"openhouse.application.{news}:{row.public_id}" + (f":{only.pk}" if only else ""),
        subject=subject, body=body.lstrip("\n"), by=by, at=at,
        urgent=bool(days) and news != "received" and days[0].day <= clock.day(at) + timedelta(days=1),
    )  # fmt: skip


def _days_of(news: str) -> dict[str, str]:
    return {} if news in ("cancelled", "declined") else {"state": BookingState.HELD}


def addressee(row: Application, *, at: datetime) -> Person | str:
    """Who wrote the application, while in that group; else the group's own address, where there is one."""
    writer = row.applied_by
    if writer is not None and people.may(
        Actor(person_id=writer.pk), Permission.OPENHOUSE_APPLY, day=clock.day(at), organisation_id=row.organisation_id
    ):  # fmt: skip
        return writer
    return row.organisation.email
