"""Rooms, versions and improvements the access matrix walks into: all of them Hana's."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import improvements, versions
from ibasho.rooms.openhouse.models import RuleVersion
from ibasho.rooms.openhouse.queries import faces
from ibasho.town.places.models import Place
from tests.people import Cast
from tests.rooms.openhouse import ground


class FacesObjects:
    """A room with a version in force and a draft that follows it; one improvement."""

    people: Cast
    _made: dict[str, Any]

    def _faces_ground(self) -> ground.Ground:
        if "faces!" not in self._made:
            self._made["faces!"] = ground.ground(self.people)
        return self._made["faces!"]  # type: ignore[no-any-return]

    def _faces_draft(self) -> RuleVersion:
        if "faces_draft!" not in self._made:
            stands, at = self._faces_ground(), clock.now()
            day = clock.day(at).replace(year=clock.day(at).year + 1, day=1)
            self._made["faces_draft!"] = versions.draft(
                space=stands.space, values={"title": "つぎ", "stage": "full", "starts_on": day},
                like=faces.in_force(stands.space, clock.day(at)), by=Cast.by(self.people.hana), at=at,
            )  # fmt: skip
        return self._made["faces_draft!"]  # type: ignore[no-any-return]

    def _faces_place(self) -> dict[str, Any]:
        return {"public_id": self._faces_ground().place.public_id}

    def _faces_room(self) -> dict[str, Any]:
        return {"public_id": self._faces_ground().space.public_id}

    def _faces_version(self) -> dict[str, Any]:
        return {"public_id": self._faces_draft().public_id}

    def _faces_face(self) -> dict[str, Any]:
        row = self._faces_draft().faces.all()[0]
        return {**self._faces_version(), "face": row.pk}

    def _faces_improvement(self) -> dict[str, Any]:
        if "improvement!" not in self._made:
            place: Place = self._faces_ground().place
            self._made["improvement!"] = improvements.plan(
                place=place, values={"kind": "wifi", "title": "Wi-Fi"}, by=Cast.by(self.people.hana), at=clock.now()
            )  # fmt: skip
        return {"public_id": self._made["improvement!"].public_id}

    def _faces_step(self) -> dict[str, Any]:
        return {**self._faces_improvement(), "to": "works"}
