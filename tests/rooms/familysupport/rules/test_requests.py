"""What may be asked for, one refusal each; and what calling off is at which moment."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid
from ibasho.rooms.familysupport.rules import calling_off
from ibasho.rooms.familysupport.rules import requests as rules
from ibasho.rooms.familysupport.rules.kinds import CancelKind, UnmetReason
from ibasho.rooms.familysupport.rules.requests import Kid, Limits
from tests import make

DAY = date(2026, 11, 25)
USUAL = Limits(
    child_days_min=57, child_years_max=12, children_at_once_max=1, day_starts=time(6), day_ends=time(22),
    sick_child=False,
)  # fmt: skip
HINATA = Kid("ひなた", date(2019, 6, 1))
AFTERNOON = (clock.at(DAY, time(15)), clock.at(DAY, time(17)))


@pytest.mark.parametrize(
    ("kind", "state", "code"),
    [
        ("user", "active", ""),
        ("both", "active", ""),
        ("provider", "active", "support.member_does_not_ask"),
        ("user", "paused", "support.member_paused"),
        ("user", "left", "support.member_not_active"),
        ("user", "interviewed", "support.member_not_active"),
    ],
)
def test_only_active_members_who_ask(kind: str, state: str, code: str) -> None:
    if not code:
        rules.check_member(kind, state, paused_until=None, phone="0537")
        return
    with pytest.raises(Conflict) as refused:
        rules.check_member(kind, state, paused_until=None, phone="0537")
    assert refused.value.code == code
    assert "0537" in refused.value.message


@pytest.mark.parametrize(
    ("day", "starts", "ends", "content", "field"),
    [
        (make.TUESDAY, time(14), time(16), "after_school", "from_on"),  # an hour ago
        (date(2028, 1, 5), time(15), time(17), "after_school", "from_on"),
        (DAY, time(5, 30), time(7), "early_late", "starts"),
        (DAY, time(20), time(22, 30), "early_late", "ends"),
        (DAY, time(9), time(12), "sick_child", "content"),
    ],
)
def test_day_hours_and_content_are_those_of_the_centre(
    day: date, starts: time, ends: time, content: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_days([day], starts, content, ends, {day: USUAL}, make.AT)
    assert set(refused.value.fields) == {field}


def test_a_day_for_which_nobody_has_set_rules_is_told_by_telephone() -> None:
    with pytest.raises(Conflict, match="電話"):
        rules.check_days([DAY], time(15), "after_school", time(17), {}, make.AT)


@pytest.mark.parametrize(
    ("starts", "ends"), [(time(17), time(15)), (time(15), time(15)), (time(20), time(7))]
)
def test_nobody_stays_over_night(starts: time, ends: time) -> None:
    with pytest.raises(Invalid, match="泊まり"):
        rules.check_hours(starts, ends)


def test_a_way_needs_both_ends() -> None:
    rules.check_way("after_school", "provider_home", "", "")
    rules.check_way("nursery_way", "way", "みほん保育園", "家")
    with pytest.raises(Invalid) as refused:
        rules.check_way("nursery_way", "way", "みほん保育園", " ")
    assert set(refused.value.fields) == {"to_words"}


def test_a_child_who_turns_too_old_within_the_series_is_refused_with_the_day() -> None:
    eldest = Kid("そら", date(2014, 6, 1))  # the sixth class of 2026
    spring = (date(2027, 3, 31), date(2027, 4, 1))
    limits = dict.fromkeys(spring, USUAL)
    rules.check_ages([eldest], spring[:1], limits)
    with pytest.raises(Invalid, match="そら.*4月1日"):
        rules.check_ages([eldest], spring, limits)


def test_a_newborn_waits_until_the_57th_day() -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_ages([Kid("はな", DAY - timedelta(days=56))], [DAY], {DAY: USUAL})
    assert set(refused.value.fields) == {"children"}
    rules.check_ages([Kid("はな", DAY - timedelta(days=57))], [DAY], {DAY: USUAL})


def test_one_child_at_a_time_unless_the_centre_says_so() -> None:
    rules.check_kids([HINATA], USUAL)
    for wrong in ([], [HINATA, Kid("そら", date(2016, 5, 1))]):
        with pytest.raises(Invalid) as refused:
            rules.check_kids(wrong, USUAL)
        assert set(refused.value.fields) == {"children"}


@pytest.mark.parametrize(
    ("starts", "ends", "clashes"),
    [
        (time(16), time(18), True),
        (time(17), time(18), False),
        (time(13), time(15), False),
        (time(14), time(20), True),
    ],
)
def test_the_same_child_is_not_asked_for_twice_at_one_time(
    starts: time, ends: time, *, clashes: bool
) -> None:
    taken, span = Kid("ひなた", HINATA.born_on, (AFTERNOON,)), (clock.at(DAY, starts), clock.at(DAY, ends))
    if not clashes:
        rules.check_own_overlap([taken], [span])
        return
    with pytest.raises(Invalid, match="11月25日"):
        rules.check_own_overlap([taken], [span])


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        (clock.at(DAY - timedelta(days=1), time(23, 59)), CancelKind.BEFORE),
        (clock.at(DAY, time(0)), CancelKind.SAME_DAY),
        (clock.at(DAY, time(14, 59)), CancelKind.SAME_DAY),
    ],
)
def test_the_clock_says_what_calling_off_is(at: datetime, kind: CancelKind) -> None:
    assert calling_off.kind_now(AFTERNOON[0], at) == kind
    calling_off.check("agreed", AFTERNOON[0], kind, at, by_link=True)


@pytest.mark.parametrize(
    ("state", "kind", "at"),
    [
        ("done", CancelKind.SAME_DAY, clock.at(DAY, time(10))),
        ("agreed", CancelKind.BEFORE, clock.at(DAY, time(10))),  # shown last evening, pressed this morning
        ("agreed", CancelKind.WARNING, clock.at(DAY, time(10))),  # the centre's to say
        ("agreed", CancelKind.SAME_DAY, clock.at(DAY, time(15))),  # begun
    ],
)
def test_the_family_calls_off_only_what_the_clock_says(state: str, kind: CancelKind, at: datetime) -> None:
    with pytest.raises(DomainError):
        calling_off.check(state, AFTERNOON[0], kind, at, by_link=True)


@pytest.mark.parametrize(
    ("answers", "hours_before", "reason"),
    [
        (("no", "no"), 48, UnmetReason.REFUSED),
        (("no", "yes"), 48, UnmetReason.NOBODY_FREE),
        ((), 3, UnmetReason.TOO_LATE),
        ((), 48, UnmetReason.NOBODY_FREE),
        (("waiting",), 3, UnmetReason.TOO_LATE),
    ],
)
def test_why_nobody_came(answers: tuple[str, ...], hours_before: int, reason: UnmetReason) -> None:
    asked = AFTERNOON[0] - timedelta(hours=hours_before)
    assert calling_off.unmet_reason(answers, asked, AFTERNOON[0]) == reason
