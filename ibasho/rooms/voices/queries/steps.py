"""Where a hearing stands among its five steps, and what it has to show for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ibasho.rooms.voices.models import Hearing, Step
from ibasho.rooms.voices.queries import themes
from ibasho.rooms.voices.rules import steps as rules
from ibasho.rooms.voices.rules.kinds import Channel, StepKind


@dataclass(frozen=True, slots=True)
class Shown:
    """One step of the picture. `state`: done, skipped, now, late or next."""

    row: Step
    kind: StepKind
    number: int
    state: str

    @property
    def day(self) -> date | None:
        """The day it was done, else the day it is meant for."""
        return self.row.done_on or (None if self.row.skipped_why else self.row.planned_on)


def at(rows: Iterable[Step]) -> tuple[rules.At, ...]:
    return tuple(
        rules.At(StepKind(row.kind), row.done_on, row.skipped_why, row.planned_on) for row in in_order(rows)
    )


def in_order(rows: Iterable[Step]) -> list[Step]:
    order = {kind.value: number for number, kind in enumerate(rules.ORDER)}
    return sorted(rows, key=lambda row: order[row.kind])


def shown(rows: Iterable[Step], today: date) -> list[Shown]:
    """The five of one hearing as a picture shows them."""
    found = in_order(rows)
    now = rules.current(at(found))
    return [
        Shown(row, StepKind(row.kind), number, _state(row, now, today))
        for number, row in enumerate(found, start=1)
    ]


def _state(row: Step, now: StepKind | None, today: date) -> str:
    if row.done_on:
        return "done"
    if row.skipped_why:
        return "skipped"
    if row.planned_on and row.planned_on < today:
        return "late"
    return "now" if row.kind == now else "next"


def facts(hearing: Hearing) -> rules.Facts:
    """What was told to everybody on the page was told at the page's own door."""
    untold = {
        one.door.pk
        for one in themes.untold(hearing)
        if one.door.channel != Channel.WEB or not one.theme.told.filter(door=None).exists()
    }
    return rules.Facts(
        hearing.state, themes.standing(hearing).count(), len(themes.undecided(hearing)), len(untold)
    )
