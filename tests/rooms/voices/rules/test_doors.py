"""A door: whom it lets in today, what may be counted there, and what may be written about it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices.rules import doors
from ibasho.rooms.voices.rules.doors import Standing, Wished
from ibasho.rooms.voices.rules.kinds import Channel

DAY = date(2026, 11, 24)
OPEN: dict[str, Any] = {"state": "open", "shut": False, "on": None, "quota": None, "taken": 0}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, Standing.OPEN),
        ({"state": "draft"}, Standing.EARLY),
        ({"state": "closed"}, Standing.OVER),
        ({"state": "finished", "shut": True}, Standing.OVER),
        ({"shut": True}, Standing.SHUT),
        ({"on": DAY}, Standing.OPEN),
        ({"on": date(2026, 11, 23)}, Standing.OTHER_DAY),
        ({"quota": 40, "taken": 39}, Standing.OPEN),
        ({"quota": 40, "taken": 40}, Standing.FULL),
    ],
)
def test_why_a_door_lets_somebody_in_or_not(changed: dict[str, Any], told: Standing) -> None:
    assert doors.standing(**{**OPEN, **changed}, day=DAY) is told


@pytest.mark.parametrize(
    ("state", "shut", "late", "code"),
    [
        ("open", False, False, ""),
        ("open", True, False, "voices.tally.shut"),
        ("open", True, True, ""),
        ("closed", False, False, "voices.tally.over"),
        ("closed", True, True, ""),
        ("finished", False, True, "voices.tally.over"),
        ("draft", False, True, "voices.tally.early"),
    ],
)
def test_what_a_phone_kept_may_arrive_after_the_stall_has_packed_up(
    state: str, shut: bool, late: bool, code: str
) -> None:
    try:
        doors.check_counting(state=state, shut=shut, late=late)
    except Conflict as refused:
        assert refused.code == code
    else:
        assert code == ""


def checked(**changed: Any) -> Wished:
    told = {"channel": "stall", "name": " けっトラ市の　テント ", **changed}
    days = {"opens_on": date(2026, 11, 1), "closes_on": date(2026, 11, 30)}
    return doors.checked(Wished(**told), known_districts=frozenset({"M01"}), **days)


def test_a_door_is_tidied() -> None:
    assert checked(district_code="M01", on=DAY).name == "けっトラ市の テント"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "あ" * 81}, "name"),
        ({"channel": "smoke"}, "channel"),
        ({"district_code": "X99"}, "district_code"),
        ({"stage": "baby"}, "stage"),
        ({"on": date(2026, 12, 1)}, "on"),
        ({"quota": 401}, "quota"),
        ({"channel": "tablet"}, "quota"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(**changed)
    assert set(refused.value.fields) == {field}
    assert refused.value.fields[field].endswith("。")


def test_every_channel_has_its_tools_and_only_two_have_links() -> None:
    assert set(doors.TOOLS) == set(Channel)
    doors.check_linked("stall")
    with pytest.raises(Conflict):
        doors.check_linked("web")
