"""花 writes down what her children said, 葵 reads it, 文 another time; 健 is a stranger to her place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.front.reports.actions import reviews
from ibasho.front.reports.models import Review
from ibasho.front.reports.queries import reviews as queries
from ibasho.front.reports.rules.kinds import Party
from ibasho.town.places.models import Place
from tests import make
from tests.front.reports.reviews_ground import WORDS, shown, written
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def garden(people: Cast) -> Place:
    return make.place(organisation=people.midori)


def by(person: Any) -> Actor:
    return Actor(person_id=person.pk)


def test_a_group_writes_for_its_own_place_and_the_city_reads_it(people: Cast, garden: Place) -> None:
    row = written(people.hana, place=garden)
    assert (row.state, row.organisation) == ("draft", people.midori)
    assert queries.shown(2026) == []
    shown(row, people.aoi)
    assert [one.good for one in queries.shown(2026, garden)] == ["カレーが おいしい"]
    said = list(Entry.objects.filter(noun="reports.Review").values_list("verb", flat=True))
    assert said == ["reports.review.write", "reports.review.show"]
    assert "カレー" not in str(list(Entry.objects.values("data")))


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("ken", {}), ("tamotsu", {}), ("mado", {}), ("tsubaki", {}), ("hana", {"party": Party.THIRD}),
        ("hana", {"place": None}),
    ],
)  # fmt: skip
def test_who_may_not_write_learns_nothing(
    people: Cast, garden: Place, who: str, told: dict[str, Any]
) -> None:
    with pytest.raises(NotFound):
        written(getattr(people, who), **{"place": garden, **told})
    assert not Review.objects.exists()


def test_the_city_types_in_for_anybody_without_a_place(people: Cast) -> None:
    row = written(people.aoi, party=Party.THIRD, who_words="大学の 先生 1人")
    assert (row.organisation, row.place) == (None, None)


def test_what_cannot_be_right_is_refused(people: Cast, garden: Place) -> None:
    with pytest.raises(Invalid) as refusal:
        written(people.hana, place=garden, who_words=" ", said_on=date(2027, 1, 1))
    assert set(refusal.value.fields) == {"who_words", "said_on"}
    with pytest.raises(Invalid):
        written(people.hana, place=garden, good="123456789018")


def test_nobody_shows_their_own_or_what_they_have_not_read(people: Cast) -> None:
    row = written(people.aoi)
    with pytest.raises(Conflict, match="もう ひとり"):
        shown(row, people.aoi)
    with pytest.raises(Conflict, match="かわりました"):
        reviews.show(review=row, seen="another", by=by(people.fumi), at=AT)
    shown(row, people.fumi)
    with pytest.raises(Conflict, match="先に"):
        shown(row, people.fumi)


def test_words_that_were_moved_to_another_place_are_read_again(people: Cast, garden: Place) -> None:
    row = written(people.aoi, place=garden)
    seen = queries.mark(row)
    reviews.change(review=row, told=queries.said(row), place=None, by=by(people.aoi), at=AT)
    with pytest.raises(Conflict, match="かわりました"):
        reviews.show(review=row, seen=seen, by=by(people.fumi), at=AT)


@pytest.mark.parametrize("who", ["hana", "ken", "mado", "tsubaki", "tamotsu"])
def test_only_the_city_judges(people: Cast, garden: Place, who: str) -> None:
    row = written(people.aoi, place=garden)
    reader = by(getattr(people, who))
    seen = queries.mark(row)
    for deed in (
        lambda: reviews.show(review=row, seen=seen, by=reader, at=AT),
        lambda: reviews.hold(review=row, words="わけ", by=reader, at=AT),
        lambda: reviews.reopen(review=row, by=reader, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_telephone_number_is_never_shown(people: Cast, garden: Place) -> None:
    row = written(people.hana, place=garden, hard="090-1234-5678 に かけて")
    with pytest.raises(Conflict, match="電話番号"):
        shown(row, people.aoi)


def test_held_with_a_reason_and_taken_back(people: Cast, garden: Place) -> None:
    row = written(people.hana, place=garden)
    with pytest.raises(Invalid):
        reviews.hold(review=row, words=" ", by=by(people.aoi), at=AT)
    held = reviews.hold(review=row, words="名前が 入っています", by=by(people.aoi), at=AT)
    assert (held.state, held.state_words) == ("held", "名前が 入っています")
    with pytest.raises(Conflict):
        reviews.change(review=row, told=queries.said(row), place=garden, by=by(people.hana), at=AT)
    back = reviews.reopen(review=row, by=by(people.fumi), at=AT)
    assert (back.state, back.state_words, back.judged_at) == ("draft", "", None)


def test_mended_before_it_is_read_by_its_own_group_alone(people: Cast, garden: Place) -> None:
    row = written(people.hana, place=garden)
    told = queries.said(row)
    with pytest.raises(NotFound):
        reviews.change(review=row, told=told, place=garden, by=by(people.ken), at=AT)
    later = AT + timedelta(hours=1)
    mended = reviews.change(review=row, told=told, place=garden, by=by(people.aoi), at=later)
    assert (mended.written_by, mended.organisation) == (people.aoi, people.midori)
    with pytest.raises(Conflict):
        shown(mended, people.aoi)


def test_a_group_does_not_carry_its_words_to_anothers_place(people: Cast, garden: Place) -> None:
    row = written(people.hana, place=garden)
    theirs = make.place("あおぞら", organisation=people.aozora)
    with pytest.raises(NotFound):
        reviews.change(review=row, told=queries.said(row), place=theirs, by=by(people.hana), at=AT)


def test_dropped_while_nobody_shows_it(people: Cast, garden: Place) -> None:
    row = written(people.hana, place=garden)
    shown(row, people.aoi)
    with pytest.raises(Conflict):
        reviews.drop(review=row, by=by(people.hana), at=AT)
    reviews.reopen(review=row, by=by(people.aoi), at=AT)
    with pytest.raises(NotFound):
        reviews.drop(review=row, by=by(people.ken), at=AT)
    reviews.drop(review=row, by=by(people.hana), at=AT)
    with pytest.raises(DomainError):
        shown(row, people.aoi)


def test_shown_leaves_out_places_the_public_may_not_know(people: Cast, garden: Place) -> None:
    club = make.place("放課後クラブ", kind="after_school", organisation=people.midori)
    for place in (garden, club, None):
        shown(written(people.aoi, place=place), people.fumi)
    shown(written(people.aoi, party=Party.OPERATOR, nendo=2025), people.fumi)
    assert {one.place for one in queries.shown(2026)} == {garden, None}
    assert queries.shown(2026, club) == []
    assert len(queries.shown(2025)) == 1
    assert WORDS["nendo"] == 2026


def test_children_stand_first(people: Cast) -> None:
    for party in (Party.THIRD, Party.OPERATOR, Party.CHILD):
        shown(written(people.aoi, party=party), people.fumi)
    assert [one.party for one in queries.shown(2026)] == ["child", "operator", "third"]
