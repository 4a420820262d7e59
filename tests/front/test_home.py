"""The first page says first what matters most."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from ibasho.rooms.openhouse.models import Disaster
from ibasho.town.people.models import Person
from tests import make
from tests.people import cast
from tests.rooms.surplus import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_after_a_disaster_the_way_to_the_open_places_stands_on_top_until_it_is_over() -> None:
    running = Disaster.objects.create(title="大雨の あと", began_at=make.AT, began_by=cast().aoi)
    page = Client().get("/").content.decode()
    assert "/open-now/" in page
    running.ended_at = make.AT
    running.save()
    assert "/open-now/" not in Client().get("/").content.decode()


def test_the_menu_calls_home_what_it_is_for_who_runs_a_place_and_for_who_has_none() -> None:
    people = cast()
    _, mame = ground.farm(people)
    make.place(organisation=people.midori)
    assert named(people.hana) == {"わたしたちの場所"}
    assert named(mame) == {"わたしたちの ページ"}


def named(person: Person) -> set[str]:
    """Who leads to the group's home page on it, by what words."""
    page = sign_in(Client(), person).get("/ops/").content.decode()
    return set(re.findall(r'<a href="/ops/"[^>]*>(?:<svg.*?</svg>)?<span>([^<]+)</span>', page))
