"""What a room handed over, as the centre reads it: the words large, and what is known beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ibasho.town.areas.queries import ground
from ibasho.town.areas.stages import Stage
from ibasho.town.concerns.rules.kinds import Kind
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Written:
    """`kind`: which of the two it is; `place`: the name of the place, "" without one; `known`: (label, words) of what was
    handed over beside the words; empty things are left out."""

    words: str
    kind: str
    place: str
    known: list[tuple[str, str]]


def of(payload: Mapping[str, Any], today: date) -> Written:
    """`payload` of any room: `words`, `kind`, `place` (its public id), `stage` and `district_code` are understood; `about`, a mapping of label to words,
    is shown as it is (what was asked, where it was written). Other keys serve the room itself when it is given back."""
    about = payload.get("about")
    pairs = [(str(label), str(told)) for label, told in about.items()] if isinstance(about, Mapping) else []
    known = [*pairs, (_("年代"), _stage(payload)), (_("小学校区"), _district(payload, today))]
    return Written(
        str(payload.get("words", "")), Kind(payload["kind"]).label, _place(payload),
        [(label, told) for label, told in known if told],
    )  # fmt: skip


def _place(payload: Mapping[str, Any]) -> str:
    found = Place.objects.filter(public_id=payload.get("place") or "").first()
    return found.name if found else ""


def _stage(payload: Mapping[str, Any]) -> str:
    told = payload.get("stage")
    return Stage(told).label if told in set(Stage) else ""


def _district(payload: Mapping[str, Any], today: date) -> str:
    code = str(payload.get("district_code") or "")
    found = ground.district(code, today) if code else None
    return found.name if found else code
