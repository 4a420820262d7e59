"""掛川市 as data: every line has a public source, and blanks stay blank."""

from __future__ import annotations

from demo.cities import kakegawa
from ibasho.town.areas.rules.kinds import FileKind

PROFILE = kakegawa.read_profile()


def test_the_profile_names_the_city() -> None:
    assert (PROFILE.name, PROFILE.code) == ("掛川市", "222135")
    west, south, east, north = PROFILE.bounding_box
    assert west < 138.018 < east
    assert south < 34.776 < north


def test_every_place_has_a_source() -> None:
    assert len(PROFILE.places) == 32
    for place in PROFILE.places:
        assert place.source_name
        assert place.source_url.startswith("https://") or place.name == "カケショク", place.name


def test_pages_of_the_city_become_whole_addresses() -> None:
    place = next(place for place in PROFILE.places if place.name == "東山口こども食堂")
    assert place.source_url == (
        "https://www.city.kakegawa.shizuoka.jp/kakekko/asobiba/children-dining/1022756.html"
    )
    assert place.audience == ""  # not found, not guessed


def test_a_place_for_named_schools_is_restricted_and_a_resting_one_rests() -> None:
    by_name = {place.name: place for place in PROFILE.places}
    assert [place.name for place in PROFILE.places if place.restricted] == ["すまいるテラス"]
    assert by_name["すまいるテラス"].source_url == "https://mykoho.jp/article/222135/9984756/10105284"
    assert [place.name for place in PROFILE.places if place.paused] == ["こども食堂 遠JOY"]
    assert "検討段階" in by_name["カケショク"].note


def test_ideas_of_the_plan_are_marked_as_ideas() -> None:
    codes = {source.code for source in PROFILE.sources}
    assert {figure.source for figure in PROFILE.figures} <= codes
    marks = {figure.label: figure.mark for figure in PROFILE.figures}
    assert marks["食事チケット"] == marks["カケショクを無料自習スペースとして開放"] == "（検討段階）"
    assert marks["相談実績 R5（延べ）"] == ""


def test_the_files_to_load_say_who_publishes_them_and_where_they_go() -> None:
    assert all(file.publisher and file.file and file.licence for file in PROFILE.files)
    assert all(file.put.startswith("kakegawa/") or file.fills == "places" for file in PROFILE.files)
    assert [file.fills for file in PROFILE.files] == [*map(str, FileKind), "places", "candidates"]


def test_the_trial_day_is_the_citys_own() -> None:
    assert PROFILE.trial.participants_total == 29
