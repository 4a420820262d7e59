"""Told back where it was said: at a door, or to everybody on the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Door, Theme, Told
from ibasho.rooms.voices.rules.kinds import ToldBy
from ibasho.town.people.permissions import Permission


@transaction.atomic
def tell(
    *, theme: Theme, doors: Iterable[Door | None], way: str, on: date, by: Actor, at: datetime
) -> list[Told]:
    """That it was told: what is new by it. Told once more the same way (there is a newer answer) the mark takes the later
    day. `doors`: None is everybody. Who collects at a door may say so for it; a group
    for those of its own places. Raises Conflict before there is an answer, Invalid for a day that is still to come."""
    wanted = list(doors)
    for door in wanted:
        _require(by, door, at)
    one = Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    _can_be_told(one, wanted, way, on, at)
    there = {row.door_id: row for row in one.told.filter(way=way)}
    rows = [there.get(_key(door)) or Told(theme=one, door=door, way=way) for door in wanted]
    new = [row for row in rows if row.on is None or row.on < on]
    for row in new:
        row.on, row.by_id = on, by.person_id
        row.save()
    if new:
        journal.record(
            "voices.theme.tell", noun="voices.Theme", object_id=one.pk, by=by, at=at,
            data={"way": way, "doors": [row.door_id for row in new]},
        )  # fmt: skip
    return new


@transaction.atomic
def take_back(*, told: Told, by: Actor, at: datetime) -> None:
    """The mark was a mistake: nobody was told."""
    _require(by, told.door, at)
    Theme.objects.select_for_update(of=("self",)).get(pk=told.theme_id)
    gone, _each = Told.objects.filter(pk=told.pk).delete()
    if gone:
        journal.record(
            "voices.theme.untell", noun="voices.Theme", object_id=told.theme_id, by=by, at=at,
            data={"way": told.way, "doors": [told.door_id]},
        )  # fmt: skip


def _require(by: Actor, door: Door | None, at: datetime) -> None:
    """A stall's link counts and no more."""
    if by.is_link:
        raise NotFound(
            "voices.unknown", _("この ページは ありません。もらった 紙の QRを もう一度 よんでください。")
        )
    if door is None:
        policies.require(by, Permission.VOICES_MANAGE, at=at)
    else:
        policies.require_collect(by, door, at=at)


def _can_be_told(theme: Theme, doors: list[Door | None], way: str, on: date, at: datetime) -> None:
    if theme.dropped_on or not theme.decisions.exists():
        raise Conflict(
            "told.undecided", _("まだ 答えが ありません。先に 答えを 決めてから、知らせてください。")
        )
    if not doors:
        words = _("どこで 知らせたかを えらんでください。")
        raise Invalid("told.nowhere", words, fields={"doors": words})
    if way not in set(ToldBy):
        words = _("どうやって 知らせたかを えらんでください。")
        raise Invalid("told.way", words, fields={"way": words})
    if on > clock.day(at):
        words = _("知らせた日が 先の日に なっています。知らせてから 書いてください。")
        raise Invalid("told.ahead", words, fields={"on": words})
    if any(door is not None and door.hearing_id != theme.hearing_id for door in doors):
        raise Invalid(
            "told.other_hearing", _("ほかの回の 入り口が 入っています。ページを 読みなおしてください。")
        )


def _key(door: Door | None) -> int | None:
    return door.pk if door else None
