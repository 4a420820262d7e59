"""What the access matrix walks into: lines of the plan, a section that carries one, its to-do."""

from __future__ import annotations

from typing import Any

from ibasho.front.reports.models import Line, LinePart, Todo
from ibasho.front.reports.rules.kinds import LineState, PartKind
from tests import make
from tests.people import Cast


class ReportsPlanObjects:
    people: Cast
    _made: dict[str, Any]

    def _reports_line(self) -> dict[str, Any]:
        if "reports_line!" not in self._made:
            row = Line.objects.create(
                code="R8-1", nendo=2026, title="交流会", state=LineState.RUNNING.value, made_at=make.AT, changed_at=make.AT
            )  # fmt: skip
            LinePart.objects.create(line=row, organisation=self.people.city, kind=PartKind.LEAD.value)
            self._made["reports_line!"] = row
        return {"code": self._made["reports_line!"].code}

    def _reports_section(self) -> dict[str, Any]:
        return {"public_id": self.people.city.public_id}

    def _reports_todo(self) -> dict[str, Any]:
        if "reports_todo!" not in self._made:
            self._reports_line()
            self._made["reports_todo!"] = Todo.objects.create(
                line=self._made["reports_line!"],
                organisation=self.people.city,
                words="案内を 出す",
                made_at=make.AT,
            )
        return {"public_id": self._made["reports_todo!"].public_id}
