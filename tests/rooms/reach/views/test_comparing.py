"""Two studies beside one another, and the years to come."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotAllowed
from ibasho.rooms.reach import tasks
from ibasho.rooms.reach.actions import trends
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.rules.scenarios import Scenario
from tests import make
from tests.people import Cast, cast
from tests.rooms.reach import town
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
COMPARE, TREND = "/desk/reach/compare/", "/desk/reach/compare/years/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    sign_in(client, people.aoi)
    return client


def opened(here: town.Town) -> Study:
    """The town with 星見会館 open on Saturdays."""
    hall = here.stars_hall
    place = make.place("星見会館", lat=hall.lat, lng=hall.lng, district_code="M02", adult_needed=False)
    make.weekly(place, 5)
    return town.study(title="開いたあと")


def pair(before: Study, after: Study) -> dict[str, str]:
    return {"before": before.public_id, "after": after.public_id}


def test_two_days_are_put_side_by_side(aoi: Client, here: town.Town) -> None:
    asked = pair(here.study, opened(here))
    page = aoi.get(COMPARE, asked).content.decode()
    assert "居場所が とどかない こどもは 約80人 へります。" in page
    file = aoi.get(COMPARE, {**asked, "format": "csv"}).content.decode("utf-8-sig")
    assert "星見,82,2,-80" in file
    drawn = json.loads(aoi.get(reverse("reach:compare_map"), asked).content)["features"]
    (square,) = [one for one in drawn if one["properties"]["kind"] == "area"]
    assert (square["properties"]["code"], square["properties"]["change"]) == (town.STARS, -80)
    assert len(json.loads(aoi.get(reverse("reach:compare_geojson"), asked).content)["features"]) == 1


def test_the_other_way_round_it_becomes_worse(aoi: Client, here: town.Town) -> None:
    page = aoi.get(COMPARE, pair(opened(here), here.study)).content.decode()
    assert "約80人 ふえます" in page


def test_a_study_beside_itself_changes_nothing(aoi: Client, here: town.Town) -> None:
    assert "数は かわりません" in aoi.get(COMPARE, pair(here.study, here.study)).content.decode()


def test_one_study_alone_cannot_be_compared(aoi: Client, here: town.Town) -> None:
    assert "2つ ありません" in aoi.get(COMPARE).content.decode()
    assert aoi.get(reverse("reach:compare_map")).status_code == 404


def test_other_people_are_said_to_be_others(aoi: Client, here: town.Town) -> None:
    future = town.people((town.RAINBOW, "M01", {"lower": 5}), kind="projection", year=2050, current=False)
    page = aoi.get(COMPARE, pair(here.study, town.study(population=future))).content.decode()
    assert "こどもの数も ちがいます" in page


def projections() -> None:
    for year, children in ((2030, 30), (2050, 10)):
        town.people(
            (town.STARS, "M02", {"lower": children, "upper": children}), kind="projection", year=year, current=False,
            name=f"将来推計 {year}",
        )  # fmt: skip


def test_the_years_to_come_are_worked_out_and_marked(aoi: Client, here: town.Town, people: Cast) -> None:
    projections()
    assert "まだ しらべていない年が 2つ" in aoi.get(TREND).content.decode()
    aoi.post(reverse("reach:trend_ask"))
    for _again in range(2):  # a second time leaves one study for each year
        tasks.trend(scenario="term", person_id=people.aoi.pk)
    page = aoi.get(TREND).content.decode()
    assert "まだ しらべていない" not in page
    assert "2050年（推計）" in page
    file = aoi.get(TREND, {"format": "csv", "ages": "primary"}).content.decode("utf-8-sig")
    assert "2030年（推計）,60,60,100" in file
    assert "2050年（推計）,20,20,100" in file
    assert Study.objects.filter(population__kind="projection").count() == 2


def test_without_projections_the_page_and_the_action_say_so(aoi: Client, here: town.Town) -> None:
    assert "将来推計人口が まだ ありません" in aoi.get(TREND).content.decode()
    with pytest.raises(Invalid, match="将来推計"):
        trends.ask(scenario=Scenario.TERM, by=Actor.of_job("reach.test"), at=make.AT)


def test_only_who_plans_may_ask_for_the_years(people: Cast) -> None:
    projections()
    with pytest.raises(NotAllowed):
        trends.ask(scenario=Scenario.TERM, by=people.by(people.mado), at=make.AT)


def test_asking_twice_for_the_years_is_refused_with_a_sentence(aoi: Client, here: town.Town) -> None:
    projections()
    aoi.post(reverse("reach:trend_ask"))
    told = aoi.post(reverse("reach:trend_ask"), follow=True).content.decode()
    assert "もう たのんであります" in told
