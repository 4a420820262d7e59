"""Two people at the same second, with connections of their own: no report is paid twice, nobody is in two places."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import transaction

from ibasho.rooms.familysupport.actions import months, reporting
from ibasho.rooms.familysupport.models import Report, TopUp
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.rooms.familysupport.reports_ground import DECEMBER, EVENING, LINK, NOVEMBER, confirmed, told, visit
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def scheme() -> tuple[Cast, Ground]:
    people = cast()
    return people, ground.ground(people)


def test_two_who_close_at_once_make_one_top_up() -> None:
    people, world = scheme()
    confirmed(world)
    by = people.by(people.megumi)
    answers = at_once(
        *[lambda: months.close(centre=world.centre, first=NOVEMBER, by=by, at=DECEMBER) for _ in range(3)]
    )
    assert codes(answers) == {"done": 1, "support.month_closed": 2}
    assert TopUp.objects.get().reports_count == 1


def test_two_reports_of_one_visit_at_once() -> None:
    _people, world = scheme()
    row = visit(world)
    answers = at_once(
        *[lambda: reporting.write(visit=row, told=told(), by=LINK, at=EVENING) for _ in range(2)]
    )
    assert codes(answers) == {"done": 1, "support.reported": 1}


def test_two_reports_of_one_provider_that_overlap() -> None:
    _people, world = scheme()
    rows = [visit(world, starts=time(15), ends=time(16)), visit(world, starts=time(16), ends=time(17))]
    answers = at_once(
        *[lambda one=one: reporting.write(visit=one, told=told(), by=LINK, at=EVENING) for one in rows]
    )
    assert codes(answers) == {"done": 1, "support.elsewhere": 1}
    assert Report.objects.count() == 1


def test_a_dispute_while_the_month_is_closed_is_in_time_or_too_late_but_never_half() -> None:
    people, world = scheme()
    report = confirmed(world)
    answers = at_once(
        lambda: months.close(centre=world.centre, first=NOVEMBER, by=people.by(people.megumi), at=DECEMBER),
        lambda: reporting.dispute(report=report, words="ちがう", by=LINK, at=DECEMBER),
    )
    report.refresh_from_db()
    assert codes(answers) in (
        {"done": 1, "support.report_in_month": 1},
        {"done": 1, "support.month_empty": 1},
    )
    assert (report.top_up_id is None) is (report.state == "disputed")
