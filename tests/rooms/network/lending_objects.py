"""What the access matrix walks into: lending of network."""

from __future__ import annotations

from tests.rooms.network.ground_objects import NetworkObjects


class LendingObjects(NetworkObjects):
    """Makers of this noun."""
