"""What was handed on from a space to a new place: written once, after the pieces were copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import HandingOn, StartUp
from ibasho.rooms.network.rules.kinds import Piece
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Handed:
    """`made`: piece → how many rows were copied; 0 where there was nothing, or where a paper is printed from its page."""

    from_place: Place
    to_place: Place
    host: Organisation
    made: Mapping[Piece, int]
    note: str = ""
    startup: StartUp | None = None


@transaction.atomic
def record(*, handed: Handed, by: Actor, at: datetime) -> HandingOn:
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    if handed.from_place.pk == handed.to_place.pk:
        words = "もとの 居場所と 新しい 居場所が 同じです。べつの 居場所を えらんでください。"
        raise Invalid("network.handing.same", words, fields={"to_place": words})
    if not handed.made:
        words = "わたすものが えらばれていません。1つ以上 しるしを つけてください。"
        raise Invalid("network.handing.nothing", words, fields={"pieces": words})
    row = HandingOn.objects.create(
        startup=handed.startup, from_place=handed.from_place, to_place=handed.to_place, host=handed.host,
        pieces=[one.value for one in handed.made], made={one.value: count for one, count in handed.made.items()},
        note=refuse_my_number(" ".join(handed.note.split()))[:200], handed_on=clock.day(at),
        handed_by_id=people.person_of(by),
    )  # fmt: skip
    journal.record(
        "network.handing.record", noun="network.HandingOn", object_id=row.pk, by=by, at=at,
        data={"from": handed.from_place.public_id, "to": handed.to_place.public_id, "made": row.made},
    )  # fmt: skip
    return row
