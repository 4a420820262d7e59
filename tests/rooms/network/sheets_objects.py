"""What the access matrix walks into: sheets of network."""

from __future__ import annotations

from tests.rooms.network.ground_objects import NetworkObjects


class SheetsObjects(NetworkObjects):
    """Makers of this noun."""
