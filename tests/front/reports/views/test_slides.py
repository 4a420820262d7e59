"""The deck's slides out of the system: what changes in the data changes on the page, and what is not there is not told."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from demo.chapters import looking_back
from ibasho.front.reports.models import Goal, Line
from ibasho.front.reports.queries import slides
from ibasho.front.reports.rules.kinds import GoalKind
from ibasho.front.reports.rules.slides import SLIDES
from ibasho.rooms.care.models import PublishedShare, PublishedYear
from ibasho.rooms.care.rules.categories import CODES
from ibasho.rooms.network.models import Meeting
from ibasho.rooms.voices.models import PublishedFigure
from ibasho.town.places.models import Headcount
from tests import make
from tests.front.reports import ground, trying_ground
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.mealtickets import ground as meals
from tests.rooms.voices import ground as voices

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    made = cast()
    ground.deck(made)
    return made


def page(client: Client) -> str:
    return words(client.get(reverse("reports:slides")))


def slide(code: str) -> slides.Shown:
    return next(one for one in slides.deck(trying_ground.TODAY).slides if one.title == code)


def test_without_any_data_every_slide_says_so(client: Client) -> None:
    cast()
    assert page(client).count("この 市の データは まだ ありません") >= len(SLIDES)
    assert [one.title for one in slides.deck(trying_ground.TODAY).slides] == [one.title for one in SLIDES]


def test_the_plans_own_words_stand_on_their_slides(people: Cast, client: Client) -> None:
    shown, told = page(client), looking_back.published()
    for goal in told.goals:
        assert goal.words in shown
    for line in told.lines:
        assert line.title in shown
    assert (
        told.source in shown
        and "令和5年度 取り組みの すすめかた" in shown
        and "令和7年度 検討段階の 取り組み" in shown
    )
    assert [one.goals[0].kind for one in slide("vision").blocks] == [GoalKind.VISION, GoalKind.EFFECT]


def test_a_word_changed_is_a_word_changed(people: Cast, client: Client) -> None:
    Goal.objects.filter(code="n1").update(words="となりの人と 話す まち")
    Line.objects.filter(code="R7-6-3").update(title="まよなかの 自習スペース")
    shown = page(client)
    assert "となりの人と 話す まち" in shown and "まよなかの 自習スペース" in shown
    assert "多世代交流や地域コミュニティ形成につながる" not in shown


def test_a_line_the_city_only_thinks_of_is_not_told(people: Cast, client: Client) -> None:
    Line.objects.filter(code="R7-6-3").update(state="idea")
    assert "無料自習スペースとして開放" not in page(client)


def test_the_event_is_told_as_it_was_counted(people: Cast, client: Client) -> None:
    trying_ground.trial_day()
    (block,) = slide("event").blocks
    ((label, cells),) = block.rows
    assert "令和6年2月16日" in label and "あそび場INカケショク" in label
    assert [one.told for one in cells] == ["16人", "13人", "29人", "10団体", "26人"]
    Headcount.objects.filter(of_class="guardian").update(heads=14)
    assert "30人" in page(client) and "29人" not in page(client)


def test_the_consultations_with_four_shares_and_five_kinds_without(people: Cast, client: Client) -> None:
    published = PublishedYear.objects.create(nendo=2023, total=6413, source_name="市の資料", noted_at=make.AT)
    shares = {"welfare": 660, "abuse": 186, "family": 88, "school": 39}
    for position, category in enumerate(CODES):
        PublishedShare.objects.create(
            year=published, category=category, per_mille=shares.get(category), position=position
        )
    (block,) = slide("consultations").blocks
    told = [cell.told for _, cells in block.rows for cell in cells]
    assert told == ["6,413件", "66.0%", "18.6%", "8.8%", "3.9%", *["内訳なし"] * 5]
    assert "6,413件" in page(client)
    published.delete()
    assert "6,413件" not in page(client)


def test_meetings_and_hearings_of_the_second_year(people: Cast, client: Client) -> None:
    Meeting.objects.create(
        nendo=2024, round=1, title="市内こども食堂交流会", day=date(2024, 6, 21), state="held", groups_told=6, source="市の資料", made_at=make.AT, made_by=people.aoi
    )  # fmt: skip
    day = date(2024, 5, 18)
    hearing = voices.hearing(
        people, title="けっトラ市", opens_on=day, closes_on=day, state="closed", source_name="市の資料"
    )
    for position, (label, value, more) in enumerate(
        (("こども", 37, {"respondent": "child"}), ("保護者", 82, {"respondent": "parent"}), ("計", 119, {"is_total": True}))
    ):  # fmt: skip
        PublishedFigure.objects.create(hearing=hearing, label=label, value=value, position=position, **more)
    for position, wish in enumerate(("ゲーム機", "駄菓子屋"), 10):
        PublishedFigure.objects.create(
            hearing=hearing, label=wish, position=position, wish="games" if position == 10 else "sweets"
        )
    shown = page(client)
    for said in ("令和6年6月21日", "6団体", "37人", "82人", "119人", "ゲーム機、駄菓子屋"):
        assert said in shown


def test_what_a_meal_costs_is_the_running_setting(people: Cast, client: Client) -> None:
    assert slide("restaurants").blocks[0].is_empty and "0店" in page(client)
    meals.general_pool(meals.fund())
    shop = meals.shop()
    shown = page(client)
    assert "400円" in shown and "1店" in shown
    price, _ = slide("restaurants").blocks
    assert "def meal_price" in price.code and price.part.link == "mealtickets:meals"
    shop.price_yen = 450
    shop.save()
    assert "450円" in page(client)
