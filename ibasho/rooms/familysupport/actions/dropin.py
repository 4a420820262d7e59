"""一時預かり: how many children a place takes in, and what it counted day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import DropInCare, DropInDay
from ibasho.rooms.familysupport.rules import dropin as rules
from ibasho.rooms.familysupport.rules.dropin import Line
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind

NOUN = "familysupport.DropInCare"


@transaction.atomic
def set_care(
    *, place: Place, months_min: int, months_max: int, capacity: int, booking_words: str, fee_words: str,
    by: Actor, at: datetime,
) -> DropInCare:  # fmt: skip
    """How many a place takes, of which age, how to book. Raises Invalid at the field, Conflict for another kind."""
    require_setter(by, at=at)
    held = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if held.kind != PlaceKind.TEMPORARY_CARE:
        raise Conflict(
            "familysupport.not_drop_in",
            _("この場所の 種類は 一時預かりでは ありません。居場所のページで 種類を なおしてください。"),
        )
    rules.check_care(months_min, months_max, capacity)
    row, _new = DropInCare.objects.update_or_create(
        place=held,
        defaults={
            "months_min": months_min, "months_max": months_max, "capacity": capacity,
            "booking_words": refuse_my_number(booking_words.strip()), "fee_words": refuse_my_number(fee_words.strip()),
        },
    )  # fmt: skip
    journal.record(
        "familysupport.drop_in.set", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"place": held.pk, "months": [months_min, months_max], "capacity": capacity},
    )  # fmt: skip
    return row


@transaction.atomic
def write_days(*, care: DropInCare, lines: Sequence[Line], by: Actor, at: datetime) -> int:
    """A month at once: each line becomes what was counted that day, an empty one takes the count away. Gives how many
    days changed. By the place's own people, the adviser and the city. Raises Invalid naming the day."""
    require_counter(by, care.place, at=at)
    rules.check_lines(lines, clock.day(at))
    held = DropInCare.objects.select_for_update().get(pk=care.pk)
    known = {one.day: one for one in held.days.filter(day__in=[one.day for one in lines])}
    changed = [one for one in lines if _differs(one, known.get(one.day))]
    gone = [one.day for one in changed if not one.is_counted]
    held.days.filter(day__in=gone).delete()
    for one in changed:
        if one.is_counted:
            DropInDay.objects.update_or_create(
                care=held, day=one.day,
                defaults={"capacity": one.capacity, "served": one.served or 0, "turned_away": one.turned_away or 0},
            )  # fmt: skip
    if changed:
        journal.record(
            "familysupport.drop_in.count", noun=NOUN, object_id=held.pk, by=by, at=at,
            data={"days": [_told(one) for one in changed]},
        )  # fmt: skip
    return len(changed)


def require_setter(by: Actor, *, at: datetime) -> None:
    """The city's settings or the adviser; NotFound for a stranger."""
    if not policies.may(by, Permission.SUPPORT_ADVISE, at=at):
        policies.require(by, Permission.SUPPORT_SETTINGS, at=at)


def may_count(by: Actor, place: Place, *, at: datetime) -> bool:
    """Who runs the place counts; so do those who may set it up."""
    return (
        places.may(by, Permission.SESSIONS_RUN, place, at=at)
        or policies.may(by, Permission.SUPPORT_ADVISE, at=at)
        or policies.may(by, Permission.SUPPORT_SETTINGS, at=at)
    )


def require_counter(by: Actor, place: Place, *, at: datetime) -> None:
    if not may_count(by, place, at=at):
        raise people.not_found()


def _differs(line: Line, known: DropInDay | None) -> bool:
    if known is None or not line.is_counted:
        return line.is_counted or known is not None
    return (known.capacity, known.served, known.turned_away) != (
        line.capacity, line.served or 0, line.turned_away or 0,
    )  # fmt: skip


def _told(line: Line) -> dict[str, int | str | None]:
    day: date = line.day
    return {"day": day.isoformat(), "served": line.served, "turned_away": line.turned_away}
