"""The adviser says who, or who not."""

from __future__ import annotations

from datetime import time

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.familysupport.actions import deciding, rulings
from ibasho.rooms.familysupport.models import Ruling
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def megumi(people: Cast) -> Actor:
    return people.by(people.megumi)


def said() -> list[tuple[int, str]]:
    return list(Ruling.objects.order_by("member").values_list("member", "verdict"))


def test_a_second_pin_takes_the_place_of_the_first(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    rulings.pin(visit=visit, member=here.chiyo, by=megumi, at=make.AT)
    rulings.pin(visit=visit, member=here.goro, by=megumi, at=make.AT)
    assert said() == [(here.goro.pk, "pin")]


def test_who_is_forbidden_is_not_decided_by_mistake(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    rulings.pin(visit=visit, member=here.chiyo, by=megumi, at=make.AT)
    rulings.forbid(visit=visit, member=here.chiyo, by=megumi, at=make.AT)
    assert said() == [(here.chiyo.pk, "forbid")]
    with pytest.raises(Conflict, match="この人には しない"):
        deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)
    rulings.take_back(visit=visit, member=here.chiyo, by=megumi, at=make.AT)
    assert deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT).state == "agreed"


def test_nobody_is_pinned_for_two_visits_at_once(here: Ground, megumi: Actor) -> None:
    one = ground.visit(ground.request(here))
    two = ground.visit(ground.request(here, starts=time(16), ends=time(18)))
    rulings.pin(visit=one, member=here.chiyo, by=megumi, at=make.AT)
    with pytest.raises(Conflict, match="同じ時間の ほかの依頼"):
        rulings.pin(visit=two, member=here.chiyo, by=megumi, at=make.AT)
    assert said() == [(here.chiyo.pk, "pin")]


def test_the_own_family_is_not_pinned(here: Ground, megumi: Actor) -> None:
    here.goro.phone = here.tamotsu.phone
    here.goro.save()
    with pytest.raises(Conflict, match="依頼した 家族です"):
        rulings.pin(visit=ground.visit(ground.request(here)), member=here.goro, by=megumi, at=make.AT)


def test_nothing_is_ruled_about_what_is_decided(here: Ground, megumi: Actor) -> None:
    visit = ground.agreed(ground.request(here), here.chiyo)
    with pytest.raises(Conflict, match="青木 千代さんに 決めました"):
        rulings.forbid(visit=visit, member=here.goro, by=megumi, at=make.AT)


def test_only_the_adviser_rules(here: Ground, people: Cast) -> None:
    visit = ground.visit(ground.request(here))
    with pytest.raises(NotFound):
        rulings.pin(visit=visit, member=here.chiyo, by=people.by(people.fumi), at=make.AT)
