"""What the access matrix walks into: supporting of network."""

from __future__ import annotations

from tests.rooms.network.ground_objects import NetworkObjects


class SupportingObjects(NetworkObjects):
    """Makers of this noun."""
