"""A visit and a plan of Megumi's centre, for the access matrix."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ibasho.rooms.familysupport.models import Plan, Visit
from tests import make
from tests.rooms.familysupport import ground

if TYPE_CHECKING:
    from tests.people import Cast
    from tests.rooms.familysupport.ground import Ground


class MatchingObjects:
    """A part of `tests.objects.Objects`."""

    people: Cast
    _made: dict[str, Any]

    def support(self) -> Ground:
        """The one centre of the matrix, for every part of this room."""
        if "support!" not in self._made:
            self._made["support!"] = ground.ground(self.people)
        return self._made["support!"]  # type: ignore[no-any-return]

    def _support_match(self) -> dict[str, Any]:
        return {"public_id": self._match().public_id}

    def _support_match_verb(self) -> dict[str, Any]:
        return {**self._support_match(), "verb": "decide"}

    def _support_plan(self) -> dict[str, Any]:
        made = Plan.objects.create(centre=self.support().centre, week=date(2026, 11, 23), solved_at=make.AT)
        return {"public_id": made.public_id}

    def _match(self) -> Visit:
        if "support_match!" not in self._made:
            self._made["support_match!"] = ground.visit(ground.request(self.support()))
        return self._made["support_match!"]  # type: ignore[no-any-return]
