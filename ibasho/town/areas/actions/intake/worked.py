"""A file of people between reading and keeping."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.town.areas import queries
from ibasho.town.areas.actions.intake.within import Kept
from ibasho.town.areas.datasets.peoplefile import PeopleFile
from ibasho.town.areas.rules.ages import Split
from ibasho.town.areas.rules.people import CellPeople


@dataclass(frozen=True, slots=True)
class Worked:
    """A file worked out as it would be kept. `twice`, `border` count doubled rows; `near` cells whose 小学校区 is only
    the nearest one; `split` None where the file has no ages and the city's shares were taken."""

    file: PeopleFile
    cells: list[CellPeople]
    kept: Kept
    twice: int
    border: int
    near: int
    split: Split | None
    ages: queries.Ages
