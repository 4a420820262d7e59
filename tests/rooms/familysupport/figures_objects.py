"""An incident, a complaint and a place of 一時預かり of Hana's group, for the access matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ibasho.rooms.familysupport.models import DropInCare, Incident
from tests import make
from tests.rooms.familysupport import ground

if TYPE_CHECKING:
    from ibasho.rooms.familysupport.models import Visit
    from ibasho.town.places.models import Place
    from tests.people import Cast
    from tests.rooms.familysupport.ground import Ground


class FiguresObjects:
    """A part of `tests.objects.Objects`."""

    people: Cast
    _made: dict[str, Any]

    if TYPE_CHECKING:

        def support(self) -> Ground: ...

    def _visit_behind_us(self) -> Visit:
        if "support_visit_behind!" not in self._made:
            made = self.support()
            self._made["support_visit_behind!"] = ground.agreed(ground.request(made), made.chiyo)
        return self._made["support_visit_behind!"]  # type: ignore[no-any-return]

    def _support_incident_visit(self) -> dict[str, Any]:
        return {"public_id": self._visit_behind_us().public_id}

    def _support_incident(self) -> dict[str, Any]:
        row = Incident.objects.create(
            centre=self.support().centre, visit=self._visit_behind_us(), kind="injury", happened_at=make.AT,
            what="ころんだ", written_at=make.AT,
        )  # fmt: skip
        return {"public_id": row.public_id}

    def _support_complaint(self) -> dict[str, Any]:
        row = Incident.objects.create(
            centre=self.support().centre, kind="complaint", about_centre=True, happened_at=make.AT,
            what="電話が つながらない", written_at=make.AT,
        )  # fmt: skip
        return {"public_id": row.public_id}

    def _drop_in_place(self) -> Place:
        if "support_drop_in!" not in self._made:
            row = make.place("にじ保育園", kind="temporary_care", organisation=self.people.midori)
            DropInCare.objects.create(place=row, capacity=4)
            self._made["support_drop_in!"] = row
        return self._made["support_drop_in!"]  # type: ignore[no-any-return]

    def _support_drop_in(self) -> dict[str, Any]:
        return {"public_id": self._drop_in_place().public_id}

    def _support_drop_in_list(self) -> dict[str, Any]:
        self._drop_in_place()
        return {}

    def _support_centre_there(self) -> dict[str, Any]:
        self.support()
        return {}
