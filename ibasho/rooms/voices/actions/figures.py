"""Figures somebody published of a hearing held elsewhere: kept as they were published, none added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.voices.actions import hearings
from ibasho.rooms.voices.models import Hearing, PublishedFigure
from ibasho.rooms.voices.rules import figures as rules


@dataclass(frozen=True, slots=True)
class Given:
    """One figure. `value` None: it was named without a number."""

    label: str
    value: int | None = None
    unit: str = ""
    group: str = ""
    respondent: str = ""
    is_total: bool = False
    wish: str = ""


@transaction.atomic
def write(*, hearing: Hearing, figures: Sequence[Given], by: Actor, at: datetime) -> list[PublishedFigure]:
    """All figures of the hearing, in order, in place of those before. Raises Conflict without a source, Invalid for a total
    that is not the sum of its parts."""
    locked = hearings.lock(hearing, by, at)
    if not locked.source_name:
        raise Conflict("figure.source", "出典が ありません。先に どこで 公表された 数かを 書いてください。")
    if any(not one.label.strip() for one in figures):
        raise Invalid("figure.label", "「なに」が ない 行が あります。公表された とおりに 書いてください。")
    rules.check_totals([rules.Line(one.group, one.value, one.unit, one.is_total) for one in figures])
    locked.figures.all().delete()
    made = [
        PublishedFigure(
            hearing=locked, position=position, group=refuse_my_number(one.group.strip()),
            label=refuse_my_number(one.label.strip()), value=one.value, unit=one.unit.strip(), respondent=one.respondent,
            is_total=one.is_total, wish=one.wish,
        )
        for position, one in enumerate(figures, start=1)
    ]  # fmt: skip
    PublishedFigure.objects.bulk_create(made)
    journal.record(
        "voices.figure.write", noun="voices.Hearing", object_id=locked.pk, by=by, at=at,
        data={"hearing": locked.public_id, "figures": [[one.label, one.value] for one in made]},
    )  # fmt: skip
    return made
