"""A choice is kept, changed, stopped by whose it is, and forgotten thirty days later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.rooms.bulletin import showing
from ibasho.rooms.bulletin.actions import subscriptions
from ibasho.rooms.bulletin.models import Subscription
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.outbox.models import Address, Channel
from tests import make
from tests.base.ports.push_service import Receiver
from tests.people import Cast, cast
from tests.rooms.bulletin import hearers

pytestmark = pytest.mark.django_db
AT = make.AT
JOB = Actor.of_job("bulletin.forget_notices")
HOLDER = Actor.public(Via.LINK)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_an_account_keeps_one_choice_and_changes_it(people: Cast) -> None:
    place, hidden = (
        make.place(),
        make.place("ひみつの家", restricted=True, everyone=False, restricted_to="会員"),
    )
    mine = Wanted(districts=frozenset({"M02", "M01"}), places=frozenset({place.pk, hidden.pk}))
    by = people.by(people.tamotsu)
    first = subscriptions.keep(wanted=mine, person=people.tamotsu, by=by, at=AT)
    assert (first.districts, list(first.places.all())) == (["M01", "M02"], [place])
    second = subscriptions.keep(wanted=Wanted(), person=people.tamotsu, by=by, at=AT)
    assert second.pk == first.pk and second.districts == [] and not second.places.exists()
    assert Entry.objects.filter(verb="bulletin.subscription.keep").values_list("data", flat=True)[0] == {}


def test_nobody_chooses_for_another(people: Cast) -> None:
    for by in (people.by(people.ken), people.by(people.aoi), Actor.public(), HOLDER):
        with pytest.raises(NotFound):
            subscriptions.keep(wanted=Wanted(), person=people.tamotsu, by=by, at=AT)


def test_an_address_belongs_to_who_proved_it_and_to_its_account(people: Cast) -> None:
    free, tied = hearers.address(), hearers.address("t@example.test", person=people.tamotsu)
    assert subscriptions.keep(wanted=Wanted(), address=free, by=Actor.public(), at=AT).address == free
    for by in (people.by(people.ken), Actor.public()):
        with pytest.raises(NotFound):
            subscriptions.keep(wanted=Wanted(), address=tied, by=by, at=AT)
    for by in (people.by(people.tamotsu), HOLDER, JOB):
        subscriptions.keep(wanted=Wanted(), address=tied, by=by, at=AT)
    assert Subscription.objects.count() == 2


def test_one_tap_stops_and_choosing_again_starts(people: Cast) -> None:
    row = hearers.wants(people.tamotsu)
    with pytest.raises(NotFound):
        subscriptions.stop(subscription=row, by=people.by(people.ken), at=AT)
    for _ in range(2):
        subscriptions.stop(subscription=row, by=people.by(people.tamotsu), at=AT)
    row.refresh_from_db()
    assert not row.is_active
    assert Entry.objects.filter(verb="bulletin.subscription.stop").count() == 1
    again = subscriptions.keep(wanted=Wanted(), person=people.tamotsu, by=people.by(people.tamotsu), at=AT)
    assert again.pk == row.pk and again.is_active


def test_what_was_stopped_goes_after_thirty_days(people: Cast) -> None:
    hearers.wants(people.tamotsu, is_active=False)
    hearers.wants(people.ken)
    assert subscriptions.forget_stopped(by=JOB, at=AT + timedelta(days=30)) == 0
    assert subscriptions.forget_stopped(by=JOB, at=AT + timedelta(days=31)) == 1
    assert Subscription.objects.get().person == people.ken
    with pytest.raises(NotFound):
        subscriptions.forget_stopped(by=people.by(people.fumi), at=AT)


def test_an_erased_account_keeps_no_choice(people: Cast) -> None:
    hearers.wants(people.tamotsu)
    people.tamotsu.email = "x@gone.invalid"
    people.tamotsu.save()
    assert subscriptions.forget_stopped(by=JOB, at=AT) == 1


def test_it_is_among_what_one_is_shown_of_oneself(people: Cast) -> None:
    make.district("M01")
    hearers.wants(people.tamotsu, districts=["M01"])
    hearers.wants(hearers.address(person=people.tamotsu), is_active=False)
    hearers.wants(people.ken)
    ((label, collect),) = showing.SHOWN
    first, second = collect(people.tamotsu.pk, AT)
    assert label == "おしらせの えらび方"
    assert (first["とどけ先"], first["どこの"], first["うけとる"]) == ("アカウント", "虹橋", "はい")
    assert (second["とどけ先"], second["どこの"], second["うけとる"]) == ("メール", "市の ぜんぶ", "いいえ")


def test_so_many_places_are_refused_with_a_better_way(people: Cast) -> None:
    with pytest.raises(Invalid, match="小学校区で"):
        subscriptions.keep(
            wanted=Wanted(places=frozenset(range(101))),
            person=people.tamotsu,
            by=people.by(people.tamotsu),
            at=AT,
        )


def test_a_browser_that_chose_nothing_is_forgotten_and_one_with_a_choice_is_kept(people: Cast) -> None:
    def browser(name: str, **fields: Any) -> Address:
        plain = Receiver(f"https://fcm.googleapis.com/fcm/send/{name}").json
        return hearers.address(plain, channel=Channel.PUSH, **fields)

    idle, chosen, owned = browser("idle"), browser("chosen"), browser("owned", person=people.tamotsu)
    hearers.wants(chosen)
    mail = hearers.address()
    assert subscriptions.forget_unchosen(by=JOB, at=AT + timedelta(days=2)) == 0
    assert subscriptions.forget_unchosen(by=JOB, at=AT + timedelta(days=3)) == 1
    assert set(Address.objects.values_list("pk", flat=True)) == {chosen.pk, owned.pk, mail.pk}
    assert not Address.objects.filter(pk=idle.pk).exists()
    with pytest.raises(NotFound):
        subscriptions.forget_unchosen(by=people.by(people.fumi), at=AT)
