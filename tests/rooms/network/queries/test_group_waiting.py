"""What waits for a group: every noun once, in one statement, as each noun's own page tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network.models import Grant, GrantUse, Hygiene, Loan, Match, PollDay
from ibasho.rooms.network.queries import group_waiting, papers
from ibasho.town.people import policies
from ibasho.town.people.models import Organisation
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
AT = make.AT
TODAY = clock.day(AT)
DAY = timedelta(days=1)
ALL = {
    "期限が 近い 書類": 1, "やること（1つ 日が すぎています）": 2, "交流会の 日程の 返事": 1, "交流会の 出欠の 返事": 1,
    "かしてほしい おねがいに 返事": 1, "返す日が すぎた かしかり": 1, "つながりそうな 相手への 返事": 1,
    "直して もう一度 出すもの": 1, "助成金の 報告": 1,
}  # fmt: skip


@pytest.fixture
def people() -> Cast:
    return cast()


def met(people: Cast, mine: Organisation, other: Organisation) -> None:
    """Two meetings to answer, two things promised; and what is answered, done or not theirs."""
    told = ground.meeting(people)
    ground.invitation(told, mine)
    ground.invitation(told, other, answered_at=AT, coming="yes")
    ground.invitation(ground.meeting(people, round=3, day=TODAY - DAY), mine)
    asked = ground.meeting(people, round=2, state="poll", day=None, starts=None, ends=None)
    PollDay.objects.create(meeting=asked, day=TODAY + 9 * DAY, starts=time(10), ends=time(12))
    ground.invitation(asked, mine, told_at=None, polled_at=AT)
    ground.todo(people, mine, due_on=TODAY - DAY)
    ground.todo(people, mine, due_on=None)
    ground.todo(people, mine, done_at=AT, done_by=people.hana)


def shared(people: Cast, mine: Organisation, other: Organisation) -> None:
    """A pot to lend, a tent to bring back; a notice to write again, an offer that fits theirs; one report due, one far off."""
    days = {"starts_on": TODAY - 9 * DAY, "ends_on": TODAY - DAY, "asked_at": AT, "asked_by": people.hana}
    Loan.objects.create(item=ground.loan_item(mine), organisation=other, state="asked", **days)
    Loan.objects.create(item=ground.loan_item(other), organisation=mine, state="lent", **days)
    ground.notice(people, mine, state="waiting", back_words="数を 書いてください")
    want, offer = ground.notice(people, mine), ground.notice(people, other, direction="offer")
    yes = {"offer_yes_at": AT, "proposed_at": AT, "proposed_by": people.tsubaki}
    Match.objects.create(want=want, offer=offer, **yes)
    for ahead in (3, 40):
        grant = Grant.objects.create(name=f"助成{ahead}", giver="みほん財団")
        due = {"state": "granted", "report_due_on": TODAY + ahead * DAY, "changed_at": AT}
        GrantUse.objects.create(grant=grant, organisation=mine, nendo=2026, **due)


def told(people: Cast, who: str) -> dict[str, int]:
    found = group_waiting.waiting_for(people.by(getattr(people, who)), AT)
    return {one.label: one.count for one in found}


def test_every_noun_once_and_in_one_statement(
    people: Cast, django_assert_num_queries: Callable[[int], Any]
) -> None:
    met(people, people.midori, people.aozora)
    shared(people, people.midori, people.aozora)
    ground.insurance(people)
    with policies.asked_once():
        policies.current_memberships(people.hana.pk, TODAY)
        with django_assert_num_queries(1):
            assert told(people, "hana") == ALL
    assert told(people, "ken") == {"返す日が すぎた かしかり": 1}
    assert told(people, "tamotsu") == told(people, "aoi") == told(people, "tsubaki") == {}
    assert group_waiting.waiting_for(Actor.public(), AT) == []


@pytest.mark.menu_counts
def test_the_menu_counts_them_and_the_home_page_names_them(
    people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    sign_in(client, people.hana)
    assert "network-home" not in client.get("/ops/").content.decode()
    met(people, people.midori, people.aozora)
    shared(people, people.midori, people.aozora)
    ground.insurance(people)
    page = client.get("/ops/").content.decode()
    assert [label for label in ALL if label not in page] == []
    assert '<span class="side__count">10<' in page


@pytest.mark.parametrize("seed", range(12))
def test_papers_end_as_their_own_page_says(people: Cast, seed: int) -> None:
    """Some follow each other, some with a gap, some let go of."""
    draw = Random(seed)
    for _one in range(draw.randrange(1, 9)):
        drawn(people, draw)
    ends = [one.ends_on for one in papers.endings(TODAY, [people.midori.pk])]
    over, soon = [day for day in ends if day < TODAY], [day for day in ends if day >= TODAY]
    found = {
        one.label: (one.count, one.oldest) for one in group_waiting.waiting_for(people.by(people.hana), AT)
    }
    wanted: dict[str, tuple[int, date | None]] = {}
    if over:
        wanted["期限が きれた 書類"] = (len(over), min(over))
    if soon:
        wanted["期限が 近い 書類"] = (len(soon), None)
    assert found == wanted


def drawn(people: Cast, draw: Random) -> None:
    """A paper of any kind with days round about today."""
    starts = TODAY + draw.randrange(-400, 30) * DAY
    ends = starts + draw.randrange(10, 400) * DAY
    more = {"let_go_at": draw.choice([None, None, AT]), "changed_at": AT}
    kind = draw.choice(["insurance", "agreement", "hygiene"])
    if kind == "insurance":
        covers = draw.choice([[], ["injury"], ["injury", "poison"]])
        ground.insurance(people, starts_on=starts, ends_on=ends, covers=covers, **more)
    elif kind == "agreement":
        until = draw.choice([None, ends])
        ground.agreement(people, kind=draw.choice(["coop", "memo"]), starts_on=starts, ends_on=until, **more)
    else:
        place = make.place(organisation=people.midori)
        Hygiene.objects.create(
            organisation=people.midori, place=place, standing="asking", ends_on=ends, **more
        )
