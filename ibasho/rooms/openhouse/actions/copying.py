"""What one place worked out, given to another: a room's week as a draft, and the list of things it lends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import spaces, versions
from ibasho.rooms.openhouse.models import Equipment, Face, RuleVersion, Space
from ibasho.rooms.openhouse.queries import copying as queries
from ibasho.rooms.openhouse.rules.kinds import TrialStage
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

COPIED = ("name", "words", "heads_max", "seats", "key_kind")
TITLE_MAX = 80


@dataclass(frozen=True, slots=True)
class Copied:
    """`version` is a draft: nobody sees it until it is published at the new place, where it may be thrown away, too."""

    space: Space
    version: RuleVersion
    faces: int


@transaction.atomic
def copy_rules(*, from_space: Space, to_place: Place, by: Actor, at: datetime) -> Copied:
    """The week that holds today (or else the newest) becomes a draft of a room of the same name at `to_place`; the room is
    made where there is none. Raises Invalid where there is nothing to copy, Conflict where the draft lies there already."""
    _require(from_space, to_place, by, at)
    like = queries.week_of(from_space, clock.day(at))
    if like is None:
        raise Invalid(
            "copy.no_week",
            _("もとの部屋に きまりが まだ ありません。きまりの ある 部屋を えらんでください。"),
        )
    space = _room_for(from_space, to_place, by, at)
    title = f"{from_space.place.name}の やり方"[:TITLE_MAX]
    if space.versions.filter(title=title, published_at__isnull=True).exists():
        raise Conflict(
            "copy.there", _("同じ 下書きが もう あります。新しい 居場所の「部屋と きまり」で 見てください。")
        )
    values = {
        "title": title, "stage": TrialStage.TRIAL.value, "aim": like.aim, "on_holidays": like.on_holidays,
        "starts_on": clock.day(at) + timedelta(days=1), "ends_on": None,
    }  # fmt: skip
    version = versions.draft(space=space, values=values, like=like, by=by, at=at)
    Face.objects.filter(version=version, heads_max__gt=space.heads_max).update(heads_max=space.heads_max)
    journal.record(
        "openhouse.version.copy", noun="openhouse.RuleVersion", object_id=version.pk, by=by, at=at,
        data={"from": from_space.public_id, "to": space.public_id},
    )  # fmt: skip
    return Copied(space, version, version.faces.count())


@transaction.atomic
def copy_kit(*, from_space: Space, to_place: Place, by: Actor, at: datetime) -> list[Equipment]:
    """What the room lends becomes the list of what the new one needs; what it has already stays as it is. Raises Conflict
    where groups may apply for the new room: what is not bought yet would be lent."""
    _require(from_space, to_place, by, at)
    space = _room_for(from_space, to_place, by, at)
    if space.groups_apply:
        raise Conflict(
            "copy.lends",
            _(
                "新しい部屋は もう 団体に かしています。道具の 一覧は、そこの「貸す物」に 1つずつ 足してください。"
            ),
        )
    known = set(space.equipment.values_list("name", flat=True))
    made = Equipment.objects.bulk_create(
        Equipment(space=space, name=one.name, count=one.count)
        for one in queries.kit_of(from_space)
        if one.name not in known
    )
    journal.record(
        "openhouse.equipment.copy", noun="openhouse.Space", object_id=space.pk, by=by, at=at,
        data={"from": from_space.public_id, "things": len(made)},
    )  # fmt: skip
    return made


def _require(from_space: Space, to_place: Place, by: Actor, at: datetime) -> None:
    policies.require_space(by, Permission.OPENHOUSE_MANAGE, from_space, at=at)
    policies.require_place(by, Permission.OPENHOUSE_MANAGE, to_place, at=at)
    if from_space.place_id == to_place.pk:
        raise Invalid(
            "copy.same_place", _("もとと 新しい 居場所が 同じです。べつの 居場所を えらんでください。")
        )


def _room_for(from_space: Space, to_place: Place, by: Actor, at: datetime) -> Space:
    """Groups cannot apply for a room that was just made."""
    known = Space.objects.filter(place=to_place, name=from_space.name).first()
    if known is not None:
        return known
    values = {name: getattr(from_space, name) for name in COPIED}
    return spaces.create(place=to_place, values={**values, "groups_apply": False}, by=by, at=at)
