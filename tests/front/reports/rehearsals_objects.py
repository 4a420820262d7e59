"""What the access matrix walks into: a rehearsal that was taken in."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.actions import rehearsals
from ibasho.front.reports.rules import rehearsal as rules
from tests import make
from tests.front.reports.rehearsals_ground import RESULT
from tests.people import Cast


class ReportsRehearsalsObjects:
    people: Cast
    _made: dict[str, Any]

    def _reports_rehearsal(self) -> dict[str, Any]:
        by = Actor(person_id=self.people.aoi.pk)
        return {"public_id": rehearsals.take_in(text=rules.write(RESULT), by=by, at=make.AT).public_id}
