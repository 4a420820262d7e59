"""交流会 and lending, looked at on a phone and a desk's screen; the link answers without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as nendos
from ibasho.rooms.network.actions import inviting, surveying
from ibasho.rooms.network.models import Decision, Invitation, Loan, Material, Meeting, PollAnswer, PollDay
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return cast()


def url(name: str, *args: object) -> str:
    return reverse(f"network:{name}", args=[str(one) for one in args])


def meetings(people: Cast) -> tuple[Invitation, Invitation, Invitation]:
    """One that is held and told, one to answer, one whose day is asked about: of みどり食堂の会 each."""
    today, by = clock.day(clock.now()), people.by(people.tsubaki)
    year = nendos.nendo(today)
    held = ground.meeting(
        people,
        nendo=year,
        day=today,
        state="held",
        told_at=clock.now(),
        minutes="野菜の 話",
        minutes_at=clock.now(),
    )
    Decision.objects.create(meeting=held, words="名簿を 作る")
    Material.objects.create(meeting=held, title="次第", url="https://example.test/", added_at=clock.now())
    surveying.ask(meeting=held, by=by, at=clock.now())
    ground.todo(people, people.midori, held, due_on=today - timedelta(days=2))
    next_one = ground.meeting(people, nendo=year, round=2, day=today, state="invited", answer_until=today)
    polled = ground.meeting(
        people, nendo=year, round=3, day=None, month_words="1月頃", state="poll", poll_until=today
    )
    asked = [ground.invitation(one, people.midori) for one in (held, next_one, polled)]
    for step in (3, 4):
        day = PollDay.objects.create(
            meeting=polled, day=today + timedelta(days=step), starts=time(10), ends=time(12)
        )
        PollAnswer.objects.create(poll_day=day, invitation=asked[2], answer="yes" if step == 4 else "maybe")
    for one in (held, next_one, polled):
        ground.invitation(one, people.aozora)
    return asked[0], asked[1], asked[2]


def test_a_group_answers_by_link_without_javascript(people: Cast, open_page: Callable[..., Page]) -> None:
    _held, found, _polled = meetings(people)
    given = inviting.give_link(invitation=found, mail=False, by=people.by(people.mado), at=clock.now())
    page = open_page(url("meeting_link", given.token), javascript=False)
    page.locator("label[for='id_coming_0']").click()
    page.fill("[name=heads]", "2")
    arrive(page.locator("button[value=answer]"))
    assert page.locator("text=うけとりました").count() or Invitation.objects.get(pk=found.pk).coming == "yes"


@pytest.mark.long
def test_every_page_of_meetings_is_fit_to_read(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    three = meetings(people)
    tokens = [
        inviting.give_link(invitation=one, mail=False, by=people.by(people.mado), at=clock.now()).token
        for one in three
    ]
    page = open_page(url("meeting_link", tokens[0]))
    assert look(page, [url("meeting_link", one) for one in tokens], axe_findings, sizes=BOTH) == {}

    page = open_page(url("ops_meetings"), cookies=cookies_of(people.hana))
    own = [url("ops_meetings"), url("ops_network"), *(url("ops_meeting", one.public_id) for one in three)]
    assert look(page, own, axe_findings, sizes=BOTH) == {}

    page = open_page(url("desk_meetings"), cookies=cookies_of(people.tsubaki), size="tablet")
    held, invited, polled = (one.meeting.public_id for one in three)
    desk = [
        url("desk_meetings"), url("desk_meeting_new"), url("desk_meeting", held), url("desk_meeting", invited),
        url("desk_meeting", polled), url("desk_meeting_change", held), url("desk_meeting_poll", polled),
        url("desk_meeting_invite", invited), url("desk_invitation", three[1].public_id), url("desk_invitation", three[2].public_id),
        url("desk_meeting_attendance", held), url("desk_meeting_minutes", held), url("desk_meeting_materials", held),
        url("desk_meeting_survey", held), url("desk_todos"), url("desk_todo_new"),
    ]  # fmt: skip
    assert look(page, desk, axe_findings, sizes=BOTH) == {}
    assert Meeting.objects.count() == 3


def test_every_page_of_lending_is_fit_to_read(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    today = clock.day(clock.now())
    pot, ken_s = (
        ground.loan_item(people.midori),
        ground.loan_item(people.aozora, name="たっきゅう台", count=1),
    )
    for item, group, state in (
        (pot, people.aozora, "asked"),
        (ken_s, people.midori, "lent"),
        (pot, people.aozora, "back"),
    ):
        Loan.objects.create(
            item=item,
            organisation=group,
            starts_on=today,
            ends_on=today,
            asked_at=clock.now(),
            asked_by=people.ken,
            state=state,
        )
    page = open_page(url("ops_lending"), cookies=cookies_of(people.hana))
    own = [
        url("ops_lending"),
        url("ops_loan_item_new"),
        url("ops_loan_item", pot.public_id),
        url("ops_loan_ask", ken_s.public_id),
    ]
    assert look(page, own, axe_findings, sizes=BOTH) == {}
    page = open_page(url("desk_lending"), cookies=cookies_of(people.mado), size="tablet")
    assert (
        look(page, [url("desk_lending"), url("desk_loan_ask", pot.public_id)], axe_findings, sizes=BOTH) == {}
    )
