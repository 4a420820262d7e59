"""Two advisers let two people join at the same moment: the numbers follow each other, none is given twice."""

from __future__ import annotations

import pytest
from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import members
from ibasho.rooms.familysupport.models import Member
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport.ground import Ground, ground
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def scene() -> tuple[Cast, Ground, list[Member]]:
    people = cast()
    here, day = ground(people), clock.day(make.AT)
    made = []
    for name in ("原田 みき", "大橋 たえ"):
        one = Member.objects.create(
            centre=here.centre, kind="user", name=name, phone="1", address="みほん市", state="interviewed",
            applied_at=make.AT, applied_via="phone", agreed_on=day, id_seen_on=day, interviewed_on=day,
        )  # fmt: skip
        one.children.create(call_name="りく", born_on=here.child.born_on)
        made.append(one)
    return people, here, made


def test_numbers_without_a_gap() -> None:
    people, _here, (first, second) = scene()
    by = people.by(people.megumi)
    told = at_once(
        lambda: members.join(member=first, by=by, at=make.AT).number,
        lambda: members.join(member=second, by=by, at=make.AT).number,
        lambda: members.join(member=first, by=by, at=make.AT).number,
    )
    assert sorted(one for one in told if isinstance(one, int)) == [4, 5]
    assert codes(told) == {"done": 2, "support.member_step": 1}
