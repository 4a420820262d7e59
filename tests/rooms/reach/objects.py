"""The plans, studies and areas the access matrix walks into."""

from __future__ import annotations

from typing import Any

from ibasho.rooms.reach.models import Rota
from tests import make
from tests.people import Cast
from tests.rooms.reach import town as reach_town


class ReachObjects:
    people: Cast
    _made: dict[str, Any]

    def _plan(self) -> dict[str, Any]:
        if "plan!" not in self._made:
            self._made["plan!"] = make.plan()
        return {"public_id": self._made["plan!"].public_id}

    def _plan_kind(self) -> dict[str, Any]:
        return {"kind": "open"}

    def _plan_wish(self) -> dict[str, Any]:
        return {**self._plan(), "opening": 1}

    def _mobile_plan(self) -> dict[str, Any]:
        return {"public_id": make.mobile_plan(make.candidate("計画の公会堂")).public_id}

    def rota(self) -> Rota:
        if "rota!" not in self._made:
            self._made["rota!"] = make.rota()
        return self._made["rota!"]  # type: ignore[no-any-return]

    def _rota(self) -> dict[str, Any]:
        return {"public_id": self.rota().public_id}

    def _visit(self) -> dict[str, Any]:
        return {"public_id": make.visit(self.rota(), make.candidate("出張の公会堂")).public_id}

    def _area_kind(self) -> dict[str, Any]:
        return {"kind": "districts"}

    def _area_version(self) -> dict[str, Any]:
        return {"kind": "mesh", "key": 1}

    def _area_file(self) -> dict[str, Any]:
        """A list of towns Fumi is looking at."""
        return {"public_id": make.area_file(ran_by=self.people.fumi).public_id}

    def _long_holiday(self) -> dict[str, Any]:
        return {"key": make.long_holiday().pk}

    def _study(self) -> dict[str, Any]:
        return {"public_id": make.study().public_id}

    def _reach_cell(self) -> dict[str, Any]:
        """A square with a finished study."""
        reach_town.forget()
        reach_town.people((reach_town.RAINBOW, "M01", {"lower": 30}))
        reach_town.study()
        return {"code": reach_town.RAINBOW}

    def _population(self) -> dict[str, Any]:
        return {"public_id": make.population(2015).public_id}  # beside the one reach studies
