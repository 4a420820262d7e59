"""原状回復: what a group looked at before it left, and what broke, with a picture drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import applications
from ibasho.rooms.openhouse.models import Booking, HandBack
from ibasho.rooms.openhouse.rules import handback as rules
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, BookingState
from ibasho.town.places.rules import photos


@transaction.atomic
def write(
    *,
    booking: Booking,
    checked: Sequence[str],
    note: str,
    photo: bytes | None = None,
    by: Actor,
    at: datetime,
) -> HandBack:
    """`photo` is the file as it came; nothing of it but the picture is kept. Writing again mends what was written; the
    old picture stays unless a new one comes."""
    application = applications.lock(booking.application)
    policies.require_applicant(by, application, at=at)
    found, words = rules.check_list(checked, note), refuse_my_number(note.strip())
    day = application.bookings.select_for_update().get(pk=booking.pk)
    _check_used(application.state, day, at)
    row = HandBack.objects.filter(booking=day).first() or HandBack(booking=day)
    row.checked, row.note, row.at, row.by_id = found, words, at, by.person_id
    old = _new_photo(row, photo) if photo is not None else ""
    row.save()
    if old:
        stored = row.photo.storage
        transaction.on_commit(lambda: stored.delete(old))
    journal.record(
        "openhouse.handback.write", noun="openhouse.HandBack", object_id=row.pk, by=by, at=at,
        data={"application": application.public_id, "day": day.day.isoformat(), "open": len(rules.open_checks(found))},
    )  # fmt: skip
    return row


def _check_used(state: str, day: Booking, at: datetime) -> None:
    if state not in (ApplicationState.APPROVED, ApplicationState.CANCELLED) or day.state != BookingState.HELD:
        raise Conflict(
            "handback.not_used",
            _("この日は 許可されていないか、とりけしてあります。日を たしかめてください。"),
        )
    if clock.at(day.day, day.starts) > at:
        raise rules.refuse_early()


def _new_photo(row: HandBack, photo: bytes) -> str:
    """The name of the picture it takes the place of."""
    old = str(row.photo.name or "")
    row.photo.save(f"{new_code()}.webp", ContentFile(photos.redrawn(photo)), save=False)
    return old
