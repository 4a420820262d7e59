"""Wishes beside the places that have them: which district lacks what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import releases, wishes
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground, heard_ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    heard_ground.town()
    return cast()


def test_a_wish_finds_its_places_and_the_districts_without_one(people: Cast) -> None:
    ground.ground(people)
    here = make.place("虹橋児童館", district_code="M01", features=["table_tennis", "books"])
    make.place("下書きの 場所", district_code="M02", state="draft", features=["table_tennis"])
    make.place(
        "会員の 場所",
        district_code="M02",
        restricted=True,
        restricted_to="会員",
        everyone=None,
        features=["table_tennis"],
    )
    away = make.place("市の外", features=["table_tennis"])
    found = wishes.wish("table_tennis", make.TUESDAY)
    assert found is not None and found.places == 2
    assert [(one.district.code, list(one.places)) for one in found.having] == [("M01", [here])]
    assert list(found.elsewhere) == [away]
    assert [one.district.code for one in found.lacking] == ["M02"]  # nobody lives in M03
    assert wishes.wish("shower", make.TUESDAY) is None  # nobody was asked
    assert wishes.wish("rocket", make.TUESDAY) is None


def test_numbers_come_from_a_release_and_hidden_ones_stay_hidden(people: Cast) -> None:
    made = ground.ground(people)
    games = made.wishes.choices.get(wish="games")
    for _each in range(3):
        ground.answer(made.web, games)
    assert {one.code: one.count for one in wishes.wished(make.TUESDAY)} == dict.fromkeys(
        ("wifi", "games", "tv", "table_tennis", "dagashi")
    )
    heard_ground.release(made.hearing, heard_ground.wishes_table(made))
    counts = {one.code: one.count for one in wishes.wished(make.TUESDAY)}
    assert counts == {"table_tennis": 31, "games": 25, "tv": None, "wifi": None, "dagashi": None}
    assert list(counts)[:2] == ["table_tennis", "games"]


def test_many_hearings_and_running_pictures_are_read_at_once(people: Cast) -> None:
    """Two hearings, one of them with a running picture that went out twenty times: the page reads the last of those."""
    for at in range(2):
        made = ground.ground(people, title=f"きく回 {at}")
        table = heard_ground.wishes_table(made)
        heard_ground.release(made.hearing, table)
        for _each in range(20):
            heard_ground.release(made.hearing, table, kind="live")
    with CaptureQueriesContext(connection) as caught:
        assert wishes.wished(make.TUESDAY)[0].count == 62
    told = [one["sql"] for one in caught if 'FROM "voices_release"' in one["sql"]]
    assert len(told) == 1
    assert releases.telling(Hearing.objects.all()).count() == 4


def test_a_published_list_of_wishes_is_kept_without_numbers(people: Cast) -> None:
    made = heard_ground.deck(people)
    found = {one.code: one for one in wishes.wished(make.TUESDAY)}
    assert set(found) == {"table_tennis", "wifi"}
    assert [(one.hearing, one.count) for one in found["wifi"].voiced] == [(made, None)]


def test_a_draft_hearing_wishes_for_nothing_yet(people: Cast) -> None:
    ground.ground(people, state="draft")
    assert wishes.wished(make.TUESDAY) == []
