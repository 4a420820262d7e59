"""The cast, and a browser that stands still at tests.make.AT. Fumi is the administrator, Aoi an officer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.town.people.models import Person
from tests.make import AT
from tests.people import Cast, cast
from tests.signing_in import sign_in

AsPerson = Callable[[Person], Client]


@pytest.fixture
def town(db: None) -> Cast:
    return cast()


@pytest.fixture
def as_person(monkeypatch: pytest.MonkeyPatch) -> AsPerson:
    """A browser in which this person has signed in properly."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    return lambda person: sign_in(Client(), person)
