"""A member, a course, rules and an insurance of Megumi's centre, for the access matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ibasho.rooms.familysupport.models import Course, Policy

if TYPE_CHECKING:
    from tests.people import Cast
    from tests.rooms.familysupport.ground import Ground


class MembersObjects:
    """A part of `tests.objects.Objects`."""

    people: Cast
    _made: dict[str, Any]

    if TYPE_CHECKING:

        def support(self) -> Ground: ...

    def _support_centre(self) -> dict[str, Any]:
        """For pages that are there once there is a centre."""
        self.support()
        return {}

    def _support_member(self) -> dict[str, Any]:
        return {"public_id": self.support().tamotsu.public_id}

    def _support_member_step(self) -> dict[str, Any]:
        return {**self._support_member(), "step": "join"}

    def _support_course(self) -> dict[str, Any]:
        return {"public_id": Course.objects.filter(centre=self.support().centre).earliest("pk").public_id}

    def _support_rules(self) -> dict[str, Any]:
        return {"key": self.support().rules.pk}

    def _support_policy(self) -> dict[str, Any]:
        return {"key": Policy.objects.filter(centre=self.support().centre).earliest("pk").pk}
