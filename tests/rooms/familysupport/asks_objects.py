"""Asks and a provider of Megumi's centre, for the access matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ibasho.rooms.familysupport.models import Ask, Availability
from tests import make
from tests.rooms.familysupport import ground

if TYPE_CHECKING:
    from tests.people import Cast
    from tests.rooms.familysupport.ground import Ground


class AsksObjects:
    """A part of `tests.objects.Objects`."""

    people: Cast
    _made: dict[str, Any]

    def support(self) -> Ground:
        """The one centre of the matrix, for every part of this room."""
        if "support!" not in self._made:
            self._made["support!"] = ground.ground(self.people)
        return self._made["support!"]  # type: ignore[no-any-return]

    def _asked(self) -> Ask:
        if "support_ask!" not in self._made:
            made = self.support()
            self._made["support_ask!"] = Ask.objects.create(
                visit=ground.visit(ground.request(made)), member=made.chiyo, batch="B", sent_at=make.AT
            )
        return self._made["support_ask!"]  # type: ignore[no-any-return]

    def _support_ask(self) -> dict[str, Any]:
        return {"key": self._asked().pk}

    def _support_ask_visit(self) -> dict[str, Any]:
        return {"public_id": self._asked().visit.public_id}

    def _support_key(self) -> dict[str, Any]:
        return {"key": 1}

    def _support_helper(self) -> dict[str, Any]:
        return {"public_id": self.support().chiyo.public_id}

    def _support_helper_hour(self) -> dict[str, Any]:
        hours = Availability.objects.filter(provider__member=self.support().chiyo)
        return {**self._support_helper(), "key": hours.earliest("pk").pk}
