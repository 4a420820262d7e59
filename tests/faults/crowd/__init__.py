"""A crowd that lives the product's life over HTTP in all rooms, and what it was told beside what is on disk."""

from tests.faults.crowd.deeds import Deed, Log
from tests.faults.crowd.playing import World, doubled, lost, playing
from tests.faults.crowd.standing import planted, standing

__all__ = ["Deed", "Log", "World", "doubled", "lost", "planted", "playing", "standing"]
