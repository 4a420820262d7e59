"""花 lends two big pots; 健 asks, and on no day more is promised than there is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import lending
from ibasho.rooms.network.actions.lending import Item, Wish
from ibasho.rooms.network.models import Loan, LoanItem
from ibasho.rooms.network.queries import group_waiting
from ibasho.rooms.network.queries import lending as queries
from ibasho.rooms.network.rules.kinds import LoanKind
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground
from tests.together import at_once, codes

AT = make.AT
TODAY = clock.day(AT)


def wish(first: int, last: int, count: int = 1) -> Wish:
    return Wish(TODAY + timedelta(days=first), TODAY + timedelta(days=last), count, "おまつり")


@pytest.mark.django_db
def test_asked_agreed_lent_and_back() -> None:
    people = cast()
    hana, ken = people.by(people.hana), people.by(people.ken)
    pot = lending.offer(organisation=people.midori, item=Item(LoanKind.KIT, "大きな なべ", 2), by=hana, at=AT)
    loan = lending.ask(item=pot, organisation=people.aozora, wish=wish(2, 4), by=ken, at=AT)
    assert [one.count for one in group_waiting.waiting_for(hana, AT)] == [1]
    with pytest.raises(NotFound):
        lending.agree(loan=loan, by=ken, at=AT)
    lending.agree(loan=loan, words="日曜に 取りに 来てください", by=hana, at=AT)
    assert "日曜に" in Message.objects.get(person=people.ken).body
    lending.lent(loan=loan, by=ken, at=AT + timedelta(days=2))
    late = TODAY + timedelta(days=9)
    assert list(queries.late([people.aozora.pk], late)) == [Loan.objects.get()]
    assert queries.items(late)[0].free_today == 1, "what should be back and is not is still out"
    with pytest.raises(NotFound):
        lending.returned(loan=loan, by=ken, at=AT)
    lending.returned(loan=loan, by=hana, at=AT + timedelta(days=9))
    assert Loan.objects.get().back_on == late and queries.items(late)[0].free_today == 2


@pytest.mark.django_db
def test_what_is_promised_is_not_promised_again() -> None:
    people = cast()
    hana, ken, tsubaki = people.by(people.hana), people.by(people.ken), people.by(people.tsubaki)
    pot = ground.loan_item(people.midori)
    two = lending.ask(item=pot, organisation=people.aozora, wish=wish(2, 4, 2), by=ken, at=AT)
    other = lending.ask(item=pot, organisation=people.council, wish=wish(4, 5), by=tsubaki, at=AT)
    lending.agree(loan=two, by=hana, at=AT)
    with pytest.raises(Conflict, match="のこり 0"):
        lending.agree(loan=other, by=hana, at=AT)
    with pytest.raises(Conflict, match="のこり 0"):
        lending.ask(item=pot, organisation=people.council, wish=wish(3, 3), by=tsubaki, at=AT)
    with pytest.raises(Invalid, match="もう 2を"):
        lending.change(item=pot, to=Item(LoanKind.KIT, "なべ", 1), by=hana, at=AT)
    lending.cancel(loan=two, by=ken, at=AT)
    assert Message.objects.filter(person=people.hana, subject__contains="とりやめ").exists()
    lending.agree(loan=other, by=hana, at=AT)


@pytest.mark.django_db
def test_one_s_own_a_resting_and_a_strangers_item() -> None:
    people = cast()
    hana, ken = people.by(people.hana), people.by(people.ken)
    pot = ground.loan_item(people.midori)
    with pytest.raises(Invalid, match="自分の団体"):
        lending.ask(item=pot, organisation=people.midori, wish=wish(1, 1), by=hana, at=AT)
    with pytest.raises(NotFound):
        lending.change(item=pot, to=Item(LoanKind.KIT, "わたしの", 1), by=ken, at=AT)
    with pytest.raises(NotFound):
        lending.ask(item=pot, organisation=people.midori, wish=wish(1, 1), by=ken, at=AT)
    lending.change(item=pot, to=Item(LoanKind.KIT, "なべ", 2, is_active=False), by=hana, at=AT)
    with pytest.raises(Conflict, match="いまは かして"):
        lending.ask(item=pot, organisation=people.aozora, wish=wish(1, 1), by=ken, at=AT)


@transaction.atomic
def _scene() -> tuple[Cast, list[Loan]]:
    people = cast()
    pot = ground.loan_item(people.midori, count=1)
    day = TODAY + timedelta(days=3)
    asked = [
        Loan.objects.create(
            item=pot, organisation=group, starts_on=day, ends_on=day, asked_at=AT, asked_by=people.ken
        )
        for group in (people.aozora, people.council)
    ]
    return people, asked


@pytest.mark.django_db(transaction=True)
def test_the_last_pot_promised_to_two_at_one_moment() -> None:
    people, asked = _scene()
    found = at_once(
        *[
            lambda loan=loan, who=who: lending.agree(loan=loan, by=people.by(who), at=AT)
            for loan, who in zip(asked, (people.hana, people.tsubaki), strict=True)
        ]
    )
    assert codes(found) == {"done": 1, "network.loan_short": 1}
    assert LoanItem.objects.get().loans.filter(state="agreed").count() == 1
