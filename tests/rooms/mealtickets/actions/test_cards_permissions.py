"""Who makes, stops and replaces cards, and who turns keys."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.mealtickets.actions import cards, keys
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets.ground import SERVER

pytestmark = pytest.mark.django_db
MANAGERS, COUNTER = ("fumi", "aoi"), ("fumi", "aoi", "mado")
EVERYBODY = ("fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu")


@pytest.fixture
def people() -> Cast:
    return cast()


def may(people: Cast, call: Any, **given: Any) -> tuple[str, ...]:
    allowed = []
    for name in EVERYBODY:
        try:
            call(**given, by=people.by(getattr(people, name)), at=make.AT)
        except NotAllowed:
            continue
        allowed.append(name)
    with pytest.raises(NotAllowed):
        call(**given, by=Actor.public(), at=make.AT)
    return tuple(allowed)


def test_the_manager_makes_stops_batches_and_turns_keys(people: Cast) -> None:
    assert may(people, cards.make_sheet, count=1, given_to="") == MANAGERS
    made = cards.make_sheet(count=9, given_to="", by=SERVER, at=make.AT)
    assert may(people, cards.revoke_many, sheet=made, positions=[1], why="なくした") == MANAGERS
    assert may(people, keys.rotate) == MANAGERS


def test_a_key_is_stopped_by_a_manager_alone(people: Cast) -> None:
    cards.make_sheet(count=1, given_to="", by=SERVER, at=make.AT)
    for name in ("mado", "tsubaki", "hana"):
        with pytest.raises(NotAllowed):
            keys.revoke(key_id=1, why="もれた", by=people.by(getattr(people, name)), at=make.AT)
    assert keys.revoke(key_id=1, why="もれた", by=people.by(people.aoi), at=make.AT).revoked_at


def test_the_counter_stops_and_replaces_one_card(people: Cast) -> None:
    made = cards.make_sheet(count=2, given_to="", by=SERVER, at=make.AT)
    assert may(people, cards.revoke, card=made.cards.get(position=1)) == COUNTER
    for name in ("tsubaki", "hana", "tamotsu"):
        with pytest.raises(NotAllowed):
            cards.replace(card=made.cards.get(position=2), by=people.by(getattr(people, name)), at=make.AT)
    assert cards.replace(card=made.cards.get(position=2), by=people.by(people.mado), at=make.AT).position == 3
