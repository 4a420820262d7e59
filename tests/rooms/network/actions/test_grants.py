"""花 takes a grant, asks for it, gets it, and is told two weeks before the report is due: once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import grants
from ibasho.rooms.network.models import Grant, GrantUse
from ibasho.rooms.network.queries import grants as queries
from ibasho.rooms.network.queries import group_waiting
from ibasho.rooms.network.rules.grants import Use
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Membership, Organisation
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = clock.day(AT)
TOLD: dict[str, Any] = {
    "name": "居場所 はじめ助成", "giver": "みほん財団", "words": "", "for_words": "", "report_words": "", "url": "",
    "source": "募集要項", "yen_max": 300_000, "opens_on": DAY, "closes_on": DAY + timedelta(days=10), "is_active": True,
}  # fmt: skip


@pytest.fixture
def people() -> Cast:
    return cast()


def grant(people: Cast, **changed: Any) -> Grant:
    return grants.add(told={**TOLD, **changed}, by=people.by(people.tsubaki), at=AT)


def granted(people: Cast) -> GrantUse:
    hana = people.by(people.hana)
    use = grants.take(grant=grant(people), organisation=people.midori, by=hana, at=AT)
    told = Use("granted", 200_000, 150_000, DAY, DAY, DAY + timedelta(days=60))
    return grants.change_use(use=use, told=told, by=hana, at=AT)


def test_open_until_its_last_day(people: Cast) -> None:
    grant(people)
    (found,) = queries.open_now(DAY + timedelta(days=10))
    assert (found.left, found.soon) == (0, True)
    assert queries.open_now(DAY + timedelta(days=11)) == []


def test_taken_twice_is_once_and_undone_before_it_is_asked_for(people: Cast) -> None:
    row, hana = grant(people), people.by(people.hana)
    use = grants.take(grant=row, organisation=people.midori, by=hana, at=AT)
    assert grants.take(grant=row, organisation=people.midori, by=hana, at=AT) == use
    grants.drop_use(use=use, by=hana, at=AT)
    assert not GrantUse.objects.exists()
    with pytest.raises(Conflict):
        grants.drop_use(use=granted(people), by=hana, at=AT)


def test_told_once_two_weeks_ahead(people: Cast) -> None:
    use = granted(people)
    clockwork = Actor.of_job("network.grants_remind")
    assert use.report_due_on is not None
    early = AT + timedelta(days=45)
    assert grants.remind(by=clockwork, at=early) == 0
    grants.remind(by=clockwork, at=early + timedelta(days=1))
    grants.remind(by=clockwork, at=early + timedelta(days=2))
    mail = Message.objects.get(person=people.hana)
    assert "報告は 1月23日まで" in mail.body
    waits = group_waiting.waiting_for(people.by(people.hana), early + timedelta(days=1))
    assert [(one.url, one.count) for one in waits] == [("network:ops_grants", 1)]


def test_the_journal_tells_of_it_once(people: Cast) -> None:
    granted(people)
    clockwork, early = Actor.of_job("network.grants_remind"), AT + timedelta(days=46)
    assert [grants.remind(by=clockwork, at=early + timedelta(days=day)) for day in range(3)] == [1, 0, 0]
    assert Entry.objects.get(verb="network.grant_use.remind").data == {"count": 1}


def test_a_group_whose_only_address_is_of_who_is_called_first_is_told(people: Cast) -> None:
    granted(people)
    Membership.objects.filter(organisation=people.midori).delete()
    Organisation.objects.filter(pk=people.midori.pk).update(email="")
    ground.contact_person(people, email="hatanaka@example.test")
    early = AT + timedelta(days=46)
    assert grants.remind(by=Actor.of_job("network.grants_remind"), at=early) == 1
    mail = Message.objects.get()
    assert mail.address == "hatanaka@example.test" and "ログイン" not in mail.body


def test_a_grant_without_a_giver_or_with_days_turned_round(people: Cast) -> None:
    for changed in ({"giver": " "}, {"closes_on": DAY - timedelta(days=1)}):
        with pytest.raises(Invalid):
            grant(people, **changed)


def test_strangers(people: Cast) -> None:
    use = granted(people)
    with pytest.raises(NotFound):
        grants.change_use(use=use, told=Use(), by=people.by(people.ken), at=AT)
    for who in (people.mado, people.hana, people.megumi):
        with pytest.raises(NotFound):
            grants.add(told=TOLD, by=people.by(who), at=AT)
