"""The named people, a place of Hana's group, and one note and one referral (ground.py)."""

from __future__ import annotations

import pytest

from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.care import ground
from tests.rooms.care.ground import Ground


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place(organisation=people.midori)


@pytest.fixture
def care(people: Cast) -> Ground:
    return ground.ground(people)
