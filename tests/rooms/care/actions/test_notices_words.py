"""A word to a writer whose group is bound to secrecy, and to no other; the same thing told twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.care.actions import notices
from ibasho.rooms.care.models import NoteWord, Notice
from ibasho.rooms.care.queries import words
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT = make.AT
TEXT = "来週も ようすを 教えてください"


def _refused(code: str, verb: Any, **asked: Any) -> None:
    with pytest.raises(Conflict) as refusal:
        verb(**asked)
    assert refusal.value.code == code


def test_a_member_gets_a_word_sealed_in_its_own_row(people: Cast, place: Place) -> None:
    ground.member(people, people.midori)
    row, by = ground.notice(people, place), people.by(people.sumi)
    said = notices.say(notice=row, text=TEXT, by=by, at=AT)
    assert said.organisation == people.midori
    assert TEXT.encode() not in bytes(said.sealed_text or b"")
    key = words.key_of(row.matter)
    assert words.opened(said.sealed_text, key=key, column="care.noteword.text", row=said.public_id) == TEXT
    verbs = list(Entry.objects.filter(noun="care.Matter").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["care.matter.read", "care.notice.say"]
    notices.unsay(word=said, by=by, at=AT)
    assert not NoteWord.objects.exists()


def test_without_a_membership_of_that_day_no_word_goes_back(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place), people.by(people.sumi)
    _refused("care.not_member", notices.say, notice=row, text=TEXT, by=by, at=AT)
    ground.member(people, people.midori, ends_on=clock.day(AT) - timedelta(days=1))
    _refused("care.not_member", notices.say, notice=row, text=TEXT, by=by, at=AT)
    assert not NoteWord.objects.exists()


def test_a_note_from_paper_has_nobody_to_tell(people: Cast, place: Place) -> None:
    ground.member(people, people.midori)
    row = ground.notice(people, place, writer=None, way="paper")
    _refused("care.nobody_to_tell", notices.say, notice=row, text=TEXT, by=people.by(people.sumi), at=AT)


@pytest.mark.parametrize("text", ["", "  ", "あ" * 301, "番号は 1234 5678 9018 です"])
def test_no_empty_word_no_long_one_no_my_number(text: str, people: Cast, place: Place) -> None:
    ground.member(people, people.midori)
    with pytest.raises(Invalid):
        notices.say(notice=ground.notice(people, place), text=text, by=people.by(people.sumi), at=AT)


def test_a_colleague_without_the_note_says_nothing(people: Cast, place: Place) -> None:
    ground.member(people, people.midori)
    with pytest.raises(NotFound):
        notices.say(notice=ground.notice(people, place), text=TEXT, by=people.by(people.tomoe), at=AT)


def _pair(people: Cast, place: Place, other: Place, **changed: Any) -> tuple[Notice, Notice]:
    first = ground.notice(people, other, **changed)
    return first, ground.notice(people, place, received_at=AT + timedelta(hours=1))


def test_the_same_told_twice_leads_to_the_earlier_one(people: Cast, place: Place) -> None:
    (first, second), by = _pair(people, place, place), people.by(people.sumi)
    linked = notices.same_as(notice=second, first=first, by=by, at=AT)
    assert linked.same_as == first
    _refused("care.not_first", notices.same_as, notice=first, first=second, by=by, at=AT)
    _refused("care.not_first", notices.same_as, notice=first, first=first, by=by, at=AT)
    assert notices.apart(notice=second, by=by, at=AT).same_as is None
    _refused("care.apart", notices.apart, notice=second, by=by, at=AT)


def test_another_place_is_another_thing(people: Cast, place: Place) -> None:
    first, second = _pair(people, place, make.place("ひだまり"))
    _refused(
        "care.other_place", notices.same_as, notice=second, first=first, by=people.by(people.sumi), at=AT
    )


def test_of_a_colleagues_note_only_the_mark_tells_that_it_is_the_same(people: Cast, place: Place) -> None:
    first = ground.notice(people, place, taken_by=people.tomoe)
    second = ground.notice(people, place, received_at=AT + timedelta(hours=1))
    _refused(
        "care.other_place", notices.same_as, notice=second, first=first, by=people.by(people.sumi), at=AT
    )
    Notice.objects.update(child_mark=ground.mark(place, "あおくん"))
    assert notices.same_as(notice=second, first=first, by=people.by(people.sumi), at=AT).same_as == first
    assert not Entry.objects.filter(verb="care.matter.read", object_id=str(first.matter_id)).exists()


def test_what_was_opened_in_vain_was_opened_and_stands_written_down(people: Cast, place: Place) -> None:
    """Neither the word nor the link comes about; that the words were read for it stays."""
    (first, second), by = _pair(people, place, make.place("ひだまり")), people.by(people.sumi)
    read = Entry.objects.filter(verb="care.matter.read")
    _refused("care.other_place", notices.same_as, notice=second, first=first, by=by, at=AT)
    assert {one.object_id for one in read} == {str(first.matter_id), str(second.matter_id)}
    _refused("care.not_member", notices.say, notice=second, text=TEXT, by=by, at=AT)
    assert read.all().count() == 3


def test_a_third_joins_the_earliest(people: Cast, place: Place) -> None:
    (first, second), by = _pair(people, place, place), people.by(people.sumi)
    third = ground.notice(people, place, received_at=AT + timedelta(hours=2))
    notices.same_as(notice=third, first=second, by=by, at=AT)
    notices.same_as(notice=second, first=first, by=by, at=AT)
    third.refresh_from_db()
    assert third.same_as == first
