"""Numbers of food tickets with their honesty marks, and the jobs of the night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.cache import cache
from django.db import transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock, facts
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import NotAllowed
from ibasho.base.kernel.facts import Audience, Mark
from ibasho.rooms.mealtickets import facts as meals
from ibasho.rooms.mealtickets import tasks
from ibasho.rooms.mealtickets.actions import proofs
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Offer
from ibasho.rooms.mealtickets.queries import accounts, proving
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.rooms.mealtickets.rules.proof import Broken
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 5, 12, tzinfo=JST)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()
    yield
    cache.clear()


def world() -> ground.Ground:
    fund = ground.fund()
    pool, shop = ground.general_pool(fund, made_at=OCTOBER), ground.shop()
    ground.give(pool, 8_000, live_yen=6_000, reserve_yen=800, at=OCTOBER)
    made = ground.Ground(fund, pool, shop, ground.device(shop))
    for day in range(6, 16):
        eat(made, datetime(2026, 10, day, 12, tzinfo=JST))
    return made


def eat(made: ground.Ground, at: datetime) -> None:
    line = Line(
        E.MEAL,
        accounts.of_pool(A.LIVE, made.general),
        accounts.of_shop(A.PAYABLE, made.fund.pk, made.shop),
        400,
    )
    with transaction.atomic():
        post("mealtickets.test", noun="t", object_id=1, lines=[line], by=ground.SERVER, at=at)


def test_every_yen_is_in_one_of_the_facts() -> None:
    world()
    found = {name: fact.value for name, fact in meals.facts(make.AT).items()}
    states = ("unissued_yen", "live_yen", "reserve_yen", "eaten_yen")
    assert [found[name] for name in states] == [1_200, 2_000, 800, 4_000]
    assert found["given_yen"] == 8_000
    assert (found["meals_eaten"], found["meals_waiting"], found["share_eaten"]) == (10, 5, 50.0)
    assert found["general_lasts_until"] is None  # ten meals are too few to name a day


def test_days_from_gift_to_meal_follow_the_oldest_yen() -> None:
    made = world()
    assert meals.days_from_gift_to_meal(make.TUESDAY).value is None  # its last yen still wait
    for day in (20, 21, 22, 23, 24):
        eat(made, datetime(2026, 10, day, 12, tzinfo=JST))
    ground.give(made.general, 400, live_yen=400, at=OCTOBER)
    unissued, live = (accounts.of_pool(kind, made.general) for kind in (A.UNISSUED, A.LIVE))
    with transaction.atomic():
        post(
            "mealtickets.test", noun="t", object_id=1, lines=[Line(E.ISSUE, unissued, live, 1_200)], by=ground.SERVER,
            at=make.AT,
        )  # fmt: skip
    for _ in range(4):
        eat(made, make.AT)
    fact = meals.days_from_gift_to_meal(make.TUESDAY)
    assert (fact.value, fact.n) == (None, 0)
    post_line = Line(E.MOVE, accounts.of_fund(A.RESERVE, made.fund), unissued, 800)
    with transaction.atomic():
        post("mealtickets.test", noun="t", object_id=1, lines=[post_line], by=ground.SERVER, at=make.AT)
        post(
            "mealtickets.test", noun="t", object_id=1, lines=[Line(E.ISSUE, unissued, live, 800)], by=ground.SERVER,
            at=make.AT,
        )  # fmt: skip
    eat(made, make.AT)
    fact = meals.days_from_gift_to_meal(make.TUESDAY)
    assert (fact.value, fact.n) == (50.0, 1)
    assert Mark.ROUGH in fact.marks


def test_the_public_fact_is_hidden_until_enough_was_eaten_and_then_of_a_month_that_is_over() -> None:
    ground.ground()
    hidden = meals.meals_eaten_public(make.TUESDAY)
    assert (hidden.value, hidden.marks, hidden.audience) == (None, {Mark.SUPPRESSED}, Audience.PUBLIC)
    cache.clear()
    world()
    shown = meals.meals_eaten_public(make.TUESDAY)
    assert (facts.text(shown), shown.as_of.isoformat()) == ("10食", "2026-10-31")


def test_the_nights_jobs_bring_out_and_let_end(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ground.ground(live_yen=4_000, unissued_yen=60_000)  # out without an offer: ended long ago
    tasks.expire_fund(fund_id=made.fund.pk)
    assert ground.balance(A.LIVE, made.fund, pool=made.general) == 0
    tasks.offer_pool(pool_id=made.general.pk)
    tasks.offer_pool(pool_id=made.general.pk)
    assert Offer.objects.get().pool == made.general
    made.general.state = "closed"
    made.general.save()
    tasks.offer_pool(pool_id=made.general.pk)
    assert Offer.objects.count() == 1


def test_a_proven_ledger_is_written_down_and_a_broken_one_told(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    ground.ground()
    by = Actor.of_job("mealtickets.prove")
    proofs.check(by=by, at=make.AT)
    assert Entry.objects.filter(verb=proofs.PROVEN).count() == 1
    whole = proving.prove()
    broken = proving.Proof(
        whole.entries, whole.verdict, whole.sums, [Broken(7, "金額が 1（きろくでは 2）", journal_id=9)]
    )
    monkeypatch.setattr(proving, "prove", lambda: broken)
    proofs.check(by=by, at=make.AT)
    proofs.check(by=by, at=make.AT)
    letter = Message.objects.get()
    assert (letter.person, letter.urgent) == (people.fumi, True)
    assert "記帳 7、きろく 9: 金額が 1" in letter.body
    with pytest.raises(NotAllowed):
        proofs.check(by=people.by(people.mado), at=make.AT)
