"""A child wrote something that worries: as voices hands it over."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.town.concerns.actions import concerns
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.rules.kinds import Kind, Source
from ibasho.town.places.models import Place
from tests import make

WORDS = "おじさんに たたかれる。だれにも いわないで"
PAYLOAD = {
    "words": WORDS, "stage": "upper", "district_code": "M01", "answer": "", "day": "2026-11-24",
    "about": {"きいたこと": "いまの いばしょは どう？"},
}  # fmt: skip


def concern(
    kind: Kind = Kind.ADULT, *, place: Place | None = None, at: Any = make.AT, **changed: Any
) -> Concern:
    return concerns.hand_over(
        kind, source=Source.VOICES, payload={**PAYLOAD, **changed}, place=place, by=Actor.public(), at=at
    )
