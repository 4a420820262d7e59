"""A ramen shop asks, is approved, gets its kit, reads the test card, starts, rests, and ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from ibasho.rooms.mealtickets.actions import ribbons, shops
from ibasho.rooms.mealtickets.models import RibbonCount, Shop
from ibasho.rooms.mealtickets.queries import shops as queries
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = {
    "price_yen": 400,
    "meals_a_day": 20,
    "child_menu": "ラーメン（小）・チャーハン",
    "cards": True,
}
TODAY = make.TUESDAY


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    """Hana leads this shop."""
    return make.place("ラーメン花道", kind="partner_shop", organisation=people.midori)


def applied(people: Cast, place: Place, **terms: Any) -> Shop:
    return shops.apply(place=place, terms={**TERMS, **terms}, by=Cast.by(people.hana), at=make.AT)


def approved(people: Cast, place: Place, **terms: Any) -> Shop:
    return shops.approve(shop=applied(people, place, **terms), by=Cast.by(people.aoi), at=make.AT)


def started(people: Cast, place: Place, **terms: Any) -> Shop:
    shop = approved(people, place, **terms)
    Shop.objects.filter(pk=shop.pk).update(pin_hash="x")
    ground.device(shop)
    return shops.start(shop=shop, by=Cast.by(people.hana), at=make.AT)


def test_from_the_application_to_the_start(people: Cast, place: Place) -> None:
    hana, aoi = Cast.by(people.hana), Cast.by(people.aoi)
    shop = approved(people, place)
    shops.send_kit(shop=shop, by=Cast.by(people.mado), at=make.AT)
    with pytest.raises(Conflict) as refused:
        shops.start(shop=shop, by=hana, at=make.AT)
    assert refused.value.code == "shop.no_device"
    ground.device(shop)
    with pytest.raises(Conflict) as refused:
        shops.start(shop=shop, by=hana, at=make.AT)
    assert refused.value.code == "shop.no_pin"
    Shop.objects.filter(pk=shop.pk).update(pin_hash="x")
    shops.mark_tested(shop=shop, by=hana, at=make.AT)
    begun = shops.start(shop=shop, by=aoi, at=make.AT)
    assert (begun.state, begun.started_on, begun.kit_sent_on) == ("started", TODAY, TODAY)
    assert begun.tested_at == make.AT
    assert queries.ready(begun).unpaid  # said on its page, and no reason to wait
    verbs = Entry.objects.filter(noun="mealtickets.Shop").order_by("pk").values_list("verb", flat=True)
    assert [verb.rpartition(".")[2] for verb in verbs] == ["apply", "approve", "kit", "test", "start"]


def test_the_test_card_counts_once(people: Cast, place: Place) -> None:
    shop = approved(people, place)
    for hour in (0, 1):
        shops.mark_tested(shop=shop, by=Cast.by(people.hana), at=make.AT + timedelta(hours=hour))
    assert Shop.objects.get().tested_at == make.AT
    assert Entry.objects.filter(verb="mealtickets.shop.test").count() == 1


def test_a_ribbon_shop_joins_as_it_is(people: Cast, place: Place) -> None:
    shop = approved(people, place, ribbon=True, cards=False)
    assert shops.start(shop=shop, by=Cast.by(people.hana), at=make.AT).state == "started"


def test_the_counter_types_a_paper_in(people: Cast, place: Place) -> None:
    mado = Actor(person_id=people.mado.pk).on_behalf_of(people.midori.pk, Via.PAPER)
    shops.apply(place=place, terms=TERMS, by=mado, at=make.AT)
    told = Entry.objects.get(verb="mealtickets.shop.apply")
    assert (told.via, told.acting_for) == ("paper", people.midori.pk)


def test_a_shop_that_was_refused_reads_why_and_asks_again(people: Cast, place: Place) -> None:
    aoi = Cast.by(people.aoi)
    shop = applied(people, place)
    with pytest.raises(Invalid):
        shops.refuse(shop=shop, answer=" ", by=aoi, at=make.AT)
    assert shops.refuse(shop=shop, answer="営業許可の うつしを そえてください。", by=aoi, at=make.AT).answer
    again = applied(people, place, price_yen=350)
    assert (again.pk, again.state, again.answer, again.price_yen) == (shop.pk, "applied", "", 350)


@pytest.mark.parametrize("fields", [{"kind": "kodomo_shokudo"}, {"state": "ended"}])
def test_only_a_living_shop_may_ask(people: Cast, fields: dict[str, Any]) -> None:
    other = make.place("みどり食堂", **{"kind": "partner_shop", "organisation": people.midori, **fields})
    with pytest.raises(Conflict) as refused:
        applied(people, other)
    assert refused.value.code == "shop.not_a_shop"


def test_a_place_nobody_sees_is_approved_first(people: Cast) -> None:
    hidden = make.place("カフェ木もれび", kind="partner_shop", state="pending", organisation=people.midori)
    with pytest.raises(Conflict) as refused:
        approved(people, hidden)
    assert refused.value.code == "shop.place_not_public"


def test_nobody_asks_twice(people: Cast, place: Place) -> None:
    applied(people, place)
    with pytest.raises(Conflict):
        applied(people, place)


def test_the_menu_is_the_shops_and_the_price_is_agreed(people: Cast, place: Place) -> None:
    shop = started(people, place)
    shops.change_terms(
        shop=shop, terms={"child_menu": "うどん", "takeout": True}, by=Cast.by(people.hana), at=make.AT
    )
    with pytest.raises(Conflict) as refused:
        shops.change_terms(shop=shop, terms={"price_yen": 500}, by=Cast.by(people.hana), at=make.AT)
    assert refused.value.code == "shop.agreed"
    shops.change_terms(shop=shop, terms={"price_yen": 500}, by=Cast.by(people.aoi), at=make.AT)
    now = Shop.objects.get()
    assert (now.child_menu, now.takeout, now.price_yen) == ("うどん", True, 500)
    told = Entry.objects.filter(verb="mealtickets.shop.change").last()
    assert told is not None and told.data == {"price_yen": [400, 500]}


def test_a_number_of_a_person_is_not_kept(people: Cast, place: Place) -> None:
    with pytest.raises(DomainError):
        applied(people, place, child_menu="123456789018")


def test_a_pause_ends_by_itself_the_day_after(people: Cast, place: Place) -> None:
    shop = started(people, place)
    job = Actor.of_job("mealtickets.daily")
    shops.pause(shop=shop, since=TODAY, until=TODAY, by=Cast.by(people.hana), at=make.AT)
    assert shops.resume_due(by=job, at=make.AT) == 0
    assert shops.resume_due(by=job, at=make.AT + timedelta(days=1)) == 1
    again = Shop.objects.get()
    assert (again.state, again.paused_since, again.paused_until, again.started_on) == (
        "started",
        None,
        None,
        TODAY,
    )


def test_an_end_is_an_end(people: Cast, place: Place) -> None:
    shop = started(people, place)
    shops.pause(shop=shop, since=TODAY, until=None, by=Cast.by(people.hana), at=make.AT)
    ended = shops.end(shop=shop, why="店じまい", by=Cast.by(people.hana), at=make.AT)
    assert (ended.state, ended.ended_on, ended.paused_since) == ("ended", TODAY, None)
    with pytest.raises(Conflict):
        shops.resume(shop=shop, by=Cast.by(people.hana), at=make.AT)


def test_ribbons_are_counted_told_again_and_taken_back(people: Cast, place: Place) -> None:
    shop, hana = started(people, place, ribbon=True), Cast.by(people.hana)
    ribbons.count(shop=shop, day=TODAY, hung=3, used=2, by=hana, at=make.AT)
    ribbons.count(shop=shop, day=TODAY, hung=4, used=2, by=hana, at=make.AT)
    row = RibbonCount.objects.get()
    assert (row.hung, row.used) == (4, 2)
    told = Entry.objects.filter(verb="mealtickets.ribbon.count").last()
    assert told is not None and told.data == {"day": str(TODAY), "before": [3, 2], "now": [4, 2]}
    ribbons.undo(shop=shop, day=TODAY, by=hana, at=make.AT)
    assert not RibbonCount.objects.exists()
    with pytest.raises(NotFound):
        ribbons.undo(shop=shop, day=TODAY, by=hana, at=make.AT)


def test_a_shop_without_ribbons_counts_none(people: Cast, place: Place) -> None:
    with pytest.raises(Conflict):
        ribbons.count(
            shop=started(people, place), day=TODAY, hung=1, used=0, by=Cast.by(people.hana), at=make.AT
        )


DEEDS = {
    "apply": ("hana", "mado", "aoi", "fumi"),
    "change_terms": ("hana", "aoi", "fumi"),
    "approve": ("aoi", "fumi"),
    "refuse": ("aoi", "fumi"),
    "send_kit": ("mado", "aoi", "fumi"),
    "mark_tested": ("hana", "aoi", "fumi"),
    "start": ("hana", "aoi", "fumi"),
    "pause": ("hana", "aoi", "fumi"),
    "resume": ("hana", "aoi", "fumi"),
    "end": ("hana", "aoi", "fumi"),
    "count": ("hana", "aoi", "fumi"),
}
MORE: dict[str, dict[str, Any]] = {
    "change_terms": {"terms": {"child_menu": "うどん"}},
    "refuse": {"answer": "まだです。"},
    "pause": {"since": TODAY, "until": None},
    "count": {"day": TODAY, "hung": 1, "used": 1},
}
BEFORE = {"approve": "applied", "refuse": "applied", "start": "approved", "resume": "paused"}


@pytest.mark.parametrize("deed", DEEDS)
def test_who_may(deed: str, people: Cast, place: Place) -> None:
    for who in ("fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"):
        Shop.objects.all().delete()
        by = Cast.by(getattr(people, who))
        try:
            _do(deed, place, by)
            done = True
        except (NotAllowed, NotFound):
            done = False
        assert done == (who in DEEDS[deed]), (deed, who)


def _do(deed: str, place: Place, by: Actor) -> None:
    if deed == "apply":
        shops.apply(place=place, terms=TERMS, by=by, at=make.AT)
        return
    state = BEFORE.get(deed, "started")
    shop = Shop.objects.create(
        place=place, state=state, price_yen=400, meals_a_day=20, ribbon=True, cards=False, applied_at=make.AT,
        approved_at=make.AT, started_on=date(2026, 4, 1), paused_since=TODAY if state == "paused" else None,
    )  # fmt: skip
    action = ribbons.count if deed == "count" else getattr(shops, deed)
    try:
        action(shop=shop, **MORE.get(deed, {}), by=by, at=make.AT)
    finally:
        RibbonCount.objects.all().delete()
