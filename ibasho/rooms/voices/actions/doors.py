"""Doors: made, changed, shut and opened again; and the link of a stall's phone or of a class."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Door, Hearing
from ibasho.rooms.voices.queries import doors as queries
from ibasho.rooms.voices.rules import doors as rules
from ibasho.rooms.voices.rules.doors import Wished
from ibasho.rooms.voices.rules.kinds import Access
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN = "voices.Door"


@transaction.atomic
def make(*, hearing: Hearing, wished: Wished, place: Place | None, by: Actor, at: datetime) -> Door:
    """A new door. A group makes one at its own place, for a hearing that is open to everybody. Raises NotFound,
    Invalid, Conflict `voices.door.hearing_over`."""
    _require(hearing, wished, place, by, at)
    locked = _open(hearing)
    good = _checked(locked, wished, at)
    row = Door.objects.create(
        hearing=locked, place=place, made_by_id=by.person_id, channel=good.channel, name=good.name,
        district_code=good.district_code or (place.district_code if place else ""), stage=good.stage, on=good.on, quota=good.quota,
    )  # fmt: skip
    _record("make", row, by, at, {"hearing": locked.public_id, "channel": row.channel, "place": row.place_id})
    return row


@transaction.atomic
def change(*, door: Door, wished: Wished, place: Place | None, by: Actor, at: datetime) -> Door:
    """What it is called, where and when it stands. Its channel stays: what came in by paper did not come by a stall.
    Raises NotFound, Invalid `voices.door.quota_taken`, Conflict."""
    _require(door.hearing, wished, place, by, at)
    row = _locked(door, by, at)
    _open(row.hearing)
    good = _checked(row.hearing, wished, at)
    if good.quota is not None and good.quota < row.taken:
        words = f"もう {row.taken}人が 答えています。それより 少なくは できません。"
        raise Invalid("voices.door.quota_taken", words, fields={"quota": words})
    row.place, row.name, row.district_code = place, good.name, good.district_code
    row.stage, row.on, row.quota = good.stage, good.on, good.quota
    row.save(update_fields=["place", "name", "district_code", "stage", "on", "quota"])
    _record("change", row, by, at, {"place": row.place_id})
    return row


@transaction.atomic
def shut(*, door: Door, by: Actor, at: datetime) -> Door:
    """Nobody comes in any more; what a phone still holds may arrive. Twice changes nothing."""
    return _turn(door, shut=True, by=by, at=at)


@transaction.atomic
def open_again(*, door: Door, by: Actor, at: datetime) -> Door:
    return _turn(door, shut=False, by=by, at=at)


@transaction.atomic
def discard(*, door: Door, by: Actor, at: datetime) -> None:
    """A door made by mistake, through which nothing came and for which no ticket lies about. Raises NotFound, Conflict."""
    row = _locked(door, by, at)
    if not queries.is_unused(row):
        words = "声や ふだの ある 入り口は 消せません。使わないときは「しめる」を おしてください。"
        raise Conflict("voices.door.used", words)
    _record("discard", row, by, at, {"hearing": row.hearing.public_id, "channel": row.channel})
    row.delete()


@transaction.atomic
def give_link(*, door: Door, by: Actor, at: datetime) -> str:
    """The whole address of a new link; whoever has the old one is out. Raises NotFound, Conflict."""
    row = _locked(door, by, at)
    rules.check_linked(row.channel)
    _open(row.hearing)
    queries.LINK.renew(row, at)
    _record("give_link", row, by, at, {})
    return queries.link_address(row)


@transaction.atomic
def stop_link(*, door: Door, by: Actor, at: datetime) -> Door:
    """The link opens nothing any more: a phone that was lost. Twice changes nothing."""
    row = _locked(door, by, at)
    if row.token_hash:
        row.token_hash = ""
        row.save(update_fields=["token_hash"])
        _record("stop_link", row, by, at, {})
    return row


def _turn(door: Door, *, shut: bool, by: Actor, at: datetime) -> Door:
    row = _locked(door, by, at)
    if row.shut == shut:
        return row
    if not shut:
        _open(row.hearing)
    row.shut = shut
    row.save(update_fields=["shut"])
    _record("shut" if shut else "open_again", row, by, at, {})
    return row


def _require(hearing: Hearing, wished: Wished, place: Place | None, by: Actor, at: datetime) -> None:
    """The city's collectors anywhere; a group at its own place alone, where anybody may answer."""
    policies.require_collect(by, Door(hearing=hearing, place=place), at=at)
    if by.is_link:  # a stall's phone counts; it makes nothing
        raise people.not_found()
    if policies.may(by, Permission.VOICES_READ, at=at):
        return
    everybodys = hearing.access == Access.OPEN and hearing.state == Hearing.State.OPEN
    if not everybodys or wished.channel not in rules.GROUPS:
        words = "この入り口は 市が 作ります。必要なときは 市に 言ってください。"
        raise Conflict("voices.door.citys", words)


def _open(hearing: Hearing) -> Hearing:
    """Locked against closing while a door is made."""
    locked = Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk)
    if locked.state not in (Hearing.State.DRAFT, Hearing.State.OPEN) or locked.source_name:
        words = "この回は おわっているので、入り口を 作ったり なおしたり できません。新しい 回を つくってください。"
        raise Conflict("voices.door.hearing_over", words)
    return locked


def _locked(door: Door, by: Actor, at: datetime) -> Door:
    """Raises NotFound for a stranger, Conflict `voices.door.citys` for a group at a door it did not make."""
    row = (
        Door.objects.select_for_update(of=("self",))
        .select_related("hearing", "place__organisation")
        .get(pk=door.pk)
    )
    policies.require_collect(by, row, at=at)
    if by.is_link:
        raise people.not_found()
    if not policies.may_turn(by, row, at=at):
        words = "この入り口は 市が 作ったものです。しめる・消す・リンクを かえるときは、市に 言ってください。"
        raise Conflict("voices.door.citys", words)
    return row


def _checked(hearing: Hearing, wished: Wished, at: datetime) -> Wished:
    known = frozenset(code for code, _name in queries.districts(clock.day(at)))
    return rules.checked(
        wished, known_districts=known, opens_on=hearing.opens_on, closes_on=hearing.closes_on
    )


def _record(verb: str, row: Door, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(f"voices.door.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=data)
