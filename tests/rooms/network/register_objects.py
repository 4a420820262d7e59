"""What the access matrix walks into: register of network."""

from __future__ import annotations

from tests.rooms.network.ground_objects import NetworkObjects


class RegisterObjects(NetworkObjects):
    """Makers of this noun."""
