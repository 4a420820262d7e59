"""Plants every room for the crowd (`django shell`): each room's own file says what, one JSON file what clients know."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction
from django.test import Client

from ibasho.town.people.models import Person
from tests import people
from tests.faults.crowd.rooms import ROOMS
from tests.signing_in import sign_in


@transaction.atomic
def write(path: str, many: int) -> None:
    """`many`: how many of everything that is used up."""
    cast = people.cast()
    known = {room.name: room.plant(cast, session_of, many) for room in ROOMS}
    Path(path).write_text(json.dumps(known))


def session_of(person: Person) -> str:
    """The cookie of somebody who has signed in, second factor and all."""
    return str(sign_in(Client(), person).cookies["session"].value)
