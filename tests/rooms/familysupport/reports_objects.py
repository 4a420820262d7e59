"""A meeting, a report and a closed month of Megumi's centre, for the access matrix."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Meeting, Month, Report, TopUp, Visit
from tests import make
from tests.rooms.familysupport import ground

if TYPE_CHECKING:
    from tests.people import Cast
    from tests.rooms.familysupport.ground import Ground


class ReportsObjects:
    """A part of `tests.objects.Objects`."""

    people: Cast
    _made: dict[str, Any]

    def _reports_ground(self) -> Ground:
        """The one centre of the matrix, whoever makes it first."""
        if "support!" not in self._made:
            self._made["support!"] = ground.ground(self.people)
        return self._made["support!"]  # type: ignore[no-any-return]

    def _helped_visit(self, days: int, **fields: Any) -> Visit:
        made = self._reports_ground()
        day = ground.DAY + timedelta(days=days)
        return ground.visit(
            ground.request(made, day), day, **{"state": "agreed", "provider": made.chiyo, "decided_at": make.AT, **fields}
        )  # fmt: skip

    def _reported(self) -> Report:
        if "support_report!" not in self._made:
            made, visit = self._reports_ground(), self._helped_visit(1, state="done")
            self._made["support_report!"] = Report.objects.create(
                visit=visit, tariff=made.tariff, began_at=visit.starts_at, ended_at=visit.ends_at, lines=[], user_yen=1_000,
                city_yen=1_000, written_at=visit.ends_at, written_via="link",
            )  # fmt: skip
        return self._made["support_report!"]  # type: ignore[no-any-return]

    def _support_report(self) -> dict[str, Any]:
        return {"public_id": self._reported().public_id}

    def _support_to_report(self) -> dict[str, Any]:
        if "support_to_report!" not in self._made:
            self._made["support_to_report!"] = self._helped_visit(2)
        return {"public_id": self._made["support_to_report!"].public_id}

    def _support_meeting(self) -> dict[str, Any]:
        made = self._reports_ground()
        row = Meeting.objects.create(
            child=made.child, provider=made.goro, content="outing", nendo=2026, planned_at=clock.now()
        )
        return {"public_id": row.public_id}

    def _closed_month(self) -> tuple[Month, TopUp]:
        if "support_month!" not in self._made:
            made = self._reports_ground()
            month = Month.objects.create(
                centre=made.centre, first=date(2026, 10, 1), state="closed", closed_at=make.AT, closed_by=self.people.megumi
            )  # fmt: skip
            row = TopUp.objects.create(
                month=month, provider=made.chiyo, reports_count=1, minutes=60, user_yen=500, city_yen=500
            )
            self._made["support_month!"] = (month, row)
        return self._made["support_month!"]  # type: ignore[no-any-return]

    def _support_month(self) -> dict[str, Any]:
        return {"public_id": self._closed_month()[0].public_id}

    def _support_month_line(self) -> dict[str, Any]:
        month, row = self._closed_month()
        return {"public_id": month.public_id, "line": row.public_id}

    def _support_payee(self) -> dict[str, Any]:
        return {"public_id": self._closed_month()[1].provider.public_id}
