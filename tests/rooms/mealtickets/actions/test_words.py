"""One queue of words: nothing is shown before somebody has read it, and no way to reach somebody ever is."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.mealtickets.actions import gift_searches, thanks, words
from ibasho.rooms.mealtickets.models import Donor, Thanks
from ibasho.rooms.mealtickets.queries import words as queries
from ibasho.rooms.mealtickets.queries.words import Noun
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> dict[str, Any]:
    return {"by": people.by(people.aoi), "at": make.AT}


def child_writes(text: str = "おいしかったよ", **fields: Any) -> Thanks:
    return thanks.write(shop=None, picture="bowl", words=text, by=Actor.public(), at=make.AT, **fields)


def all_three() -> dict[Noun, int]:
    gift = ground.gift(ground.fund(), message="たくさん 食べてね", message_state="waiting")
    donor = Donor.objects.create(name="みなと水産", words="海のまちから", made_at=make.AT)
    return {Noun.GIFT: gift.pk, Noun.THANKS: child_writes().pk, Noun.DONOR: donor.pk}


def test_each_is_read_shown_hidden_and_taken_back(aoi: dict[str, Any]) -> None:
    for noun, key in all_three().items():
        assert [one.key for one in queries.to_read() if one.noun == noun] == [key]
        words.show(noun=noun, key=key, **aoi)
        with pytest.raises(Conflict):
            words.show(noun=noun, key=key, **aoi)
        words.hide(noun=noun, key=key, **aoi)
        assert [one.noun for one in queries.decided("hidden") if one.key == key and one.noun == noun] == [
            noun
        ]
        words.undo(noun=noun, key=key, **aoi)
    assert queries.waiting_count() == 3


def test_a_donors_page_that_is_shown_belongs_to_the_company_of_its_name(
    people: Cast, aoi: dict[str, Any]
) -> None:
    of_midori = Donor.objects.create(name=people.midori.name, words="おうえんします", made_at=make.AT)
    of_nobody = Donor.objects.create(name="みなと水産", words="海のまちから", made_at=make.AT)
    for one in (of_midori, of_nobody):
        words.show(noun=Noun.DONOR, key=one.pk, **aoi)
        one.refresh_from_db()
    assert (of_midori.organisation, of_nobody.organisation) == (people.midori, None)


@pytest.mark.parametrize(
    "text",
    [
        "でんわは 090-1234-5678",
        "mado@example.test に かいて",
        "LINE ID: taro123",
        "https://example.test/x みて",
    ],
)
def test_a_way_to_reach_somebody_is_never_shown(text: str, aoi: dict[str, Any]) -> None:
    row = child_writes(text)
    (said,) = queries.to_read()
    assert said.held_for
    assert not said.may_show
    with pytest.raises(Invalid):
        words.show(noun=Noun.THANKS, key=row.pk, **aoi)
    words.hide(noun=Noun.THANKS, key=row.pk, **aoi)


def test_a_child_in_trouble_is_pointed_out() -> None:
    child_writes("うちに かえりたくない")
    (said,) = queries.to_read()
    assert "こまっているかも" in said.held_for


def test_words_of_a_gift_that_never_came_wait_for_the_gift() -> None:
    ground.gift(
        ground.fund(), message="がんばれ", message_state="waiting", state="promised", received_at=None, received_yen=0
    )  # fmt: skip
    assert queries.to_read() == []


def test_nothing_is_no_noun_and_strangers_decide_nothing(people: Cast, aoi: dict[str, Any]) -> None:
    keys = all_three()
    silent = ground.gift(ground.fund("べつ"))
    with pytest.raises(NotFound):
        words.show(noun=Noun.GIFT, key=silent.pk, **aoi)
    for who in (people.mado, people.tsubaki, people.hana, people.tamotsu):
        for verb in (words.show, words.hide, words.undo):
            with pytest.raises(NotAllowed):
                verb(noun=Noun.THANKS, key=keys[Noun.THANKS], by=people.by(who), at=make.AT)


def test_a_child_leaves_no_name_and_no_hour(people: Cast) -> None:
    row = thanks.write(shop=None, picture="", words="ありがとう", by=people.by(people.tamotsu), at=make.AT)
    entry = Entry.objects.get(noun="mealtickets.Thanks", object_id=str(row.pk))
    assert (entry.person_id, clock.jst(entry.at).time()) == (None, time())
    assert (row.told_on, row.state) == (make.TUESDAY, "waiting")


@pytest.mark.parametrize(
    ("picture", "text", "code"),
    [("", "", "thanks.nothing"), ("nonsense", " ", "thanks.nothing"), ("bowl", "あ" * 61, "thanks.long")],
)
def test_a_picture_or_up_to_sixty_letters(picture: str, text: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        thanks.write(shop=None, picture=picture, words=text, by=Actor.public(), at=make.AT)
    assert refused.value.code == code


def test_thanks_of_a_shop_go_to_its_own_pool() -> None:
    shop = ground.shop()
    pool = ground.general_pool(ground.fund(), kind="shop", place=shop.place)
    row = thanks.write(shop=shop, picture="heart", words="", by=Actor.public(), at=make.AT)
    assert (row.place, row.pool) == (shop.place, pool)


def test_paper_is_typed_in_by_the_counter_and_by_the_shop_itself(people: Cast) -> None:
    shop = ground.shop(organisation=people.midori)
    given: dict[str, Any] = {"picture": "sun", "words": "", "at": make.AT}
    for who in (people.mado, people.aoi, people.hana):
        thanks.type_in(shop=shop, by=people.by(who), **given)
    thanks.type_in(shop=None, by=people.by(people.mado), **given)
    for stranger in (people.ken, people.tsubaki, people.tamotsu):
        with pytest.raises(NotAllowed):
            thanks.type_in(shop=shop, by=people.by(stranger), **given)
    with pytest.raises(NotAllowed):
        thanks.type_in(shop=None, by=people.by(people.hana), **given)


def test_a_search_by_name_leaves_a_trace_without_the_name(people: Cast) -> None:
    fund = ground.fund()
    for _ in range(25):
        ground.gift(fund)
    found = gift_searches.by_name(words="星野", by=people.by(people.aoi), at=make.AT)
    assert len(found) == 20
    entry = Entry.objects.get(verb="mealtickets.gift.search")
    assert (entry.data, entry.person_id) == ({"found": 20}, people.aoi.pk)
    with pytest.raises(Invalid):
        gift_searches.by_name(words="星", by=people.by(people.aoi), at=make.AT)
    for who in (people.mado, people.tsubaki, people.hana):
        with pytest.raises(NotAllowed):
            gift_searches.by_name(words="星野", by=people.by(who), at=make.AT)
