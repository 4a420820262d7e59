"""The city's desk: the list, one place, the phone list, the queue, the printed sheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel.kana import search_key
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person
from ibasho.town.places.actions import claims, verification
from ibasho.town.places.models import MistakeReport, Photo, Place, PlaceChange, PlaceNote
from tests import make
from tests.people import Cast

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]
OLD = make.TUESDAY - timedelta(days=200)


@pytest.fixture
def place(town: Cast) -> Place:
    return make.place(
        organisation=town.midori, phone="000-000-0001", verified_on=OLD, search_text=search_key("みどり食堂")
    )


def at(name: str, one: Any) -> str:
    return reverse(f"places:{name}", args=[one.public_id])


def names_in(page: Any) -> list[str]:
    return [place.name for place in page.context["table"].rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"みどり食堂", "下書き", "位置あり", "消えた"}),
        ({"state": "draft"}, {"下書き"}),
        ({"kind": "study"}, {"位置あり"}),
        ({"fresh": "stale"}, {"みどり食堂"}),
        ({"fresh": "never"}, {"下書き", "位置あり", "消えた"}),
        ({"lack": "position"}, {"みどり食堂", "下書き", "消えた"}),
        ({"lack": "hours"}, {"みどり食堂", "下書き", "消えた"}),
        ({"lack": "owner"}, {"下書き", "位置あり", "消えた"}),
        ({"lack": "missing"}, {"消えた"}),
        ({"source": "市の一覧"}, {"消えた"}),
        ({"text": "みどり"}, {"みどり食堂"}),
        ({"state": "nonsense", "kind": "study"}, {"位置あり"}),
    ],
)
def test_the_list_is_narrowed_by_what_one_asks(
    town: Cast, place: Place, as_person: AsPerson, query: dict[str, str], found: set[str]
) -> None:
    make.place("下書き", state="draft")
    make.weekly(make.place("位置あり", kind="study", lat=34.1, lng=138.1), 1)
    make.place("消えた", missing_since=make.TUESDAY, source_name="市の一覧")
    page = as_person(town.mado).get(reverse("places:desk_places"), query)
    assert set(names_in(page)) == found


@pytest.mark.parametrize("form", ["xlsx", "csv", "csv-cp932"])
def test_the_list_and_the_phone_list_go_out_as_files(
    town: Cast, place: Place, as_person: AsPerson, form: str
) -> None:
    for name in ("desk_places", "desk_calls"):
        answer = as_person(town.aoi).get(reverse(f"places:{name}"), {"format": form})
        assert "attachment" in answer["Content-Disposition"]


def test_one_place_shows_who_did_what_in_words(town: Cast, place: Place, as_person: AsPerson) -> None:
    verification.confirm(place=place, by=town.by(town.hana), at=make.AT)
    page = as_person(town.aoi).get(at("desk_place", place)).content.decode()
    assert "同じだと 確かめました" in page
    assert "花" in page


def test_the_counter_sees_no_button_it_may_not_press(town: Cast, as_person: AsPerson) -> None:
    pending = make.place(state="pending")
    assert "公開する" in as_person(town.aoi).get(at("desk_place", pending)).content.decode()
    assert "公開する" not in as_person(town.mado).get(at("desk_place", pending)).content.decode()
    assert "直す" not in as_person(town.tsubaki).get(at("desk_place", pending)).content.decode()


def test_publishing_is_the_officer_s(town: Cast, as_person: AsPerson) -> None:
    pending = make.place(state="pending")
    step = reverse("places:desk_step", args=[pending.public_id, "publish"])
    as_person(town.mado).post(step)
    pending.refresh_from_db()
    assert pending.state == "pending"
    as_person(town.aoi).post(step, {"confirmed": "yes"})
    pending.refresh_from_db()
    assert (pending.state, pending.verified_words) == ("published", "市")


def test_the_city_edits_at_once(town: Cast, place: Place, as_person: AsPerson) -> None:
    aoi = as_person(town.aoi)
    page = aoi.get(at("desk_edit", place))
    typed = {
        "name": "みどり食堂 本店",
        "kind": "kodomo_shokudo",
        "seen": page.context["seen"],
        "everyone": "yes",
    }
    assert "すぐに かわります" in aoi.post(at("desk_edit_confirm", place), typed).content.decode()
    aoi.post(at("desk_edit_confirm", place), {**typed, "do": "send"})
    place.refresh_from_db()
    assert place.name == "みどり食堂 本店"


def test_a_call_is_one_press(town: Cast, place: Place, as_person: AsPerson) -> None:
    tsubaki = as_person(town.tsubaki)
    calls = reverse("places:desk_calls")
    assert "000-000-0001" in tsubaki.get(calls).content.decode()
    tsubaki.post(at("desk_called", place), {"result": "no_answer"})
    assert "出なかった 1回" in tsubaki.get(calls).content.decode()
    tsubaki.post(at("desk_called", place))
    place.refresh_from_db()
    assert (place.verified_on, place.verified_words) == (make.TUESDAY, "市（電話）")
    assert tsubaki.get(calls).context["total"] == 0


def test_asking_by_mail_takes_the_place_off_the_phone_list(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    Place.objects.update(contact_email="midori@example.test")
    mado = as_person(town.mado)
    mado.post(at("desk_ask", place))
    assert Message.objects.get().address == "midori@example.test"
    assert mado.get(reverse("places:desk_calls")).context["total"] == 0


def test_the_sheet_has_one_code_of_at_least_25_mm_that_opens_the_link(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    page = as_person(town.aoi).get(at("desk_sheet", place)).content.decode()
    assert page.count("verify-sheet__code") == 1
    assert "style=" not in re.search(r"<svg[^>]*verify-sheet__code[^>]*>", page)[0]  # type: ignore[index]


def test_the_queue_shows_to_each_what_they_decide(town: Cast, place: Place, as_person: AsPerson) -> None:
    make.note(place, "ひみつの ことば")
    make.change(place, asked_by=town.hana)
    assert "ひみつの ことば" in as_person(town.aoi).get(reverse("places:desk_queue")).content.decode()
    for who in (town.mado, town.tsubaki):
        assert "ひみつの ことば" not in as_person(who).get(reverse("places:desk_queue")).content.decode()


def test_a_note_in_danger_stands_first_and_says_what_to_do(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    make.note(place, "たのしい")
    make.note(place, "たたかれた", held_for="こまっているかも")
    page = as_person(town.aoi).get(reverse("places:desk_queue"))
    assert [note.words for note, _ in page.context["notes"]] == ["たたかれた", "たのしい"]
    assert "こども家庭センター" in page.content.decode()


def test_a_change_is_read_old_and_new_and_decided(town: Cast, place: Place, as_person: AsPerson) -> None:
    change = make.change(place, asked_by=town.hana)
    aoi = as_person(town.aoi)
    page = aoi.get(at("desk_change", change))
    assert [(one.old, one.new) for one in page.context["differences"]] == [("000-000-0001", "000-000-0002")]
    refused = aoi.post(at("desk_change", change), {"do": "refuse", "answer": ""})
    assert refused.status_code == 200
    aoi.post(at("desk_change", change), {"do": "accept", "seen": page.context["seen"], "answer": "どうも"})
    place.refresh_from_db()
    assert place.phone == "000-000-0002"
    assert PlaceChange.objects.get().state == "accepted"
    assert "承認" in aoi.get(at("desk_change", change)).content.decode()


def test_a_change_that_moved_on_is_shown_anew(town: Cast, place: Place, as_person: AsPerson) -> None:
    change = make.change(place, asked_by=town.hana)
    aoi = as_person(town.aoi)
    seen = aoi.get(at("desk_change", change)).context["seen"]
    PlaceChange.objects.update(proposed={"phone": "000-000-0003"})
    again = aoi.post(at("desk_change", change), {"do": "accept", "seen": seen}).content.decode()
    assert "000-000-0003" in again
    place.refresh_from_db()
    assert place.phone == "000-000-0001"


def test_notes_mistakes_photos_and_claims_are_decided_from_the_queue(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    note, mistake, photo = make.note(place), make.mistake(place), make.photo(place)
    unowned = make.place("だれのでもない")
    claim = claims.ask(place=unowned, organisation=town.aozora, words="", by=town.by(town.ken), at=make.AT)
    aoi = as_person(town.aoi)
    aoi.post(at("desk_note", note), {"do": "publish"})
    aoi.post(at("desk_mistake", mistake), {"answer": "直した"})
    aoi.post(at("desk_photo", photo), {"do": "approve"})
    aoi.post(at("desk_claim", claim), {"do": "accept"})
    unowned.refresh_from_db()
    assert PlaceNote.objects.get().state == "published"
    assert MistakeReport.objects.get().answer == "直した"
    assert Photo.objects.get().approved_by == town.aoi
    assert unowned.organisation == town.aozora
    for one, name in ((make.note(place), "desk_note"), (mistake, "desk_mistake"), (claim, "desk_claim")):
        assert as_person(town.mado).post(at(name, one)).status_code == 404


def test_the_home_page_counts_what_waits_and_names_whom_to_call(
    town: Cast, place: Place, as_person: AsPerson
) -> None:
    make.note(place)
    make.change(place, asked_by=town.hana)
    make.place("新しい", state="pending")
    page = as_person(town.aoi).get("/desk/")
    counts = {one.label: one.count for one in page.context["waiting"]}
    assert counts == {"新しい場所": 1, "変更の願い": 1, "こどもの ひとこと": 1, "電話で確かめる場所": 1}
    assert "みどり食堂" in page.content.decode()
    assert page.context["freshness"].fresh_percent == 0
    only_calls = as_person(town.tsubaki).get("/desk/").context["waiting"]
    assert [one.label for one in only_calls] == ["電話で確かめる場所"]


@pytest.mark.parametrize("address", ["/desk/", "/desk/places/", "/desk/calls/", "/desk/queue/"])
def test_lists_ask_the_database_as_often_for_many_as_for_few(
    town: Cast, place: Place, as_person: AsPerson, address: str
) -> None:
    def fill(name: str) -> None:
        one = make.place(name, organisation=town.midori, verified_on=OLD)
        make.change(one, asked_by=town.hana)
        make.note(one)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            aoi.get(address)
        return len(asked)

    aoi = as_person(town.aoi)
    fill("はじめ")
    aoi.get(address)
    few = queries()
    for number in range(12):
        fill(f"場所{number}")
    # On the home page every room says what waits for a person.
    assert queries() == few < (130 if address == "/desk/" else 70)
