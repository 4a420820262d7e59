"""カケショクから 地域・企業へ: the rooms' own actions one after another, all of it or nothing, and written down once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.queries import handing_on as queries
from ibasho.rooms.network.actions import handing
from ibasho.rooms.network.models import HandingOn
from ibasho.rooms.network.rules.kinds import Piece
from ibasho.rooms.openhouse.actions import copying as openhouse
from ibasho.rooms.openhouse.models import Space
from ibasho.rooms.roster.actions import copying as roster
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Wish:
    space: Space
    to_place: Place
    host: Organisation
    pieces: Sequence[Piece]
    note: str = ""


@transaction.atomic
def hand_on(*, wish: Wish, by: Actor, at: datetime) -> HandingOn:
    """A piece the old place has nothing of is left out with 0, as the preview said. Raises what the rooms raise; then
    nothing was copied."""
    copies: dict[Piece, Callable[[], int]] = {
        Piece.RULES: lambda: (
            openhouse.copy_rules(from_space=wish.space, to_place=wish.to_place, by=by, at=at).faces
        ),
        Piece.ROSTER: lambda: len(
            roster.copy_patterns(from_place=wish.space.place, to_place=wish.to_place, by=by, at=at)
        ),
        Piece.KIT: lambda: len(
            openhouse.copy_kit(from_space=wish.space, to_place=wish.to_place, by=by, at=at)
        ),
        Piece.POSTERS: lambda: len(queries.papers(wish.to_place)),
    }
    wanted = [one for one in Piece if one in wish.pieces]
    holds = {one.piece for one in queries.previews(wish.space, wanted, clock.day(at)) if one.lines}
    made = {one: copies[one]() if one in holds else 0 for one in wanted}
    handed = handing.Handed(
        wish.space.place, wish.to_place, wish.host, made, wish.note, queries.startup_of(wish.to_place)
    )
    return handing.record(handed=handed, by=by, at=at)
