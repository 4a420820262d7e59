"""All that the access matrix walks into of network."""

from __future__ import annotations

from tests.rooms.network.grants_objects import GrantsObjects
from tests.rooms.network.lending_objects import LendingObjects
from tests.rooms.network.meetings_objects import MeetingsObjects
from tests.rooms.network.register_objects import RegisterObjects
from tests.rooms.network.sheets_objects import SheetsObjects
from tests.rooms.network.starting_objects import StartingObjects
from tests.rooms.network.supporting_objects import SupportingObjects


class NetworkNounsObjects(
    RegisterObjects,
    SheetsObjects,
    MeetingsObjects,
    LendingObjects,
    StartingObjects,
    SupportingObjects,
    GrantsObjects,
):
    """One class per noun."""
