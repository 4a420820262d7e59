"""Wants, offers, matches, grants and reports go when the inventory says, and not while anything still needs them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.network.actions import supporting_ageing
from ibasho.rooms.network.models import Grant, GrantUse, Match, Notice, SentReport
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
AT, TODAY = ground.AT, clock.day(ground.AT)
JOB = Actor.of_job("network.register_forget")
NOTHING = {"matches": 0, "notices": 0, "reports": 0, "grant_uses": 0}


def first_of(year: int) -> datetime:
    return clock.at(date(year, 4, 1), time(5))


FIVE, TEN = first_of(2032), first_of(2037)  # the 年度 of the ground is 令和8


@pytest.fixture
def people() -> Cast:
    return cast()


def match(people: Cast, **changed: Any) -> Match:
    want = ground.notice(people, people.midori, state="closed")
    offer = ground.notice(people, people.aozora, direction="offer", state="closed")
    told = {"want": want, "offer": offer, "proposed_at": AT, "proposed_by": people.tsubaki}
    return Match.objects.create(**{**told, **changed})


def agreed(**changed: Any) -> dict[str, Any]:
    return {"state": "agreed", "want_yes_at": AT, "offer_yes_at": AT, **changed}


def test_nobody_but_the_job(people: Cast) -> None:
    with pytest.raises(NotFound):
        supporting_ageing.forget_old(by=people.by(people.fumi), at=AT)


def test_a_closed_notice_goes_and_a_shown_one_stays(people: Cast) -> None:
    ground.notice(people, people.midori, state="closed", until=TODAY)
    ground.notice(people, people.midori, state="closed", until=date(2027, 4, 1))
    shown = ground.notice(people, people.midori)
    assert supporting_ageing.forget_old(by=JOB, at=first_of(2031)) == NOTHING
    assert supporting_ageing.forget_old(by=JOB, at=FIVE) == {**NOTHING, "notices": 1}
    assert supporting_ageing.forget_old(by=JOB, at=first_of(2033)) == {**NOTHING, "notices": 1}
    assert supporting_ageing.forget_old(by=JOB, at=TEN) == NOTHING
    assert list(Notice.objects.all()) == [shown]


@pytest.mark.parametrize(
    ("state", "gone"),
    [
        ({"state": "declined", "ended_at": AT}, {"matches": 1, "notices": 2}),
        (agreed(state="done", ended_at=AT), {"matches": 1, "notices": 2}),
        ({}, {"matches": 1, "notices": 2}),  # nobody ever answered
        (agreed(), {}),  # it still runs, and so its two sides stay
        (agreed(state="done", ended_at=first_of(2030)), {}),
    ],
)
def test_a_match_goes_with_its_two_sides(people: Cast, state: dict[str, Any], gone: dict[str, int]) -> None:
    match(people, **state)
    assert supporting_ageing.forget_old(by=JOB, at=FIVE) == {**NOTHING, **gone}


def test_a_report_outlives_the_grant_it_was_for(people: Cast) -> None:
    grant = Grant.objects.create(name="居場所 はじめ助成", giver="みほん財団")
    of = {"grant": grant, "organisation": people.midori, "changed_at": AT}
    use = GrantUse.objects.create(nendo=2026, **of)
    due = GrantUse.objects.create(nendo=2025, report_due_on=date(2027, 4, 30), **of)
    SentReport.objects.create(
        form="funder", organisation=people.midori, grant_use=use, first_on=TODAY, last_on=TODAY, made_at=AT,
        made_by=people.hana, figures={"days": 3},
    )  # fmt: skip
    assert supporting_ageing.forget_old(by=JOB, at=first_of(2031)) == NOTHING
    assert supporting_ageing.forget_old(by=JOB, at=FIVE) == {**NOTHING, "grant_uses": 1}
    kept = SentReport.objects.get()
    assert (kept.grant_use, kept.figures) == (None, {"days": 3})
    assert list(GrantUse.objects.all()) == [due]
    assert supporting_ageing.forget_old(by=JOB, at=TEN) == {**NOTHING, "reports": 1, "grant_uses": 1}
    assert Grant.objects.get() == grant
