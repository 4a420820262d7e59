"""「まだ同じです」: by whom, when, and a link nobody can make up, change or use twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.outbox.models import Message
from ibasho.town.places.actions import verification
from ibasho.town.places.models import Place
from ibasho.town.places.queries import desk, links
from ibasho.town.places.rules.verification import LinkState, link_state
from tests import make
from tests.people import Cast

pytestmark = pytest.mark.django_db
TODAY = make.TUESDAY
OLD = TODAY - timedelta(days=200)


@pytest.fixture
def place(town: Cast) -> Place:
    return make.place(organisation=town.midori, verified_on=OLD, contact_email="midori@example.test")


@pytest.mark.parametrize(
    ("who", "words"),
    [("hana", "運営の方"), ("aoi", "市"), ("mado", "市"), ("tsubaki", "市")],
)
def test_a_confirmation_is_dated_and_says_by_whom(town: Cast, place: Place, who: str, words: str) -> None:
    verification.confirm(place=place, by=town.by(getattr(town, who)), at=make.AT)
    place.refresh_from_db()
    assert (place.verified_on, place.verified_words) == (TODAY, words)
    assert place.verified_by == getattr(town, who)


def test_a_call_says_that_it_was_a_call(town: Cast, place: Place) -> None:
    verification.confirm(place=place, by=replace(town.by(town.tsubaki), via=Via.PHONE), at=make.AT)
    place.refresh_from_db()
    assert place.verified_words == "市（電話）"


@pytest.mark.parametrize("who", ["ken", "tamotsu"])
def test_a_stranger_confirms_nothing(town: Cast, place: Place, who: str) -> None:
    with pytest.raises(NotAllowed):
        verification.confirm(place=place, by=town.by(getattr(town, who)), at=make.AT)


def test_what_is_not_public_is_not_confirmed(town: Cast) -> None:
    draft = make.place(organisation=town.midori, state="draft")
    with pytest.raises(Conflict):
        verification.confirm(place=draft, by=town.by(town.hana), at=make.AT)


def test_confirming_changes_nothing_but_the_confirmation(town: Cast, place: Place) -> None:
    before = (place.version, place.updated_at)
    verification.confirm(place=place, by=town.by(town.hana), at=make.AT)
    place.refresh_from_db()
    assert (place.version, place.updated_at) == before


def test_a_link_confirms_once_without_an_account(place: Place) -> None:
    link = links.read(links.token(place, TODAY))
    verification.confirm_by_link(link=link, at=make.AT)
    place.refresh_from_db()
    assert (place.verified_on, place.verified_by, place.verified_words) == (TODAY, None, "運営の方（リンク）")
    verification.confirm_by_link(link=link, at=make.AT + timedelta(days=3))
    place.refresh_from_db()
    assert place.verified_on == TODAY
    entry = Entry.objects.get(verb="places.place.verify")
    assert (entry.via, entry.person_id) == ("link", None)


def test_a_link_grows_old(place: Place) -> None:
    link = links.read(links.token(place, TODAY))
    verification.confirm_by_link(link=link, at=make.AT + timedelta(days=60))
    place.verified_on = OLD
    place.save()
    with pytest.raises(Conflict):
        verification.confirm_by_link(link=link, at=make.AT + timedelta(days=61))


def test_a_link_is_used_up_when_somebody_else_confirmed(town: Cast, place: Place) -> None:
    link = links.read(links.token(place, TODAY))
    verification.confirm(place=place, by=town.by(town.tsubaki), at=make.AT)
    place.refresh_from_db()
    assert link_state(link, place.verified_on, TODAY) == LinkState.USED


@pytest.mark.parametrize("position", [0, 5, 12, 20, 30, -1])
def test_no_letter_of_a_link_can_be_changed(place: Place, position: int) -> None:
    token = links.token(place, TODAY)
    changed = list(token)
    changed[position] = "A" if changed[position] != "A" else "C"
    with pytest.raises(NotFound):
        links.read("".join(changed))


def test_a_link_for_one_place_opens_no_other(place: Place) -> None:
    other = make.place("べつの場所")
    mine, theirs = links.token(place, TODAY), links.token(other, TODAY)
    with pytest.raises(NotFound):
        links.read(theirs.rpartition("~")[0] + "~" + mine.rpartition("~")[2])


@pytest.mark.parametrize("made_up", ["", "x", "a.b.c~x", "~", "あ~い"])
def test_a_made_up_link_opens_nothing(db: None, made_up: str) -> None:
    with pytest.raises(NotFound):
        links.read(made_up)


def test_asking_mails_the_link_to_the_place_once_in_30_days(town: Cast, place: Place) -> None:
    by = town.by(town.tsubaki)
    verification.ask(place=place, by=by, at=make.AT)
    letter = Message.objects.get(address="midori@example.test")
    assert links.address(place, TODAY) in letter.body
    with pytest.raises(Conflict):
        verification.ask(place=place, by=by, at=make.AT + timedelta(days=29))
    verification.ask(place=place, by=by, at=make.AT + timedelta(days=30))
    assert Message.objects.filter(address="midori@example.test").count() == 2


def test_without_the_place_s_address_the_group_s_is_used(town: Cast) -> None:
    town.midori.email = "kai@example.test"
    town.midori.save()
    verification.ask(place=make.place(organisation=town.midori), by=town.by(town.aoi), at=make.AT)
    assert Message.objects.get().address == "kai@example.test"


def test_without_any_address_somebody_has_to_call(town: Cast) -> None:
    with pytest.raises(Invalid):
        verification.ask(place=make.place(), by=town.by(town.aoi), at=make.AT)


@pytest.mark.parametrize("who", ["hana", "ken", "tamotsu"])
def test_asking_and_calling_are_the_city_s(town: Cast, place: Place, who: str) -> None:
    by = town.by(getattr(town, who))
    with pytest.raises(NotAllowed):
        verification.ask(place=place, by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        verification.no_answer(place=place, by=by, at=make.AT)


def test_the_weekly_job_asks_who_is_due_has_an_address_and_was_not_asked_lately(place: Place) -> None:
    make.place("新しい", verified_on=TODAY, contact_email="a@example.test")
    make.place("住所なし", verified_on=OLD)
    make.place("下書き", state="draft", contact_email="b@example.test")
    make.place("さっき きいた", contact_email="c@example.test", verify_asked_at=make.AT - timedelta(days=5))
    job = Actor.of_job("places.ask_verification")
    assert verification.ask_due(by=job, at=make.AT) == 1
    assert verification.ask_due(by=job, at=make.AT + timedelta(days=7)) == 0
    assert set(Message.objects.values_list("address", flat=True)) == {"midori@example.test"}


def test_the_phone_list_holds_who_is_due_and_did_not_answer_longest_first(town: Cast) -> None:
    make.place("新しい", verified_on=TODAY - timedelta(days=89))
    make.place("90日", verified_on=TODAY - timedelta(days=90))
    make.place("古い", verified_on=OLD)
    make.place("だれも 確かめていない", verified_on=None)
    make.place("きいたばかり", verified_on=OLD, verify_asked_at=make.AT - timedelta(days=13))
    make.place(
        "返事がない", verified_on=TODAY - timedelta(days=150), verify_asked_at=make.AT - timedelta(days=14)
    )
    make.place("終了", verified_on=OLD, state="ended")
    names = [place.name for place in desk.to_call(TODAY)]
    assert names == ["だれも 確かめていない", "古い", "返事がない", "90日"]


def test_calls_nobody_took_are_counted_until_it_is_confirmed(town: Cast, place: Place) -> None:
    by = town.by(town.tsubaki)
    for days in (3, 1):
        verification.no_answer(place=place, by=by, at=make.AT - timedelta(days=days))
    (call,) = desk.calls([place], TODAY)
    assert (call.tries, call.last_try) == (2, make.AT - timedelta(days=1))
    verification.confirm(place=place, by=by, at=make.AT)
    place.refresh_from_db()
    assert desk.calls([place], TODAY)[0].tries == 0
