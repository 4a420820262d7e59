"""Statement 27: two conditions, at most twenty rows, written down; never a word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.rooms.care.actions import relating, searching
from ibasho.rooms.care.models import Notice
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT = make.AT


def _notice(people: Cast, place: Place, nickname: str, hours: int = 0) -> Notice:
    return ground.notice(
        people, place, child_mark=ground.mark(place, nickname), received_at=AT + timedelta(hours=hours)
    )


def test_the_same_nickname_of_the_same_place_however_it_is_spelt(people: Cast, place: Place) -> None:
    mine = _notice(people, place, "あおくん")
    _notice(people, place, "まおくん")
    _notice(people, make.place("ひだまり"), "あおくん")
    found = searching.search(place=place, nickname="ｱｵ", by=people.by(people.tomoe), at=AT)
    assert [one.notice for one in found.lines] == [mine] and not found.more
    assert found.lines[0].holders == ("澄",)
    entry = Entry.objects.get(verb="care.notice.search")
    assert (entry.person_id, entry.data, entry.object_id) == (people.tomoe.pk, {"found": 1}, "")


def test_one_condition_is_none(people: Cast, place: Place) -> None:
    for asked in ({"place": place, "nickname": " "}, {"place": None, "nickname": "あお"}):
        with pytest.raises(Invalid) as refusal:
            searching.search(**asked, by=people.by(people.sumi), at=AT)  # type: ignore[arg-type]
        assert refusal.value.code == "care.search_two"


def test_the_newest_twenty_and_no_more(people: Cast, place: Place) -> None:
    for hour in range(21):
        _notice(people, place, "あお", hour)
    found = searching.search(place=place, nickname="あお", by=people.by(people.sumi), at=AT)
    assert (len(found.lines), found.more) == (20, True)
    assert found.lines[0].notice.received_at == AT + timedelta(hours=20)


def test_who_knows_the_family_finds_nothing(people: Cast, place: Place) -> None:
    row = _notice(people, place, "あお")
    relating.relate(matter=row.matter, person=people.sumi, by=people.by(people.sumi), at=AT)
    assert searching.search(place=place, nickname="あお", by=people.by(people.sumi), at=AT).lines == []


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "tamotsu"])
def test_nobody_else_asks(who: str, people: Cast, place: Place) -> None:
    with pytest.raises(NotFound):
        searching.search(place=place, nickname="あお", by=people.by(getattr(people, who)), at=AT)
    assert not Entry.objects.filter(verb="care.notice.search").exists()
