"""What the access matrix walks into: April, hand-overs, deputies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.front.reports.rules import april
from tests.front.reports import april_ground
from tests.people import Cast


class ReportsAprilObjects:
    """Makers of this noun, each named `_reports_…`."""

    people: Cast
    _made: dict[str, Any]

    def _reports_april(self) -> dict[str, Any]:
        return {"nendo": april.coming(clock.day(clock.now()))}

    def _reports_april_step(self) -> dict[str, Any]:
        return {**self._reports_april(), "step": "prints", "verb": "tick"}

    def _reports_handover(self) -> dict[str, Any]:
        """窓's own, not handed over yet."""
        if "reports_handover!" not in self._made:
            at = clock.now()
            self._made["reports_handover!"] = april_ground.begun(
                self.people, at=at, nendo=april.coming(clock.day(at)) - 1
            )
        return {"public_id": self._made["reports_handover!"].public_id}

    def _reports_handover_take(self) -> dict[str, Any]:
        return {**self._reports_handover(), "verb": "receive"}

    def _reports_handover_item(self) -> dict[str, Any]:
        return {**self._reports_handover(), "key": 1}

    def _reports_deputy(self) -> dict[str, Any]:
        if "reports_deputy!" not in self._made:
            at = clock.now()
            day = clock.day(at)
            self._made["reports_deputy!"] = april_ground.deputy(
                self.people, day, day + timedelta(days=3), at=at
            )
        return {"public_id": self._made["reports_deputy!"].public_id, "verb": "end"}
