"""The hand-written part of みほん市: whole, consistent, and clearly nobody real."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time

import pytest
from shapely.geometry import Point, Polygon

from demo import city as model
from demo.chapters import events, school_year
from demo.days import week_day, weekdays
from demo.sources import DATA, read_toml
from ibasho.base.kernel.address import full_code
from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.stages import Stage
from ibasho.town.people.roles import ROLES
from ibasho.town.places.rules import headcount
from ibasho.town.places.rules.features import ACCESSIBILITY_LABELS, FEATURE_LABELS
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.opening import HolidayRule, Pattern, Season

A_MONDAY = date(2026, 11, 23)
NOT_AN_IBASHO = {PlaceKind.NURSERY, PlaceKind.PUBLIC_FACILITY}


@pytest.fixture(scope="module")
def city() -> model.City:
    return model.build(today=A_MONDAY)


def test_forty_places_of_every_kind(city: model.City) -> None:
    assert len({place.code for place in city.places}) == len(city.places) == 40
    assert {place.kind for place in city.places} == {kind.value for kind in PlaceKind} - NOT_AN_IBASHO
    assert Counter(place.kind for place in city.places)["kodomo_shokudo"] > 5


def test_every_way_of_being_open_is_there_and_not_knowing_too(city: model.City) -> None:
    rules = [rule for place in city.places for rule in place.openings]
    assert {rule.pattern for rule in rules} == set(Pattern)
    assert {rule.season for rule in rules} == set(Season)
    assert {rule.holiday for rule in rules} == set(HolidayRule)
    assert any(rule.months for rule in rules)
    assert any(rule.valid_until for rule in rules)
    assert any(rule.starts is None and rule.pattern is Pattern.WEEKLY for rule in rules)
    assert any(rule.starts and rule.ends is None for rule in rules)
    assert any(place.closures for place in city.places)
    assert any(not place.openings for place in city.places)


def test_opening_rules_carry_what_their_pattern_needs(city: model.City) -> None:
    for rule in (rule for place in city.places for rule in place.openings):
        assert rule.starts is None or rule.ends is None or rule.starts < rule.ends
        assert (rule.pattern is Pattern.MONTHLY_NTH) == bool(rule.nth)
        assert (rule.pattern is Pattern.MONTHLY_DAY) == bool(rule.days_of_month)
        assert (rule.pattern is Pattern.DATES) == bool(rule.dates)
        assert rule.pattern is not Pattern.FORTNIGHTLY or rule.anchor is not None
        assert rule.pattern is not Pattern.IRREGULAR or rule.words


def test_places_speak_the_codes_of_the_house(city: model.City) -> None:
    stages = {stage.value for stage in Stage}
    for place in city.places:
        assert set(place.features) <= set(FEATURE_LABELS), place.code
        assert set(place.accessibility) <= set(ACCESSIBILITY_LABELS), place.code
        assert set(place.stages) <= stages
        assert place.alone_from in stages | {""}
        assert place.booking in {"", "none", "recommended", "needed"}
        assert place.allergy in {"", "ask", "handled", "not_handled"}
        assert len(place.features) == len(set(place.features))


def test_places_stand_near_their_town_or_say_they_do_not(city: model.City) -> None:
    shapes = {district.code: Polygon(district.ring) for district in city.geography.districts}
    boundary = Polygon(city.geography.boundary)
    for place in city.places:
        if place.town and place.point:
            assert shapes[place.district].contains(Point(place.point.lng, place.point.lat)), place.code
    outside = [place for place in city.places if place.outside]
    assert [boundary.contains(Point(p.point.lng, p.point.lat)) for p in outside if p.point] == [False]
    assert any(place.point is None for place in city.places)


def test_states_and_verification_differ(city: model.City) -> None:
    assert {place.state for place in city.places} == {"published", "paused", "pending"}
    for place in city.places:
        assert (place.pause is not None) == (place.state == "paused")
        assert (place.verified_on is None) == (place.verified_by == "")
    ages = [(A_MONDAY - place.verified_on).days for place in city.places if place.verified_on]
    assert min(ages) < 7
    assert max(ages) > 365
    assert any(place.verified_on is None and place.state == "published" for place in city.places)


def test_restricted_places_are_never_for_everyone(city: model.City) -> None:
    schools = {school.code for school in city.geography.schools}
    for place in city.places:
        assert place.restricted == (place.kind in NEVER_FOR_ALL)
        if place.restricted:
            assert place.restricted_to
            assert place.everyone is None
            assert set(place.restricted_schools) <= schools


def test_descriptions_are_two_short_sentences(city: model.City) -> None:
    for place in city.places:
        sentences = [each for each in place.description.split("。") if each]
        assert len(sentences) == 2, place.code
        assert all(len(each) <= 32 for each in sentences), place.code


def test_a_name_and_its_kana_part_at_the_same_places(city: model.City) -> None:
    """Else 園 一時預 share one long ruby, and nobody can tell which kanji reads how."""
    named = [*city.places, *city.people.organisations]
    assert [one.name for one in named if len(one.name.split()) != len(one.kana.split())] == []


def test_whoever_is_named_exists(city: model.City) -> None:
    organisations = {each.code for each in city.people.organisations}
    places = {place.code for place in city.places}
    districts = {district.code for district in city.geography.districts}
    assert len(organisations) == len(city.people.organisations)
    assert {place.organisation for place in city.places} <= organisations
    assert {code for event in city.events for code in event.groups} <= organisations
    assert {event.place for event in city.events} <= places
    assert {visit.place for visit in city.visits} <= places
    assert {one.place for one in city.surplus.receivers} <= places
    assert {one.organisation for one in city.network.profiles} <= organisations
    assert {note.place for note in city.notes} <= places
    assert {account.organisation for account in city.people.accounts} <= organisations | {""}
    assert {account.district for account in city.people.accounts} <= districts | {""}


def test_organisations_and_accounts_cover_every_kind_role_and_door(city: model.City) -> None:
    assert {each.kind for each in city.people.organisations} == {
        "group", "shop", "farm", "company", "city", "council", "district", "jichikai", "minsei",
    }  # fmt: skip
    accounts = city.people.accounts
    assert {account.door for account in accounts} == {"desk", "operator", "family"}
    assert {account.role for account in accounts} == set(ROLES) | {""}
    for account in accounts:
        assert bool(account.role) == bool(account.organisation) == (account.door != "family")


def test_nobody_can_be_called_or_written_to(city: model.City) -> None:
    mails = [each.email for each in city.people.organisations] + [each.email for each in city.people.accounts]
    assert len(set(mails)) == len(mails)
    assert all(mail.endswith("@mihon.example") for mail in mails)
    phones = [each.phone for each in city.people.organisations] + [place.phone for place in city.places]
    assert all(re.fullmatch(r"051-000-00\d\d", phone) for phone in phones)


def test_the_trial_day_has_exactly_the_published_figures() -> None:
    trial = events.trial_day()
    assert (trial.on, trial.starts, trial.ends) == (date(2024, 2, 16), time(15), time(16, 30))
    assert [(each.of_class, each.heads) for each in trial.participants] == [
        ("infant_elementary", 16),
        ("guardian", 13),
    ]
    assert sum(each.heads for each in trial.participants) == trial.participants_total == 29
    assert {each.label for each in trial.participants} == {"乳幼児～小学生", "保護者"}
    assert {each.of_class for each in trial.participants} <= set(headcount.LABELS)
    assert len(trial.groups) == 10
    assert all(re.fullmatch(r"協力団体\d+", name) for name in trial.groups)
    assert trial.groups_note == "名前は公表されていません"
    assert trial.volunteers == 26


def test_events_are_to_come_and_their_numbers_agree(city: model.City) -> None:
    assert len(city.events) == 6
    assert {event.signup for event in city.events} == {"none", "open", "full"}
    for event in city.events:
        assert event.on > A_MONDAY
        assert event.capacity is None or event.signed_up <= event.capacity
        assert (event.signup == "full") == (event.capacity == event.signed_up and event.waiting > 0)
        assert event.signup_until is None or event.signup_until < event.on


def test_visits_that_were_have_numbers_and_visits_to_come_have_none(city: model.City) -> None:
    kinds = {place.code: place.kind for place in city.places}
    for visit in city.visits:
        assert kinds[visit.place] == "mobile"
        assert (visit.families is None) == (visit.consultations is None) == (visit.on > A_MONDAY)
    assert {visit.families is None for visit in city.visits} == {True, False}


def test_notes_name_nobody_and_wait_to_be_read(city: model.City) -> None:
    assert len(city.notes) >= 15
    assert {note.state for note in city.notes} == {"published", "waiting"}
    assert all(len(note.words) <= 40 for note in city.notes)
    assert all(note.told_on < A_MONDAY for note in city.notes)


@pytest.mark.parametrize(("today", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026)])
def test_long_holidays_of_this_and_the_next_school_year(today: date, year: int) -> None:
    holidays = school_year.build(today)
    assert [holiday.fiscal_year for holiday in holidays] == [year] * 4 + [year + 1] * 4
    assert all(holiday.first <= holiday.last for holiday in holidays)
    assert [holiday.first for holiday in holidays] == sorted(holiday.first for holiday in holidays)
    assert school_year.as_calendar(holidays).long_holidays[2] == (date(year, 12, 24), date(year + 1, 1, 6))


def test_days_count_from_the_week_of_today() -> None:
    assert week_day(date(2026, 11, 25), "0月") == date(2026, 11, 23)
    assert week_day(date(2026, 11, 29), "-2火") == date(2026, 11, 10)
    assert weekdays("火木") == {1, 3}
    with pytest.raises(ValueError, match="weekday"):
        week_day(A_MONDAY, "土")


def test_the_city_file_agrees_with_the_generator_and_names_no_real_city(city: model.City) -> None:
    said = read_toml(DATA.parent / "cities" / "mihon" / "city.toml")
    assert (said["name"], said["kana"], said["code"]) == (
        city.geography.name, city.geography.kana, city.geography.code,
    )  # fmt: skip
    assert said["phone"] == city.people.organisations[0].phone
    with pytest.raises(Invalid):
        full_code(said["code"])
    west, south, east, north = said["bbox"]
    assert all(west < lng < east and south < lat < north for lng, lat in city.geography.boundary)
