"""What the access matrix walks into: an indicator with its definition, a place with figures."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.actions import taking_in
from tests import make
from tests.front.reports.ground import SINCE


class ReportsMeasuringObjects:
    _made: dict[str, Any]

    def _reports_figure(self) -> dict[str, Any]:
        """Of the shipped ones."""
        taking_in.indicators(since=SINCE, by=Actor.of_job("test"), at=make.AT)
        return {"code": "places_open"}

    def _reports_figures_place(self) -> dict[str, Any]:
        """Somebody's place that everybody may know of."""
        return {"public_id": make.place("しるしの 居場所").public_id}
