"""What the access matrix walks into: register of network."""

from __future__ import annotations

from typing import Any

from tests.rooms.network import ground
from tests.rooms.network.ground_objects import NetworkObjects


class RegisterObjects(NetworkObjects):
    """Of みどり食堂の会: somebody to call, a talk, an agreement, an insurance."""

    def _network_once(self, key: str, make: Any) -> Any:
        found = self.network()
        if key not in self._made:
            self._made[key] = make(found.people)
        return self._made[key]

    def _network_person(self) -> dict[str, Any]:
        return {"public_id": self._network_once("network person!", ground.contact_person).public_id}

    def _network_contact(self) -> dict[str, Any]:
        return {"public_id": self._network_once("network contact!", ground.contact).public_id}

    def _network_agreement(self) -> dict[str, Any]:
        made = self._network_once("network agreement!", ground.agreement)
        return {"kind": "agreement", "public_id": made.public_id}

    def _network_insurance(self) -> dict[str, Any]:
        made = self._network_once("network insurance!", ground.insurance)
        return {"kind": "insurance", "public_id": made.public_id}

    def _network_new_insurance(self) -> dict[str, Any]:
        return {"kind": "insurance", **self._network_group()}
