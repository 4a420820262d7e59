"""What the access matrix walks into: starting of network."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.network.actions import start_links
from ibasho.rooms.network.models import StartUp
from tests.rooms.network import ground
from tests.rooms.network.ground_objects import NetworkObjects


class StartingObjects(NetworkObjects):
    """A start-up with a link, and its papers."""

    def _network_startup(self) -> StartUp:
        if "startup!" not in self._made:
            made = ground.startup()
            start_links.write(made, clock.now())
            made.save()
            self._made["startup!"] = made
        return self._made["startup!"]  # type: ignore[no-any-return]

    def _network_start(self) -> dict[str, Any]:
        return {"public_id": self._network_startup().public_id}

    def _network_start_link(self) -> dict[str, Any]:
        return {"token": start_links.token(self._network_startup())}

    def _network_start_link_paper(self) -> dict[str, Any]:
        return {**self._network_start_link(), "code": "plan"}

    def _network_start_paper(self) -> dict[str, Any]:
        return {"code": "health"}

    def _network_start_a4(self) -> dict[str, Any]:
        return {**self._network_start(), "code": "budget"}

    def _network_start_step(self) -> dict[str, Any]:
        return {**self._network_start(), "code": "health"}

    def _network_start_take(self) -> dict[str, Any]:
        return {**self._network_start(), "verb": "take"}
