"""The way of a member, what joining asks for, and the day a name goes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.familysupport.rules import members as rules
from ibasho.rooms.familysupport.rules.courses import CourseStanding
from ibasho.rooms.familysupport.rules.kinds import MemberKind, MemberState
from ibasho.rooms.familysupport.rules.members import Ready, Step

STATES = [one.value for one in MemberState]
FITS = {
    "applied": {Step.INTERVIEW, Step.DECLINE},
    "interviewed": {Step.INTERVIEW, Step.JOIN, Step.BACK, Step.DECLINE},
    "active": {Step.BACK, Step.PAUSE, Step.LEAVE},
    "paused": {Step.PAUSE, Step.COME_BACK, Step.LEAVE},
    "declined": {Step.RETURN},
    "left": {Step.RETURN},
}
SEEN: dict[str, Any] = {"interviewed": True, "agreed": True, "id_seen": True, "address": True}
IN_FORCE, LACKING = (
    CourseStanding("", date(2030, 1, 1), 1_440),
    CourseStanding("事故防止講習が まだ", None, 1_440),
)


@pytest.mark.parametrize("state", STATES)
def test_what_may_be_done_in_each_state(state: str) -> None:
    assert rules.possible(state) == FITS[state]
    for step in set(Step) - FITS[state] - {Step.RETURN}:
        with pytest.raises(Conflict):
            rules.after(step, state)


@pytest.mark.parametrize(
    ("ready", "missing"),
    [
        (Ready("user", **SEEN, children=1), ()),
        (Ready("user", **SEEN), ("child",)),
        (Ready("provider", **SEEN, standing=IN_FORCE), ()),
        (Ready("provider", **SEEN, standing=LACKING), ("courses",)),
        (Ready("both", **SEEN, standing=LACKING), ("child", "courses")),
        (Ready("user", children=2), ("interview", "agreed", "id_seen", "address")),
    ],
)
def test_what_joining_asks_for(ready: Ready, missing: tuple[str, ...]) -> None:
    assert rules.missing(ready) == missing


def test_who_wants_both_may_begin_by_asking() -> None:
    ready = Ready(MemberKind.BOTH.value, **SEEN, children=1, standing=LACKING)
    with pytest.raises(Conflict, match="先に「依頼会員」で 入会") as refused:
        rules.check_ready(ready)
    assert "事故防止講習が まだ" in refused.value.message


@pytest.mark.parametrize(
    ("last_visit", "day"),
    [
        (None, date(2026, 12, 25)),
        (date(2026, 9, 30), date(2026, 12, 25)),
        (date(2026, 11, 5), date(2026, 12, 31)),  # reported by 10 December, paid in December
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_a_name_goes_after_thirty_days_and_never_before_the_last_pay(
    last_visit: date | None, day: date
) -> None:
    assert rules.erase_on(date(2026, 11, 25), last_visit) == day


def test_a_pause_may_end_today_and_the_refusal_says_so() -> None:
    today = date(2026, 11, 24)
    rules.check_until(today, today)
    with pytest.raises(Invalid, match="きょうか、あとの日"):
        rules.check_until(date(2026, 11, 23), today)
