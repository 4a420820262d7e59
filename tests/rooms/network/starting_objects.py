"""What the access matrix walks into: starting of network."""

from __future__ import annotations

from tests.rooms.network.ground_objects import NetworkObjects


class StartingObjects(NetworkObjects):
    """Makers of this noun."""
