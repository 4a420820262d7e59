"""What the access matrix walks into: meetings of network."""

from __future__ import annotations

from tests.rooms.network.ground_objects import NetworkObjects


class MeetingsObjects(NetworkObjects):
    """Makers of this noun."""
