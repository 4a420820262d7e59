"""Six digits tie an account to a LINE friend: once, within ten minutes, after few wrong ones."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed, NotFound
from ibasho.rooms.bulletin.actions import line_links
from ibasho.rooms.bulletin.actions.line import Outcome
from ibasho.rooms.bulletin.models import LinkCode
from ibasho.town.outbox.actions import Wishes, choose
from ibasho.town.outbox.queries import preference_of
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import line_ground as ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("bulletin.forget_codes")


@pytest.fixture
def people() -> Cast:
    return cast()


def typed(digits: str, number: int, *, user: str = ground.FRIEND, minutes: float = 1) -> Outcome:
    at = ground.later(minutes)
    (heard,) = ground.heard(ground.event(number=number, text=digits, user=user, at=at), at=at)
    assert heard is not None
    return heard.outcome


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06}"


def test_a_parent_ties_their_line(people: Cast) -> None:
    digits = line_links.make(by=people.by(people.tamotsu), at=make.AT)
    assert len(digits) == 6 and digits.isdigit()
    assert typed(f"{digits[:3]} {digits[3:]}", 1) is Outcome.LINKED
    friend = ground.friend()
    assert friend is not None and friend.person == people.tamotsu and ground.is_live()
    assert not LinkCode.objects.exists()
    assert typed(digits, 2, user=ground.OTHER) is Outcome.NO_CODE


def test_who_ties_their_line_hears_by_it_and_who_chose_mail_keeps_it(people: Cast) -> None:
    """The page says so: 「つなぐと、あなたへの おしらせを LINEで うけとれます」."""
    digits = line_links.make(by=people.by(people.tamotsu), at=make.AT)
    typed(digits, 1)
    assert preference_of(people.tamotsu.pk).channel == "line"
    wishes = Wishes(wants_mail=True, quiet_from=time(21), quiet_until=time(7))
    choose(wishes=wishes, by=people.by(people.ken), at=make.AT)
    typed(line_links.make(by=people.by(people.ken), at=make.AT), 2, user=ground.OTHER)
    assert preference_of(people.ken.pk).channel == "mail"


def test_ten_minutes_later_it_opens_nothing(people: Cast) -> None:
    digits = line_links.make(by=people.by(people.tamotsu), at=make.AT)
    assert typed(digits, 1, minutes=10.1) is Outcome.NO_CODE
    assert line_links.forget(by=JOB, at=ground.later(10.1)) == 1


def test_a_new_code_kills_the_old_one(people: Cast) -> None:
    first = line_links.make(by=people.by(people.tamotsu), at=make.AT)
    second = line_links.make(by=people.by(people.tamotsu), at=make.AT + timedelta(minutes=1))
    assert LinkCode.objects.count() == 1
    if first != second:
        assert typed(first, 1) is Outcome.NO_CODE
    assert typed(second, 2) is Outcome.LINKED


def test_five_wrong_ones_and_the_right_one_is_heard_no_more(people: Cast) -> None:
    digits = line_links.make(by=people.by(people.tamotsu), at=make.AT)
    for number in range(5):
        assert typed(wrong(digits), number) is Outcome.NO_CODE
    assert typed(digits, 9) is Outcome.TOO_MANY
    friend = ground.friend()
    assert friend is not None and friend.person is None
    assert typed(digits, 10, user=ground.OTHER) is Outcome.LINKED


def test_the_code_is_kept_as_a_keyed_mark_and_stands_in_no_journal(people: Cast) -> None:
    digits = line_links.make(by=people.by(people.tamotsu), at=make.AT)
    row = LinkCode.objects.get()
    assert digits not in row.code_hash and len(row.code_hash) == 64
    typed(digits, 1)
    told = " ".join(f"{one.verb} {one.object_id} {one.data}" for one in Entry.objects.all())
    assert "bulletin.link_code.use" in told and ground.FRIEND not in told and "'outcome': 'linked'" in told


def test_who_has_no_account_makes_none_and_nobody_uses_one_by_hand(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        line_links.make(by=Actor.public(), at=make.AT)
    with pytest.raises(NotFound):
        line_links.forget(by=people.by(people.aoi), at=make.AT)


def test_of_an_account_that_is_closed_the_code_opens_nothing(people: Cast) -> None:
    digits = line_links.make(by=people.by(people.tamotsu), at=make.AT)
    people.tamotsu.is_active = False
    people.tamotsu.save()
    assert typed(digits, 1) is Outcome.NO_CODE
