"""保's request, its visit and his child, for the access matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Visit
from tests.rooms.familysupport import ground

if TYPE_CHECKING:
    from tests.people import Cast
    from tests.rooms.familysupport.ground import Ground


class RequestsObjects:
    """A part of `tests.objects.Objects`."""

    people: Cast
    _made: dict[str, Any]

    def _family_ground(self) -> Ground:
        """The one centre of the matrix, whoever makes it first."""
        if "support!" not in self._made:
            self._made["support!"] = ground.ground(self.people)
        return self._made["support!"]  # type: ignore[no-any-return]

    def _wanted_visit(self) -> Visit:
        """A week from today: the matrix walks at the clock's own time."""
        if "support_visit!" not in self._made:
            day = clock.day(clock.now()) + timedelta(days=7)
            self._made["support_visit!"] = ground.visit(ground.request(self._family_ground(), day))
        return self._made["support_visit!"]  # type: ignore[no-any-return]

    def _support_request(self) -> dict[str, Any]:
        return {"public_id": self._wanted_visit().request.public_id}

    def _support_visit(self) -> dict[str, Any]:
        return {"public_id": self._wanted_visit().public_id}

    def _support_family(self) -> dict[str, Any]:
        return {"public_id": self._family_ground().tamotsu.public_id}

    def _support_child(self) -> dict[str, Any]:
        return {"public_id": self._family_ground().child.public_id}
