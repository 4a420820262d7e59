"""The helpers and vacancies the access matrix walks into: Hana's."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Helper, Vacancy
from tests.people import Cast
from tests.rooms.roster import ground


class JoiningObjects:
    people: Cast
    _made: dict[str, Any]

    def _join_vacancy(self) -> dict[str, Any]:
        if "join_vacancy!" not in self._made:
            self._made["join_vacancy!"] = Vacancy.objects.create(
                organisation=self.people.midori, title="宿題を 見る人", words="だれでも できます。", when="月・木",
                opens_on=clock.day(clock.now()),
            )  # fmt: skip
        return {"public_id": self._made["join_vacancy!"].public_id}

    def _join_helper(self) -> dict[str, Any]:
        return {"public_id": self._join_person().public_id}

    def _join_helper_step(self) -> dict[str, Any]:
        return {**self._join_helper(), "step": "back"}

    def _join_helper_training(self) -> dict[str, Any]:
        made = self._join_person().trainings.create(title="安全", taken_on=clock.day(clock.now()))
        return {**self._join_helper(), "training": made.pk}

    def _join_person(self) -> Helper:
        if "join_helper!" not in self._made:
            self._made["join_helper!"] = ground.helper(self.people.midori, "村松 たけし")
        helper: Helper = self._made["join_helper!"]
        return helper
