"""葵 keeps the list of schools: typed in, taken over from the areas, read from a table; 窓 confirms it each 年度."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.bulletin.actions import schools
from ibasho.rooms.bulletin.models import School
from ibasho.rooms.bulletin.queries import schools as queries
from ibasho.rooms.bulletin.rules.school_rows import Told
from ibasho.town.areas.models import SchoolDistrict
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground
from tests.together import at_once

AT = make.AT
TODAY = clock.day(AT)
pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {
    "name": "みなみ小学校",
    "kind": "primary",
    "district": "M02",
    "classes": 6,
    "copies": 150,
}


@pytest.fixture
def people() -> Cast:
    return cast()


def district(code: str, name: str, school: str) -> SchoolDistrict:
    return SchoolDistrict.objects.create(code=code, name=name, kana=name, school=school, source="テスト")


def test_added_changed_and_its_classes_confirmed(people: Cast) -> None:
    aoi, mado = people.by(people.aoi), people.by(people.mado)
    school = schools.add(words=WORDS, by=aoi, at=AT)
    assert school.checked_on is None and list(queries.stale(TODAY)) == [school]
    schools.change(school=school, words={"mail_app": "れんらくアプリ"}, by=mado, at=AT)
    assert School.objects.get().checked_on is None, "the app says nothing of classes"
    schools.change(school=school, words={"classes": 7}, by=mado, at=AT)
    row = School.objects.get()
    assert (row.classes, row.mail_app, row.checked_on, row.changed_by) == (
        7,
        "れんらくアプリ",
        TODAY,
        people.mado,
    )
    assert not queries.stale(TODAY).exists()
    told = Entry.objects.get(verb="bulletin.school.change", data__fields=["classes"])
    assert told.data == {"fields": ["classes"]}, "which field, never what stood in it"


def test_a_new_nendo_asks_again_and_the_stalest_comes_first(people: Cast) -> None:
    old = ground.school(name="むかし小学校", checked_on=TODAY - timedelta(days=900))
    never = ground.school(name="はじめて小学校")
    ground.school(name="ことし小学校", checked_on=TODAY)
    assert list(queries.stale(TODAY)) == [never, old]
    assert queries.stale(TODAY + timedelta(days=150)).count() == 3, "in April every school is asked again"
    schools.confirm(school=old, by=people.by(people.mado), at=AT)
    assert list(queries.stale(TODAY)) == [never]


def test_refused_words(people: Cast) -> None:
    aoi = people.by(people.aoi)
    school = schools.add(words=WORDS, by=aoi, at=AT)
    with pytest.raises(Conflict, match="おなじ名前"):
        schools.add(words=WORDS, by=aoi, at=AT)
    other = schools.add(words={**WORDS, "name": "きた小学校"}, by=aoi, at=AT)
    with pytest.raises(Conflict, match="おなじ名前"):
        schools.change(school=other, words={"name": school.name}, by=aoi, at=AT)
    with pytest.raises(Invalid, match="少なく"):
        schools.change(school=school, words={"classes": 12, "copies": 5}, by=aoi, at=AT)
    with pytest.raises(Invalid):
        schools.change(school=school, words={"note": "1234 5678 9018"}, by=aoi, at=AT)
    with pytest.raises(ValueError, match="not fields"):
        schools.change(school=school, words={"is_active": False}, by=aoi, at=AT)


def test_closed_and_open_again(people: Cast) -> None:
    aoi = people.by(people.aoi)
    school = ground.school()
    schools.close(school=school, by=aoi, at=AT)
    assert not queries.every().exists()
    with pytest.raises(Conflict):
        schools.close(school=school, by=aoi, at=AT)
    schools.reopen(school=school, by=aoi, at=AT)
    assert queries.every().exists()
    with pytest.raises(Conflict):
        schools.reopen(school=school, by=aoi, at=AT)


def test_the_bookmark_on_the_tablets(people: Cast) -> None:
    mado = people.by(people.mado)
    school = ground.school()
    with pytest.raises(Invalid, match="まだ 来ていない"):
        schools.bookmark(school=school, on=TODAY + timedelta(days=1), by=mado, at=AT)
    schools.bookmark(school=school, on=TODAY, by=mado, at=AT)
    assert School.objects.get().tablet_on == TODAY
    schools.bookmark(school=school, on=None, by=mado, at=AT)
    assert School.objects.get().tablet_on is None


def test_taken_over_from_the_areas_with_one_press(people: Cast) -> None:
    ground.school(name="ひがし小学校")
    for code, name in (("M01", "ひがし小学校"), ("M02", "にし小学校"), ("M03", ""), ("M04", "にし小学校")):
        district(code, f"{code}区", name)
    assert queries.untaken(TODAY) == 1
    made = schools.take_over(by=people.by(people.aoi), at=AT)
    assert [(one.name, one.kind, one.district) for one in made] == [("にし小学校", "primary", "M02")]
    assert schools.take_over(by=people.by(people.aoi), at=AT) == [] and queries.untaken(TODAY) == 0


def test_a_table_adds_and_mends_and_leaves_alone_what_it_does_not_speak_of(people: Cast) -> None:
    known = ground.school(name="みなみ小学校", phone="0537-21-1111", classes=6, copies=150)
    same = ground.school(name="きた小学校", classes=3, copies=60)
    lines = [
        Told("みなみ小学校", "primary", classes=7, copies=170), Told("きた小学校", "primary", classes=3, copies=60),
        Told("あたらし小学校", "primary", district="M01", classes=2, copies=40),
    ]  # fmt: skip
    assert schools.take_in(lines=lines, by=people.by(people.aoi), at=AT) == (1, 1)
    known.refresh_from_db()
    same.refresh_from_db()
    assert (known.classes, known.phone, known.checked_on) == (7, "0537-21-1111", TODAY)
    assert same.changed_by is None
    assert School.objects.get(name="あたらし小学校").checked_on == TODAY


def test_who_may(people: Cast) -> None:
    """The city writes; the CSW reads; nobody else knows of it."""
    school = ground.school()
    for who in (people.tsubaki, people.hana, people.ken, people.tamotsu, people.megumi):
        by = people.by(who)
        with pytest.raises(NotFound):
            schools.add(words=WORDS, by=by, at=AT)
        for verb in (schools.confirm, schools.close, schools.reopen):
            with pytest.raises(NotFound):
                verb(school=school, by=by, at=AT)
        with pytest.raises(NotFound):
            schools.change(school=school, words={"classes": 1}, by=by, at=AT)
        with pytest.raises(NotFound):
            schools.bookmark(school=school, on=TODAY, by=by, at=AT)
        with pytest.raises(NotFound):
            schools.take_over(by=by, at=AT)
        with pytest.raises(NotFound):
            schools.take_in(lines=[], by=by, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_officers_take_over_at_once(people: Cast) -> None:
    """Each school once; whoever comes second is told so, or finds nothing left."""
    for number in range(4):
        district(f"M{number}", f"区{number}", f"第{number}小学校")
    by = people.by(people.aoi)
    told = at_once(*[lambda: len(schools.take_over(by=by, at=AT))] * 2)
    assert School.objects.count() == 4 and 4 in told
    assert all(one in (0, 4) or isinstance(one, Conflict) for one in told)
