"""Two advisers at the same second, with connections of their own."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import transaction

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport.actions import deciding
from ibasho.rooms.familysupport.models import Plan, Proposal, Visit
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def scheme() -> tuple[Cast, Ground]:
    people = cast()
    return people, ground.ground(people)


def test_one_visit_and_two_advisers() -> None:
    people, here = scheme()
    visit, by = ground.visit(ground.request(here)), people.by(people.megumi)
    answers = at_once(
        *[
            lambda who=who: deciding.decide(visit=visit, provider=who, by=by, at=make.AT)
            for who in (here.chiyo, here.goro)
        ]
    )
    assert codes(answers) == {"done": 1, "familysupport.decided_already": 1}
    told = next(one for one in answers if isinstance(one, Conflict))
    assert people.megumi.name in told.message and "15:00" in told.message


def test_one_provider_and_two_visits_at_the_same_hour() -> None:
    people, here = scheme()
    by = people.by(people.megumi)
    visits = [ground.visit(ground.request(here, starts=time(15 + n), ends=time(17 + n))) for n in range(2)]
    answers = at_once(
        *[
            lambda one=one: deciding.decide(visit=one, provider=here.chiyo, by=by, at=make.AT)
            for one in visits
        ]
    )
    assert codes(answers) == {"done": 1, "familysupport.overlap": 1}


def test_two_press_the_whole_plan() -> None:
    """Nothing is decided twice and nobody waits for ever, in whichever order the visits were written."""
    people, here = scheme()
    by, days = people.by(people.megumi), [date(2026, 11, day) for day in (25, 26, 27)]
    visits = [ground.visit(ground.request(here, day)) for day in days]
    plans = []
    for who, order in ((here.chiyo, visits), (here.goro, visits[::-1])):
        plan = Plan.objects.create(centre=here.centre, week=date(2026, 11, 23), solved_at=make.AT)
        Proposal.objects.bulk_create(Proposal(plan=plan, visit=one, member=who) for one in order)
        plans.append(plan)
    answers = at_once(
        *[lambda plan=plan: deciding.decide_plan(plan=plan, by=by, at=make.AT) for plan in plans]
    )
    decided = [row.pk for one in answers if not isinstance(one, Conflict) for row in one.visits]
    assert sorted(decided) == sorted(one.pk for one in visits)
    assert set(Visit.objects.values_list("state", flat=True)) == {"agreed"}
