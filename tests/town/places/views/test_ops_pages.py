"""The groups' door: what one can do with one's own places, without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.town.people.models import Person
from ibasho.town.places.actions import openings
from ibasho.town.places.models import Claim, ClosedDays, Place, PlaceChange, Session
from ibasho.town.places.rules.opening import Opening, Pattern
from tests import make
from tests.people import Cast

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]


@pytest.fixture
def place(town: Cast) -> Place:
    return make.place(organisation=town.midori, phone="000-000-0001")


def at(name: str, place: Place, *more: object) -> str:
    return reverse(f"places:{name}", args=[place.public_id, *more])


def form_of(page: Any) -> dict[str, Any]:
    """What a browser would send back of the page's edit form, unchanged."""
    form = page.context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    for name, field in form.fields.items():
        if hasattr(field, "prepare_value"):
            values[name] = field.prepare_value(values[name])
    return {name: value for name, value in values.items() if value is not None} | {
        "seen": page.context["seen"]
    }


def test_the_home_page_shows_a_group_its_own_places_only(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    make.place("よその場所", organisation=town.aozora)
    page = as_person(town.hana).get("/ops/").content.decode()
    assert "みどり食堂" in page
    assert "まだ 同じです" in page
    assert "よその場所" not in page


def test_a_group_without_a_place_is_shown_how_to_begin(town: Cast, as_person: AsPerson) -> None:
    assert "新しい場所を 書く" in as_person(town.ken).get("/ops/").content.decode()


def test_still_the_same_is_one_press(town: Cast, place: Place, as_person: AsPerson) -> None:
    answer = as_person(town.hana).post(at("ops_same", place), {"back": "home"})
    assert answer["Location"] == "/ops/"
    place.refresh_from_db()
    assert place.verified_on == make.TUESDAY


def test_closing_today_is_one_post_and_undone_by_another(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    openings.write(place=place, openings=[Opening(Pattern.DATES, dates=(make.TUESDAY,))], at=make.AT)
    hana = as_person(town.hana)
    hana.post(at("ops_close", place), {"today": "yes", "reason": "天気"})
    assert Session.objects.get().state == "cancelled"
    closed = ClosedDays.objects.get()
    assert (closed.first, closed.last, closed.sudden, closed.reason) == (
        make.TUESDAY,
        make.TUESDAY,
        True,
        "天気",
    )
    assert "とりけす" in hana.get("/ops/").content.decode()
    hana.post(at("ops_close", place), {"today": "yes"})
    assert ClosedDays.objects.count() == 1
    hana.post(at("ops_reopen", place, closed.pk))
    assert Session.objects.get().state == "planned"


def test_a_closure_of_another_place_is_not_mine_to_undo(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    other = make.place("べつ", organisation=town.aozora)
    closed = openings.close_days(
        place=other,
        first=make.TUESDAY,
        last=make.TUESDAY,
        reason="",
        sudden=True,
        by=town.by(town.ken),
        at=make.AT,
    )
    assert as_person(town.hana).post(at("ops_reopen", place, closed.pk)).status_code == 404


def test_days_ahead_are_closed_by_form(town: Cast, place: Place, as_person: AsPerson) -> None:
    hana = as_person(town.hana)
    wrong = hana.post(at("ops_close", place), {"first": "2026-12-05", "last": "2026-12-01"})
    assert wrong.status_code == 200
    assert not ClosedDays.objects.exists()
    hana.post(at("ops_close", place), {"first": "2026-12-29", "last": "2027-01-03", "reason": "年末年始"})
    assert not ClosedDays.objects.get().sudden


def test_a_new_place_is_five_questions_and_a_draft(town: Cast, as_person: AsPerson) -> None:
    hana = as_person(town.hana)
    answer = hana.post(
        reverse("places:ops_new"),
        {"name": "ひだまり", "kind": "study", "organisation": town.midori.pk, "opening_words": "毎週 火曜 15時から17時",
         "everyone": "yes"},
    )  # fmt: skip
    place = Place.objects.get()
    assert answer["Location"] == at("ops_place", place)
    assert (place.state, place.organisation, place.everyone, place.adult_needed) == (
        "draft",
        town.midori,
        True,
        None,
    )
    page = hana.get(answer["Location"]).content.decode()
    assert "毎週 火曜 15:00～17:00" in page
    assert "まだ わかりません" in page
    hana.post(at("ops_step", place, "submit"))
    place.refresh_from_db()
    assert place.state == "pending"


def test_words_nobody_can_read_are_kept_as_words(town: Cast, as_person: AsPerson) -> None:
    as_person(town.hana).post(
        reverse("places:ops_new"),
        {
            "name": "ひだまり",
            "kind": "study",
            "organisation": town.midori.pk,
            "opening_words": "気がむいたとき",
        },
    )
    place = Place.objects.get()
    assert not place.opening_certain
    assert place.opening_words == "気がむいたとき"
    assert not Session.objects.exists()


def test_a_new_place_keeps_what_was_typed_when_the_name_is_missing(town: Cast, as_person: AsPerson) -> None:
    page = as_person(town.hana).post(
        reverse("places:ops_new"), {"kind": "study", "organisation": town.midori.pk, "address": "みほん町1-2"}
    )
    assert "みほん町1-2" in page.content.decode()
    assert not Place.objects.exists()


def test_nobody_starts_a_place_for_another_group(town: Cast, as_person: AsPerson) -> None:
    page = as_person(town.hana).post(
        reverse("places:ops_new"), {"name": "x", "kind": "study", "organisation": town.aozora.pk}
    )
    assert page.status_code == 200
    assert not Place.objects.exists()


def test_an_edit_is_confirmed_in_words_before_it_is_sent(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    hana = as_person(town.hana)
    typed = form_of(hana.get(at("ops_edit", place))) | {"phone": "000-000-0002", "fee_adult_yen": "300"}
    confirm = hana.post(at("ops_edit_confirm", place), typed)
    words = [(one.label, one.old, one.new) for one in confirm.context["differences"]]
    assert words == [("参加費 大人", "まだ わかりません", "300円"), ("電話", "000-000-0001", "000-000-0002")]
    assert not PlaceChange.objects.exists()
    back = hana.post(at("ops_edit_confirm", place), {**typed, "do": "back"})
    assert "000-000-0002" in back.content.decode()
    hana.post(at("ops_edit_confirm", place), {**typed, "do": "send"})
    assert PlaceChange.objects.get().proposed == {"phone": "000-000-0002", "fee_adult_yen": 300}
    place.refresh_from_db()
    assert place.phone == "000-000-0001"
    assert "000-000-0002" in hana.get(at("ops_place", place)).content.decode()
    assert hana.get(at("ops_edit", place)).context["form"].initial["phone"] == "000-000-0002"


def test_an_unchanged_form_changes_nothing(town: Cast, place: Place, as_person: AsPerson) -> None:
    """Also where a file listed what is there in another order than the form."""
    Place.objects.update(features=["parking", "meal"], stages=["high", "lower"])
    hana = as_person(town.hana)
    page = hana.post(at("ops_edit_confirm", place), form_of(hana.get(at("ops_edit", place))))
    assert page.context["differences"] == []


def test_who_was_slower_sees_both_texts_and_keeps_their_own(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    hana = as_person(town.hana)
    typed = form_of(hana.get(at("ops_edit", place))) | {"phone": "000-000-0002"}
    Place.objects.filter(pk=place.pk).update(phone="000-000-0009", version=2)
    late = hana.post(at("ops_edit_confirm", place), {**typed, "do": "send"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "000-000-0009" in page
    assert "000-000-0002" in page
    again = form_of(late) | {"phone": "000-000-0002", "do": "send"}
    assert hana.post(at("ops_edit_confirm", place), again).status_code == 302
    assert PlaceChange.objects.get().proposed["phone"] == "000-000-0002"


@pytest.mark.parametrize("kind", ["after_school", "nursery"])
def test_a_restricted_place_is_never_for_everyone(
    town: Cast, place: Place, as_person: AsPerson, kind: str
) -> None:
    hana = as_person(town.hana)
    typed = form_of(hana.get(at("ops_edit", place))) | {"kind": kind, "everyone": "yes", "restricted_to": ""}
    form = hana.post(at("ops_edit_confirm", place), typed).context["form"]
    assert set(form.errors) == {"everyone", "restricted_to"}


def row(number: int = 0, **more: Any) -> dict[str, Any]:
    return {f"o-{number}-{name}": value for name, value in {"pattern": "weekly", **more}.items()}


def test_rows_are_added_and_removed_without_losing_what_was_typed(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    hana = as_person(town.hana)
    seen = hana.get(at("ops_hours", place)).context["seen"]
    one = {"seen": seen, "o-total": "1", **row(0, weekdays=["1"], starts="25時")}
    two = hana.post(at("ops_hours", place), {**one, "do": "add"})
    assert two.context["rows"].total == 2
    page = two.content.decode()
    assert 'value="25時"' in page
    left = hana.post(
        at("ops_hours", place),
        {"seen": seen, "o-total": "2", **row(0, starts="9:00"), **row(1, starts="16:00"), "do": "remove-0"},
    )
    assert left.context["rows"].total == 1
    assert 'value="16:00"' in left.content.decode()
    assert not PlaceChange.objects.exists()


def test_free_words_are_read_and_taken_over_by_one_press(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    hana = as_person(town.hana)
    given = {"o-total": "0", "free_words": "毎週 火・木 15時半から17時半", "do": "read"}
    page = hana.post(at("ops_hours", place), given)
    assert "毎週 火・木 15:30～17:30" in page.content.decode()
    used = hana.post(at("ops_hours", place), {**given, "do": "use"})
    assert used.context["rows"].said == [("毎週 火・木 15:30～17:30", True)]


def test_weekdays_without_how_often_are_asked_about(town: Cast, place: Place, as_person: AsPerson) -> None:
    hana = as_person(town.hana)
    given = {"o-total": "0", "free_words": "火曜 15時から", "do": "read"}
    assert "毎週なら" in hana.post(at("ops_hours", place), given).content.decode()
    used = hana.post(at("ops_hours", place), {**given, "do": "use_weekly"})
    assert used.context["rows"].said == [("毎週 火曜 15:00～", True)]


def test_hours_are_confirmed_in_words_and_wait_for_the_city(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    hana = as_person(town.hana)
    seen = hana.get(at("ops_hours", place)).context["seen"]
    given = {
        "seen": seen,
        "o-total": "1",
        **row(weekdays=["1", "3"], starts="15時半", ends="24:00", holiday="closed"),
    }
    confirm = hana.post(at("ops_hours", place), {**given, "do": "check"}).content.decode()
    assert "毎週 火・木 15:30～24:00（祝日は休み）" in confirm
    hana.post(at("ops_hours", place), {**given, "do": "send"})
    assert PlaceChange.objects.get().proposed["openings"][0]["weekdays"] == [1, 3]
    assert not place.opening_rules.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "weekdays"),
        ({"weekdays": ["1"], "starts": "17:00", "ends": "15:00"}, "ends"),
        ({"weekdays": ["1"], "starts": "夕方"}, "starts"),
        ({"pattern": "dates"}, "dates"),
        ({"pattern": "dates", "dates": "あした"}, "dates"),
        ({"pattern": "fortnightly", "weekdays": ["5"]}, "anchor"),
        ({"pattern": "monthly_nth", "weekdays": ["5"]}, "nth"),
        ({"pattern": "monthly_day", "days_of_month": "40"}, "days_of_month"),
    ],
)
def test_a_row_that_cannot_be_right_is_told_at_its_field(
    town: Cast, place: Place, as_person: AsPerson, typed: dict[str, Any], field: str
) -> None:
    page = as_person(town.hana).post(at("ops_hours", place), {"o-total": "1", **row(**typed), "do": "check"})
    assert list(page.context["rows"].rows[0].errors) == [field]


def test_every_pattern_goes_through_the_editor_and_comes_back_the_same(
    town: Cast, as_person: AsPerson
) -> None:
    draft = make.place(organisation=town.midori, state="draft")
    hana = as_person(town.hana)
    rules = [
        Opening(Pattern.MONTHLY_NTH, weekdays=frozenset({5}), nth=(2, -1)),
        Opening(Pattern.DATES, dates=(make.TUESDAY, make.TUESDAY + timedelta(days=7))),
        Opening(Pattern.MONTHLY_DAY, days_of_month=(5, 20), months=frozenset({4, 12})),
    ]
    openings.write(place=draft, openings=rules, at=make.AT)
    page = hana.get(at("ops_hours", draft))
    sent: dict[str, Any] = {"seen": page.context["seen"], "o-total": "3", "do": "send"}
    for number, shown in enumerate(page.context["rows"].rows):
        sent |= {f"o-{number}-{name}": value for name, value in shown.initial.items()}
    hana.post(at("ops_hours", draft), sent)
    assert [rule.as_opening() for rule in draft.opening_rules.all()] == rules


def test_the_words_fragment_says_each_row(town: Cast, place: Place, as_person: AsPerson) -> None:
    page = as_person(town.hana).post(
        at("ops_hours_words", place), {"o-total": "2", **row(0, weekdays=["1"]), **row(1)}
    )
    assert "毎週 火曜" in page.content.decode()
    assert "曜日が ありません" in page.content.decode()


def test_a_pause_is_kept_and_shown(town: Cast, place: Place, as_person: AsPerson) -> None:
    hana = as_person(town.hana)
    hana.post(at("ops_pause", place), {"since": "2026-11-24", "until": "2026-12-31", "reason": "工事"})
    place.refresh_from_db()
    assert place.state == "paused"
    assert "再開する" in hana.get(at("ops_place", place)).content.decode()
    hana.post(at("ops_step", place, "resume"))
    place.refresh_from_db()
    assert place.state == "published"


def test_a_group_claims_a_place_from_its_public_page(town: Cast, as_person: AsPerson) -> None:
    unowned = make.place("だれのでもない")
    assert at("ops_claim", unowned) in Client().get(at("place", unowned)).content.decode()
    hana = as_person(town.hana)
    hana.post(at("ops_claim", unowned), {"organisation": town.midori.pk, "words": "わたしたちです"})
    assert Claim.objects.get().organisation == town.midori
    assert "だれのでもない" in hana.get("/ops/").content.decode()


PAGES = ["ops_place", "ops_edit", "ops_hours", "ops_close", "ops_pause", "ops_photos"]


@pytest.mark.parametrize("who", ["ken", "tamotsu"])
@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_does_not_learn_that_the_place_exists(
    town: Cast, place: Place, as_person: AsPerson, who: str, name: str
) -> None:
    assert as_person(getattr(town, who)).get(at(name, place)).status_code == 404


@pytest.mark.parametrize("name", ["ops_same", "ops_withdraw", "ops_hours_words"])
def test_a_deed_needs_a_post(town: Cast, place: Place, as_person: AsPerson, name: str) -> None:
    assert as_person(town.hana).get(at(name, place)).status_code == 405


def test_staff_who_type_in_for_a_group_see_its_door_and_the_journal_says_so(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    mado = as_person(town.mado)
    session = mado.session
    session["acting_for"], session["acting_via"] = town.midori.pk, "phone"
    session.save()
    make.place("よその場所", organisation=town.aozora)
    page = mado.get("/ops/").content.decode()
    assert "みどり食堂" in page
    assert "よその場所" not in page
    mado.post(at("ops_same", place))
    place.refresh_from_db()
    assert place.verified_words == "市（電話）"


def test_the_home_page_asks_the_database_as_often_for_many_places_as_for_one(
    town: Cast, place: Place, as_person: AsPerson, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        make.session(make.place(f"場所{number}", organisation=town.midori))
    hana = as_person(town.hana)
    with django_assert_max_num_queries(34):
        hana.get("/ops/")
