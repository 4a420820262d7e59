"""Two of the centre at the same second: one takes the note, the other hears that a colleague was first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.care.actions import notices
from ibasho.rooms.care.models import Assignee, Notice
from tests import make
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def _scene() -> tuple[Cast, Notice, Notice]:
    people = cast()
    place = make.place(organisation=people.midori)
    first, second = (ground.notice(people, place, state=state) for state in ("sent", "taken"))
    return people, first, second


def _at_once(*works: Callable[[], Any]) -> Counter[str]:
    ready = Barrier(len(works))

    def run(work: Callable[[], Any]) -> str:
        try:
            ready.wait(20)
            work()
        except Conflict as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return Counter(pool.map(run, works))


def test_one_note_and_two_who_take_it() -> None:
    people, row, _other = _scene()
    both = (people.sumi, people.tomoe)
    found = _at_once(
        *(lambda who=who: notices.take(notice=row, by=people.by(who), at=make.AT) for who in both)
    )
    assert found == {"done": 1, "care.taken": 1}
    assert Assignee.objects.filter(matter=row.matter_id, ended_at__isnull=True).count() == 1


def test_two_notes_linked_both_ways_stand_in_no_circle() -> None:
    people, first, second = _scene()
    notices.take(notice=first, by=people.by(people.sumi), at=make.AT)
    pairs = ((first, second), (second, first))
    by = people.by(people.sumi)
    _at_once(
        *(
            lambda pair=pair: notices.same_as(notice=pair[0], first=pair[1], by=by, at=make.AT)
            for pair in pairs
        )
    )
    assert Notice.objects.filter(same_as__isnull=False).count() == 1
