"""The town of the trust tests: the cast, a clock that stands, browsers in which people have signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.town.people.models import Person
from tests.make import AT
from tests.people import Cast, cast
from tests.signing_in import sign_in


@pytest.fixture(autouse=True)
def nobody_was_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def town(db: None) -> Cast:
    return cast()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`now(later)` moves every clock of the house."""

    def turn(at: datetime = AT) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    turn()
    return turn


@pytest.fixture
def as_person(now: object) -> Callable[[Person], Client]:
    """A browser in which this person has signed in properly."""
    return lambda person: sign_in(Client(), person)
