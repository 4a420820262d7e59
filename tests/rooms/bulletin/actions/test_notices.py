"""A notice is written, mended, dropped, taken up again and corrected; what it says is for everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.bulletin.actions import broadcasting, notices
from ibasho.rooms.bulletin.models import Notice
from ibasho.rooms.bulletin.rules.drafts import Draft
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground

pytestmark = pytest.mark.django_db
AT = make.AT
DRAFT = Draft(kind="news", title="卓球台が 来ました", words="だれでも つかえます。")


@pytest.fixture
def people() -> Cast:
    return cast()


def written(people: Cast, **changed: Any) -> Notice:
    return notices.write(draft=replace(DRAFT, **changed), key=uuid4(), by=people.by(people.mado), at=AT)


def test_a_clerk_writes_a_draft_that_nobody_has_been_told(people: Cast) -> None:
    row = written(people, districts=("M02", "M01"), stages=("upper",))
    assert (row.state, row.made_by, row.districts) == ("draft", people.mado, ["M01", "M02"])
    entry = Entry.objects.get(verb="bulletin.notice.write")
    assert entry.object_id == str(row.pk) and entry.data == {"kind": "news"}


def test_sent_twice_it_is_one(people: Cast) -> None:
    key = uuid4()
    first, second = (notices.write(draft=DRAFT, key=key, by=people.by(people.mado), at=AT) for _ in range(2))
    assert first.pk == second.pk and Notice.objects.count() == 1


@pytest.mark.parametrize("who", ["hana", "ken", "tamotsu", "tsubaki"])
def test_a_stranger_to_the_city_writes_none(people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        notices.write(draft=DRAFT, key=uuid4(), by=people.by(getattr(people, who)), at=AT)


def test_of_a_place_it_opens_the_places_page_and_may_name_its_telephone(people: Cast) -> None:
    place = make.place(phone="053-000-0007")
    row = written(people, place=place.pk, path="/today/", words="でんわは 053-000-0007 です。")
    assert row.path == f"/places/{place.public_id}/"


@pytest.mark.parametrize(
    "fields",
    [
        {"restricted": True, "everyone": False, "restricted_to": "会員"},
        {"kind": "after_school"},
        {"state": "draft"},
    ],
)
def test_a_place_not_everybody_may_go_to_is_never_told(people: Cast, fields: dict[str, Any]) -> None:
    place = make.place(**fields)
    with pytest.raises(Invalid) as refused:
        written(people, place=place.pk)
    assert "place" in refused.value.fields


@pytest.mark.parametrize("path", ["https://example.com/", "//example.com/", "/desk/", "/accounts/logout/"])
def test_it_opens_only_pages_of_ours_that_are_in_the_list(people: Cast, path: str) -> None:
    with pytest.raises(Invalid) as refused:
        written(people, path=path)
    assert "path" in refused.value.fields


def test_a_draft_is_mended_wholly(people: Cast) -> None:
    row = written(people)
    changed = replace(DRAFT, title="卓球台が 2台に", kind="place", districts=("M01",))
    notices.change(notice=row, draft=changed, by=people.by(people.mado), at=AT)
    row.refresh_from_db()
    assert (row.title, row.kind, row.districts, row.changed_at) == ("卓球台が 2台に", "place", ["M01"], AT)


def test_of_one_that_is_out_only_the_words_of_its_page_change_and_only_by_who_may_send(people: Cast) -> None:
    row = ground.notice(state="sent")
    changed = replace(DRAFT, title="なおした", kind="closure", districts=("M01",))
    with pytest.raises(NotFound):
        notices.change(notice=row, draft=changed, by=people.by(people.mado), at=AT)
    notices.change(notice=row, draft=changed, by=people.by(people.aoi), at=AT)
    row.refresh_from_db()
    assert (row.title, row.kind, row.districts) == ("なおした", "news", [])


def test_a_dropped_draft_comes_back_and_a_stopped_sending_does_not(people: Cast) -> None:
    row = written(people)
    broadcasting.stop(notice=row, by=people.by(people.mado), at=AT)
    with pytest.raises(Conflict):
        notices.change(notice=row, draft=DRAFT, by=people.by(people.mado), at=AT)
    assert notices.restore(notice=row, by=people.by(people.mado), at=AT).state == "draft"
    broadcasting.send(notice=row, by=people.by(people.aoi), at=AT)
    broadcasting.stop(notice=row, by=people.by(people.aoi), at=AT)
    with pytest.raises(Conflict, match="送るまえに"):
        notices.restore(notice=row, by=people.by(people.mado), at=AT)


def test_a_correction_is_a_new_notice_that_follows_and_there_is_one(people: Cast) -> None:
    old = ground.notice(state="sent", districts=["M01"])
    first, second = (notices.again(notice=old, by=people.by(people.mado), at=AT) for _ in range(2))
    assert first.pk == second.pk != old.pk
    assert (first.follows, first.state, first.words, first.districts) == (old, "draft", old.words, ["M01"])
    with pytest.raises(Conflict):
        notices.again(notice=first, by=people.by(people.mado), at=AT)
