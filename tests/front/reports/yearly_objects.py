"""What the access matrix walks into: the yearly report of a 年度 that is out, its next edition in draft."""

from __future__ import annotations

from typing import Any

from ibasho.front.reports.models import Report
from ibasho.front.reports.queries import yearly as queries
from ibasho.front.reports.rules.edition import to_json
from ibasho.front.reports.rules.kinds import ReportState
from tests import make
from tests.people import Cast


class ReportsYearlyObjects:
    """R7 went out; R8 is a draft."""

    people: Cast
    _made: dict[str, Any]

    def _reports_year_out(self) -> dict[str, Any]:
        if "reports_year_out!" not in self._made:
            told = to_json(queries.edition(2025, make.TUESDAY))
            self._made["reports_year_out!"] = Report.objects.create(
                nendo=2025, state=ReportState.PUBLISHED.value, frozen=told, made_at=make.AT, made_by=self.people.aoi,
                asked_at=make.AT, asked_by=self.people.aoi, published_at=make.AT, published_by=self.people.fumi,
            )  # fmt: skip
        return {"nendo": 2025}

    def _reports_year(self) -> dict[str, Any]:
        if "reports_year!" not in self._made:
            self._made["reports_year!"] = Report.objects.create(
                nendo=2026, made_at=make.AT, made_by=self.people.aoi
            )
        return {"nendo": 2026}

    def _reports_year_chapter(self) -> dict[str, Any]:
        return {**self._reports_year(), "chapter": "more"}

    def _reports_year_do(self) -> dict[str, Any]:
        return {**self._reports_year(), "verb": "ask"}

    def _reports_year_why(self) -> dict[str, Any]:
        return {**self._reports_year(), "verb": "back"}
