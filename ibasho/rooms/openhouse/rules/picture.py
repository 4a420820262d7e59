"""A week as a picture: weekdays beside each other, hours below each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from ibasho.base.kernel.clock import time_label
from ibasho.base.kernel.wareki import WEEKDAYS
from ibasho.rooms.openhouse.rules.faces import Drawn, faces_of
from ibasho.rooms.openhouse.rules.kinds import FaceKind, Noise

TINTS = {
    FaceKind.DROP_IN: "green", FaceKind.STUDY: "blue", FaceKind.GROUPS: "purple", FaceKind.MEAL: "orange",
    FaceKind.CLOSED: "sand",
}  # fmt: skip
ICONS = {
    FaceKind.DROP_IN: "ball", FaceKind.STUDY: "pencil", FaceKind.GROUPS: "friends", FaceKind.MEAL: "bowl",
    FaceKind.CLOSED: "moon",
}  # fmt: skip
WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """`face` None: nothing said. `rows` is how far down it reaches."""

    face: Drawn | None
    rows: int

    @property
    def tint(self) -> str:
        return TINTS[FaceKind(self.face.kind)] if self.face else ""

    @property
    def icon(self) -> str:
        return ICONS[FaceKind(self.face.kind)] if self.face else ""

    @property
    def kind(self) -> str:
        return FaceKind(self.face.kind).label if self.face else ""

    @property
    def noise(self) -> str:
        return Noise(self.face.noise).label if self.face else ""


@dataclass(frozen=True, slots=True)
class Row:
    """From `label` on; the cells that begin here."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Picture:
    days: list[str]
    rows: list[Row]
    until: str


def picture(faces: Iterable[Drawn]) -> Picture:
    """Monday to Friday always, Saturday and Sunday where something is drawn. Without faces there are no rows."""
    drawn = list(faces)
    shown = [day for day in range(7) if day < WORKDAYS or any(one.weekday == day for one in drawn)]
    edges = sorted({edge for one in drawn for edge in (one.starts, one.ends)})
    columns = {day: _column(faces_of(drawn, day), edges) for day in shown}
    rows = [
        Row(time_label(since), [columns[day][since] for day in shown if since in columns[day]])
        for since in edges[:-1]
    ]
    return Picture([WEEKDAYS[day] for day in shown], rows, time_label(edges[-1]) if edges else "")


def _column(faces: list[Drawn], edges: list[time]) -> dict[time, Cell]:
    """Cells by the moment they begin; stretches without a face are one empty cell each."""
    found: dict[time, Cell] = {}
    begin: time | None = None
    for since, _until in pairwise(edges):
        face = next((one for one in faces if one.covers(since)), None)
        if begin is not None and found[begin].face is face:
            found[begin] = Cell(face, found[begin].rows + 1)
        else:
            begin = since
            found[since] = Cell(face, 1)
    return found
