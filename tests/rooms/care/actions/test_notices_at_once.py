"""Two of the centre at the same second: one takes the note, the other hears that a colleague was first."""

from __future__ import annotations

import pytest
from django.db import transaction

from ibasho.rooms.care.actions import notices
from ibasho.rooms.care.models import Assignee, Notice
from tests import make
from tests.people import Cast, cast
from tests.rooms.care import ground
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def _scene() -> tuple[Cast, Notice, Notice]:
    people = cast()
    place = make.place(organisation=people.midori)
    first, second = (ground.notice(people, place, state=state) for state in ("sent", "taken"))
    return people, first, second


def test_one_note_and_two_who_take_it() -> None:
    people, row, _other = _scene()
    both = (people.sumi, people.tomoe)
    found = at_once(
        *(lambda who=who: notices.take(notice=row, by=people.by(who), at=make.AT) for who in both)
    )
    assert codes(found) == {"done": 1, "care.taken": 1}
    assert Assignee.objects.filter(matter=row.matter_id, ended_at__isnull=True).count() == 1


def test_two_notes_linked_both_ways_stand_in_no_circle() -> None:
    people, first, second = _scene()
    notices.take(notice=first, by=people.by(people.sumi), at=make.AT)
    pairs = ((first, second), (second, first))
    by = people.by(people.sumi)
    at_once(
        *(
            lambda pair=pair: notices.same_as(notice=pair[0], first=pair[1], by=by, at=make.AT)
            for pair in pairs
        )
    )
    assert Notice.objects.filter(same_as__isnull=False).count() == 1
