"""One door for every file of areas, for the desk and the command line: look first, then take in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.town.areas.actions.intake.asked import Asked, Taker, Upload
from ibasho.town.areas.actions.intake.counts import take_ages, take_clubs
from ibasho.town.areas.actions.intake.ground import take_boundary, take_districts, take_towns
from ibasho.town.areas.actions.intake.people import take_areas, take_mesh, take_projection
from ibasho.town.areas.actions.intake.streets import take_bus, take_streets
from ibasho.town.areas.datasets.preview import Preview
from ibasho.town.areas.policies import require_manage

TAKERS: dict[str, Taker] = {
    "boundary": take_boundary,
    "districts": take_districts,
    "towns": take_towns,
    "ages": take_ages,
    "mesh": take_mesh,
    "small_areas": take_areas,
    "projection": take_projection,
    "clubs": take_clubs,
    "streets": take_streets,
    "bus": take_bus,
}

__all__ = ["TAKERS", "Asked", "Upload", "take_in"]


@transaction.atomic
def take_in(
    kind: str,
    *,
    files: Sequence[Upload],
    asked: Asked,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> Preview:
    """Whole or not at all. With `dry_run` nothing is written and the same Preview says what would be."""
    require_manage(by, at)
    if kind not in TAKERS:
        raise NotFound("areas.kind", "その種類の 資料は ありません。一覧から えらびなおしてください。")
    return TAKERS[kind](files, asked, dry_run=dry_run, by=by, at=at)
