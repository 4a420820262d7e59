"""Hana gives みのる a link: it opens his page alone, and a new one kills the old."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.roster.actions import links
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import my_shifts
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def minoru(people: Cast) -> Helper:
    return ground.helper(people.midori, email="minoru@example.test")


def test_only_the_hash_is_kept_and_a_new_link_kills_the_old(people: Cast, minoru: Helper) -> None:
    hana = people.by(people.hana)
    first = links.give(helper=minoru, mail=False, by=hana, at=make.AT)
    kept = Helper.objects.values().get(pk=minoru.pk)
    assert first.token not in str(kept)
    assert my_shifts.by_token(first.token) == minoru
    second = links.give(helper=minoru, mail=False, by=hana, at=make.AT + timedelta(minutes=1))
    assert my_shifts.by_token(first.token) is None
    assert my_shifts.by_token(second.token) == minoru
    assert Message.objects.count() == 0
    told = str(list(Entry.objects.filter(verb="roster.link.give").values()))
    assert first.token not in told
    assert second.token not in told


def test_the_mail_carries_it_and_later_mails_the_same(people: Cast, minoru: Helper) -> None:
    given = links.give(helper=minoru, mail=True, by=people.by(people.hana), at=make.AT)
    letter = Message.objects.get()
    assert given.mailed
    assert given.address in letter.body
    assert letter.secret  # the text goes once it is on its way
    assert links.ensure(Helper.objects.get(pk=minoru.pk), make.AT + timedelta(days=3)) == given.address


def test_who_has_no_mail_gets_paper(people: Cast) -> None:
    helper = ground.helper(people.midori, "杉山 けいこ")
    given = links.give(helper=helper, mail=True, by=people.by(people.hana), at=make.AT)
    assert not given.mailed
    assert my_shifts.by_token(given.token) == helper


@pytest.mark.parametrize("state", ["offered", "left"])
def test_a_link_opens_only_while_one_is_registered(people: Cast, minoru: Helper, state: str) -> None:
    given = links.give(helper=minoru, mail=False, by=people.by(people.hana), at=make.AT)
    Helper.objects.filter(pk=minoru.pk).update(state=state, ended_on=make.TUESDAY, erase_on=make.TUESDAY)
    assert my_shifts.by_token(given.token) is None
    with pytest.raises(Conflict):
        links.give(helper=minoru, mail=False, by=people.by(people.hana), at=make.AT)


def test_a_calendar_has_a_token_of_its_own_that_dies_with_the_link(people: Cast, minoru: Helper) -> None:
    hana = people.by(people.hana)
    given = links.give(helper=minoru, mail=False, by=hana, at=make.AT)
    address = my_shifts.calendar_address(Helper.objects.get(pk=minoru.pk))
    signed = address.partition("?t=")[2]
    assert given.token not in address
    assert my_shifts.by_calendar(signed) == minoru
    assert my_shifts.by_calendar(signed[:-1] + "x") is None
    assert my_shifts.by_token(signed) is None
    links.give(helper=minoru, mail=False, by=hana, at=make.AT + timedelta(minutes=1))
    assert my_shifts.by_calendar(signed) is None


def test_strangers_and_clerks_give_no_links(people: Cast, minoru: Helper) -> None:
    for by in (people.by(people.ken), people.by(people.mado), people.by(people.tamotsu), Actor.public()):
        with pytest.raises(NotFound):
            links.give(helper=minoru, mail=False, by=by, at=make.AT)
    for who in (people.hana, people.fumi, people.aoi):
        links.give(helper=minoru, mail=False, by=people.by(who), at=make.AT)
