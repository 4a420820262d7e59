"""The demo's groups: the published 交流会, to-dos, a start-up led from a blank area to its first session."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from demo.loading.chapters import network
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network.actions import start_clock, start_steps, starting
from ibasho.rooms.network.models import Insurance, Match, Meeting, StartUp, Step, Todo
from ibasho.rooms.network.rules.kinds import StepCode, StepState
from ibasho.town.places.actions import reports
from ibasho.town.places.models import Session
from tests.demo.loaded import work_of

work = work_of(network.load, says="交流会")
pytestmark = pytest.mark.usefixtures("work")


def test_the_plans_own_meeting_stands_as_published() -> None:
    """21 June 2024, 6 groups; of the others only about when. No group is named, for none is."""
    first, second, third = Meeting.objects.filter(nendo=2024).order_by("round")
    assert (first.title, first.day, first.groups_told, first.state) == (
        "市内こども食堂交流会", date(2024, 6, 21), 6, "held",
    )  # fmt: skip
    assert first.source and not first.invitations.exists()
    assert [(one.day, one.month_words) for one in (second, third)] == [(None, "10月頃"), (None, "1月頃")]


def test_what_was_decided_stays_a_groups_to_do_until_it_is_done(work: Work) -> None:
    nijihashi, sasabune = work.organisations["nijihashi"], work.organisations["sasabune"]
    assert Todo.objects.get(organisation=nijihashi).done_at is not None
    assert Todo.objects.get(organisation=sasabune).done_at is None
    held = Meeting.objects.get(state="closed")
    assert held.invitations.filter(came_heads__gt=0).count() == 6 and held.decisions.count() == 2


def test_a_policy_ends_within_the_month_and_covers_no_food_taken_home(work: Work) -> None:
    ends = Insurance.objects.get(organisation=work.organisations["nijihashi"])
    assert timedelta() < ends.ends_on - work.day <= timedelta(days=30) and "takeout" not in ends.covers


def test_a_company_and_a_group_were_brought_together_and_children_got_something_from_it() -> None:
    match = Match.objects.get()
    assert match.state == "done" and match.became and match.children == 14


def test_a_starter_is_led_from_a_blank_area_to_the_first_session(work: Work) -> None:
    csw = Actor(person_id=work.people["sora"].pk)
    asked = starting.Asked(
        name="みどりの丘 夕ごはん（仮）", starter="丘野 みどり", phone="051-000-0067", kind="kodomo_shokudo", cell_code="5237260312",
    )  # fmt: skip
    made = starting.ask(asked=asked, public_id="a-starter-0001", by=Actor.public(), at=work.at)
    starting.take(startup=made, by=csw, at=work.at)
    for days, code in enumerate(StepCode, 1):
        if code is not StepCode.FIRST:
            at = work.at + timedelta(days=7 * days)
            start_steps.set_step(
                startup=made, code=code, said=start_steps.Said(StepState.DONE), by=csw, at=at
            )
    place = work.places["sasabune-shokudo"]
    first = Session.objects.filter(place=place, day__gt=work.day, state="planned").order_by("day")[8]
    starting.change(
        startup=made, values={"place": place, "first_on": first.day}, by=csw, at=work.at + timedelta(days=50)
    )
    evening = clock.at(first.day, network.MORNING) + timedelta(hours=11)
    reports.close(session=first, heads={"elementary": 12}, by=work.by, at=evening)
    start_clock.notice_openings(by=work.by, at=evening)
    made.refresh_from_db()
    assert (made.state, made.first_on, made.cell_code) == ("opened", first.day, "5237260312")
    assert not Step.objects.filter(startup=made).exclude(state="done").exists()


def test_one_start_up_stands_still_and_one_has_just_asked() -> None:
    stalled = StartUp.objects.get(name__startswith="やまびこの森")
    assert stalled.steps.get(code="health").state == "doing"
    assert StartUp.objects.get(name__startswith="しらかい").state == "asked"
