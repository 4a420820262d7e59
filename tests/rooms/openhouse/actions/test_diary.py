"""The diary: opened, closed, told on, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse.actions import diary
from ibasho.rooms.openhouse.models import Diary
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_day_is_opened_and_closed(people: Cast) -> None:
    place, by = make.place(organisation=people.midori), people.by(people.hana)
    diary.open_day(place=place, checked=["open_exit"], by=by, at=make.AT)
    with pytest.raises(Conflict):
        diary.open_day(place=place, checked=[], by=by, at=make.AT)
    row = diary.close_day(
        place=place, checked=["close_key"], words=" かさが 1本 ", by=by, at=make.AT + timedelta(hours=5)
    )
    assert (row.checked, row.words, row.closed_by) == (["open_exit", "close_key"], "かさが 1本", people.hana)
    with pytest.raises(Conflict):
        diary.undo_open(place=place, by=by, at=make.AT)
    diary.undo_close(place=place, by=by, at=make.AT)
    row = diary.undo_open(place=place, by=by, at=make.AT)
    assert (row.opened_at, row.closed_at, row.checked, row.words) == (None, None, [], "かさが 1本")


def test_words_hold_no_my_number_and_no_novel(people: Cast) -> None:
    place, by = make.place(organisation=people.midori), people.by(people.hana)
    for words in ("あ" * 1001, "番号は 123456789018 です"):
        with pytest.raises(Invalid):
            diary.write(place=place, words=words, by=by, at=make.AT)


def test_a_stranger_writes_in_no_diary(people: Cast) -> None:
    with pytest.raises(NotFound):
        diary.open_day(
            place=make.place(organisation=people.midori), checked=[], by=people.by(people.ken), at=make.AT
        )


def test_five_years_after_its_nendo_a_day_is_forgotten(people: Cast) -> None:
    place, job = make.place(organisation=people.midori), Actor.of_job("test")
    diary.open_day(place=place, checked=[], by=people.by(people.hana), at=make.AT)
    assert diary.forget(by=job, at=make.AT.replace(year=2032, month=3, day=31)) == 0
    assert diary.forget(by=job, at=make.AT.replace(year=2032, month=4, day=1)) == 1
    assert not Diary.objects.exists()


def test_a_forgotten_closing_is_told_late_for_a_week(people: Cast) -> None:
    place, by = make.place(organisation=people.midori), people.by(people.hana)
    diary.open_day(place=place, checked=[], by=by, at=make.AT)
    with pytest.raises(Conflict):
        diary.close_late(
            place=place, day=make.TUESDAY, by=by, at=make.AT
        )  # today is closed by its own button
    with pytest.raises(Conflict):
        diary.close_late(place=place, day=make.TUESDAY, by=by, at=make.AT + timedelta(days=8))
    row = diary.close_late(place=place, day=make.TUESDAY, by=by, at=make.AT + timedelta(days=2))
    assert row.closed_by == people.hana
