"""Rehearsals that were taken in, newest first, as what their files say."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ibasho.base.kernel.errors import NotFound
from ibasho.front.reports.models import Rehearsal
from ibasho.front.reports.rules import rehearsal as rules
from ibasho.front.reports.rules.rehearsal import Result


@dataclass(frozen=True, slots=True)
class Kept:
    row: Rehearsal
    result: Result


def all_of_them() -> list[Kept]:
    return [_read(row) for row in Rehearsal.objects.select_related("loaded_by")]


def one(public_id: str) -> Kept:
    """Raises NotFound."""
    row = Rehearsal.objects.select_related("loaded_by").filter(public_id=public_id).first()
    if row is None:
        raise NotFound(
            "reports.rehearsal_gone", "この予行演習は もう ありません。一覧を 開きなおしてください。"
        )
    return _read(row)


def _read(row: Rehearsal) -> Kept:
    return Kept(row, rules.read(json.dumps(row.result)))
