"""What the access matrix walks into: pilots, 課題 and decisions of the model plan."""

from __future__ import annotations

from typing import Any

from ibasho.front.reports.models import Line
from tests import make
from tests.front.reports import trying_ground
from tests.people import Cast


class ReportsTryingObjects:
    """A pilot of the study room that is prepared, a 課題 of it, a decision of its line."""

    people: Cast
    _made: dict[str, Any]

    def _tried_line(self) -> Line:
        found = Line.objects.filter(code="R7-6-3").first()
        return found or Line.objects.create(
            code="R7-6-3", nendo=2025, title="自習スペース", state="run", made_at=make.AT, changed_at=make.AT
        )

    def _reports_pilot(self) -> dict[str, Any]:
        if "reports pilot!" not in self._made:
            self._made["reports pilot!"] = trying_ground.pilot(self._tried_line())
        return {"public_id": self._made["reports pilot!"].public_id}

    def _reports_pilot_figure(self) -> dict[str, Any]:
        self._reports_pilot()
        pilot = self._made["reports pilot!"]
        return {"public_id": pilot.public_id, "key": trying_ground.figure(pilot).pk}

    def _reports_issue(self) -> dict[str, Any]:
        return {"public_id": trying_ground.issue(self._tried_line()).public_id}

    def _reports_decision(self) -> dict[str, Any]:
        return {"public_id": trying_ground.decision(self._tried_line()).public_id}
