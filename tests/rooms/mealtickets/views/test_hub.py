"""The room's first page: today's work, doors for each role, the first steps of a city that has nothing yet."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.ui import menu
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

HUB = "/desk/meals/"


@pytest.fixture
def people() -> Cast:
    return cast()


def _page(client: Client) -> str:
    return client.get(HUB).content.decode()


def test_the_desk_has_one_entry_for_the_whole_room() -> None:
    ours = [one for one in menu.entries() if one.door == "desk" and one.url.startswith("mealtickets:")]
    assert [one.url for one in ours] == ["mealtickets:desk_meals"]


def test_with_nothing_set_up_the_first_step_is_offered_and_a_pool_waits_for_its_fund(
    client: Client, people: Cast
) -> None:
    page = _page(sign_in(client, people.aoi))
    assert "はじめの 5つ" in page and "きょうの しごと" not in page
    assert reverse("mealtickets:fund_new") in page and reverse("payouts:payer_new") in page
    assert "1の あとで" in page
    for path in ("/desk/meals/months/", "/desk/meals/bank/", "/desk/meals/gifts/new/"):
        said = client.get(path).content.decode()
        assert "はじめの 5つを 見る" in said and f'href="{HUB}"' in said, path


def test_once_a_fund_is_there_work_comes_first_and_the_account_to_pay_from_is_asked_for(
    client: Client, people: Cast
) -> None:
    ground.ground(live_yen=40_000, unissued_yen=60_000, reserve_yen=20_000)
    page = _page(sign_in(client, people.aoi))
    assert page.index("きょうの しごと") < page.index("お金が とどく") < page.index("お金は いま どこに")
    assert "できました" in page


def test_a_reader_sees_no_door_that_would_not_open(client: Client, people: Cast) -> None:
    """Every door a person is shown lets that person in."""
    ground.ground(live_yen=40_000, unissued_yen=60_000, reserve_yen=20_000)
    for person in (people.aoi, people.mado):
        own = sign_in(Client(), person)
        answer = own.get(HUB)
        for _label, pages in answer.context["doors"]:
            for one in pages:
                assert own.get(one.href).status_code == 200, (person, one.href)
