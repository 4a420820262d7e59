"""/about/ says what this copy is, where its facts come from and which files are missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from demo.sources import read_toml
from ibasho.base.kernel.actor import Actor
from ibasho.town.areas import actions
from tests import make

pytestmark = pytest.mark.django_db
KAKEGAWA = read_toml(Path(__file__).parents[2] / "demo" / "cities" / "kakegawa" / "city.toml")


def page(client: Client) -> str:
    client.cookies["furigana"] = "off"
    answer = client.get("/about/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_model_city_says_that_all_of_it_is_made_up(client: Client) -> None:
    told = page(client)
    assert "すべて つくりものです" in told
    assert "まちの 公的な 資料" not in told


@pytest.fixture
def kakegawa(settings: Any) -> None:
    settings.IBASHO_CITY, settings.DEMO = KAKEGAWA, True


def test_a_trial_with_a_real_citys_facts_says_that_it_is_not_the_citys_page(
    kakegawa: None, client: Client
) -> None:
    told = page(client)
    assert "市の ページでは ありません" in told
    assert "自分の パソコンで 動かしている" in told
    assert "こども希望部</p>" not in told
    assert 'href="https://mykoho.jp/article/222135/9984756/10105284"' in told


def test_every_missing_file_is_named_with_its_publisher_and_where_it_goes(
    kakegawa: None, client: Client
) -> None:
    told = page(client)
    for file in KAKEGAWA["files"]:
        assert file["publisher"] in told
        assert file["put"] in told
    assert "ibasho import districts" in told


def test_a_file_that_came_in_is_marked_and_credited(kakegawa: None, client: Client) -> None:
    row = {
        "name": "葵町",
        "kana": "",
        "lat": 34.7,
        "lng": 138.0,
        "district_code": "",
        "source": "CC BY 4.0 © Geolonia",
    }
    actions.set_towns(rows=[row], by=Actor.of_job("test"), at=make.AT)
    told = page(client)
    assert "入っています（1町）" in told
    assert "ibasho import towns" not in told
    assert "<li>CC BY 4.0 © Geolonia</li>" in told


def test_ideas_of_the_plan_are_marked_and_every_figure_has_its_source(kakegawa: None, client: Client) -> None:
    told = page(client)
    assert "食事チケット（検討段階）" in told
    assert told.count('<td data-label="出典">') == len(KAKEGAWA["figures"])


def test_a_number_the_city_has_not_published_is_said_to_be_missing(settings: Any, client: Client) -> None:
    settings.IBASHO_CITY = KAKEGAWA
    assert "でんわの 番号は、まだ 書かれていません" in page(client)


def test_a_city_without_a_list_of_its_own_is_told_what_any_city_can_fetch(
    client: Client, settings: Any
) -> None:
    settings.IBASHO_CITY = {"name": "宇部市", "code": "352021", "demo": False}
    told = page(client)
    assert (
        "chugoku-latest.osm.pbf" in told
        and "ibasho import boundary" in told
        and "でんわの 番号は、まだ" in told
    )
