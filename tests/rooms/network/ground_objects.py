"""What all objects of network hang on."""

from __future__ import annotations

from typing import Any

from tests.people import Cast
from tests.rooms.network import ground


class NetworkObjects:
    """みどり食堂の会, a 交流会 it is invited to, its to-do."""

    people: Cast
    _made: dict[str, Any]

    def network(self) -> ground.Ground:
        if "network!" not in self._made:
            self._made["network!"] = ground.ground(self.people)
        return self._made["network!"]  # type: ignore[no-any-return]

    def _network_group(self) -> dict[str, Any]:
        self.network()
        return {"public_id": self.people.midori.public_id}

    def _network_meeting(self) -> dict[str, Any]:
        return {"public_id": self.network().meeting.public_id}

    def _network_invitation(self) -> dict[str, Any]:
        return {"public_id": self.network().invitation.public_id}

    def _network_todo(self) -> dict[str, Any]:
        return {"public_id": self.network().todo.public_id}
