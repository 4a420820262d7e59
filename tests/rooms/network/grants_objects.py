"""What the access matrix walks into: grants of network."""

from __future__ import annotations

from tests.rooms.network.ground_objects import NetworkObjects


class GrantsObjects(NetworkObjects):
    """Makers of this noun."""
