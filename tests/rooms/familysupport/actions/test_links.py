"""恵 gives 千代 a link: it opens her page alone, and a new one kills the old."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.familysupport.actions import links
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import holders
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def test_only_the_hash_is_kept_and_a_new_link_kills_the_old(people: Cast, world: Ground) -> None:
    megumi = people.by(people.megumi)
    first = links.give(member=world.chiyo, mail=False, by=megumi, at=make.AT)
    assert first.token not in str(Member.objects.values().get(pk=world.chiyo.pk))
    assert holders.by_token(first.token) == world.chiyo
    second = links.give(member=world.chiyo, mail=False, by=megumi, at=make.AT + timedelta(minutes=1))
    assert (holders.by_token(first.token), holders.by_token(second.token)) == (None, world.chiyo)
    told = str(list(Entry.objects.filter(verb="familysupport.link.give").values()))
    assert first.token not in told
    assert second.token not in told


def test_the_mail_carries_it_and_later_mails_the_same(people: Cast, world: Ground) -> None:
    given = links.give(member=world.tamotsu, mail=True, by=people.by(people.megumi), at=make.AT)
    letter = Message.objects.get()
    assert (given.mailed, letter.secret) == (True, True)
    assert given.address in letter.body
    assert given.token not in letter.subject
    assert links.ensure(Member.objects.get(pk=world.tamotsu.pk), make.AT + timedelta(days=3)) == given.address


def test_who_has_no_mail_gets_paper(people: Cast, world: Ground) -> None:
    assert not links.give(member=world.goro, mail=True, by=people.by(people.megumi), at=make.AT).mailed


def test_who_left_has_no_link_and_an_old_one_opens_nothing(people: Cast, world: Ground) -> None:
    megumi = people.by(people.megumi)
    given = links.give(member=world.goro, mail=False, by=megumi, at=make.AT)
    Member.objects.filter(pk=world.goro.pk).update(
        state="left", ended_on=date(2026, 11, 24), erase_on=date(2026, 12, 24)
    )
    assert holders.by_token(given.token) is None
    with pytest.raises(Conflict, match="会員でない"):
        links.give(member=world.goro, mail=False, by=megumi, at=make.AT)


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_the_adviser_gives_links(people: Cast, world: Ground, who: str) -> None:
    with pytest.raises(NotFound):
        links.give(member=world.goro, mail=False, by=people.by(getattr(people, who)), at=make.AT)
