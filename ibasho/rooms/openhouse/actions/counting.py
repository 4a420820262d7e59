"""Heads at the door: one tap is one row that is never changed, and counts once however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse.actions import doors
from ibasho.rooms.openhouse.models import Crossing, DoorDevice, Presence
from ibasho.rooms.openhouse.rules import counting
from ibasho.rooms.openhouse.rules.counting import Heads, Turn
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Tap:
    """`nonce` is made before the first sending; `claimed` is the tablet's own clock, for taps kept without a network."""

    nonce: UUID
    stage: Stage
    turn: Turn
    count: int = 1
    claimed: datetime | None = None


@transaction.atomic
def count(
    *, place: Place, tap: Tap, way: Way, device: DoorDevice | None = None, by: Actor, at: datetime
) -> Crossing:
    """Somebody came or went. A nonce that is known changes nothing. Raises Conflict `door.off`, `door.nobody_inside`."""
    doors.require_door(by, place, device, at)
    known = _known(place, tap.nonce)
    if known is not None:
        return known
    doors.require_on(place)
    adds, happened = counting.heads(tap.turn, tap.count), counting.moment(tap.claimed, at)
    day = clock.day(happened)
    counting.check_inside(_inside(place, day, tap.stage), adds, tap.stage)
    row = Crossing(
        place=place, nonce=tap.nonce, day=day, at=happened, stage=tap.stage, came=adds.came, inside=adds.inside, way=way
    )  # fmt: skip
    return _write("count", row, device, by, at)


@transaction.atomic
def undo(
    *, place: Place, nonce: UUID, of: UUID, device: DoorDevice | None = None, by: Actor, at: datetime,
    claimed: datetime | None = None,
) -> Crossing:  # fmt: skip
    """Takes the tap `of` back: the opposite, at the same moment. The tablet for a minute, staff all that day. Twice
    changes nothing. Raises NotFound, Conflict `door.undo_late`, `door.undo_closing`, `door.nobody_inside`."""
    doors.require_door(by, place, device, at)
    tapped = Crossing.objects.filter(place=place, nonce=of).first()
    if tapped is None:
        raise NotFound(
            "door.no_such_tap", _("とりけす 1回が 見つかりません。もう一度 ページを ひらいてください。")
        )
    done = Crossing.objects.filter(undoes=tapped).first()
    if done is not None:
        return done
    _check_undo(tapped, device, counting.moment(claimed, at))
    adds = Heads(-tapped.came, -tapped.inside)
    counting.check_inside(_inside(place, tapped.day, Stage(tapped.stage)), adds, Stage(tapped.stage))
    row = Crossing(
        place=place, nonce=nonce, day=tapped.day, at=tapped.at, stage=tapped.stage, came=adds.came,
        inside=adds.inside, way=Way.TABLET if device else Way.STAFF, undoes=tapped,
    )  # fmt: skip
    return _write("undo", row, device, by, at)


def _check_undo(tapped: Crossing, device: DoorDevice | None, at: datetime) -> None:
    if tapped.undoes_id is not None or tapped.way == Way.CLOSING:
        raise Conflict(
            "door.undo_closing",
            _("これは とりけせません。数が ちがうときは「来た」「帰った」で なおしてください。"),
        )
    if device is not None:
        counting.check_undo(tapped.at, at)
    elif clock.day(at) != tapped.day:
        raise Conflict("door.undo_late", _("とりけせるのは その日のうちだけです。"))


def _known(place: Place, nonce: UUID) -> Crossing | None:
    found = Crossing.objects.filter(nonce=nonce).first()
    if found is not None and found.place_id != place.pk:
        raise Invalid("door.nonce", _("この番号は 使えません。ページを ひらきなおしてください。"))
    return found


def _inside(place: Place, day: date, stage: Stage) -> int:
    """Locked, so that two who leave at once never make one too few."""
    row = Presence.objects.select_for_update().filter(place=place, day=day, stage=stage).first()
    return row.inside if row else 0


def _write(verb: str, row: Crossing, device: DoorDevice | None, by: Actor, at: datetime) -> Crossing:
    """The same nonce at the same second: whoever is second finds the first one's row."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        first = Crossing.objects.filter(nonce=row.nonce, place=row.place).first()
        first = first or Crossing.objects.filter(undoes=row.undoes_id or 0).first()
        if first is None:
            raise
        return first
    data = {"place": row.place_id, "stage": row.stage, "came": row.came, "inside": row.inside, "way": row.way}
    if device is not None:
        data["device"] = device.public_id
    journal.record(
        f"openhouse.door.{verb}", noun="openhouse.Crossing", object_id=row.pk, by=by, at=at, data=data
    )
    return row
