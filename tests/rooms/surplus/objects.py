"""All that the access matrix walks into of surplus."""

from __future__ import annotations

from tests.rooms.surplus.carrying_objects import CarryingObjects
from tests.rooms.surplus.offers_objects import OffersObjects
from tests.rooms.surplus.receivers_objects import ReceiversObjects
from tests.rooms.surplus.sharing_objects import SharingObjects
from tests.rooms.surplus.uses_objects import UsesObjects


class SurplusNounsObjects(
    OffersObjects,
    ReceiversObjects,
    SharingObjects,
    CarryingObjects,
    UsesObjects,
):
    """One class per noun."""
