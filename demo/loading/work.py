"""What the chapters of one loading hand on to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place


@dataclass(slots=True)
class Work:
    """Rows by the code the generator gives them. `by` is the server itself."""

    at: datetime
    by: Actor = field(default_factory=lambda: Actor.of_job("demo"))
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return clock.day(self.at)
