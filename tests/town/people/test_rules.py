"""Decisions about accounts and roles, by tables."""

from datetime import date, datetime, timedelta

import pytest

from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.town.people import rules
from ibasho.town.people.roles import ROLES

CITY, MIDORI, AOZORA = 1, 2, 3


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 4, 1), date(2027, 3, 31)),
        (date(2026, 11, 23), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2028, 3, 31)),
    ],
)
def test_an_account_ends_with_the_fiscal_year(day: date, end: date) -> None:
    assert rules.account_end(day) == end


def test_an_invitation_is_good_for_fourteen_days() -> None:
    at = datetime(2026, 11, 24, 15, tzinfo=JST)
    assert rules.invitation_end(at) - at == timedelta(days=14)


@pytest.mark.parametrize(
    ("held", "role", "organisation", "allowed"),
    [
        ([("city_admin", CITY)], "city_officer", CITY, True),
        ([("city_admin", CITY)], "operator_lead", MIDORI, True),
        ([("city_officer", CITY)], "operator_lead", MIDORI, False),
        ([("city_clerk", CITY)], "helper", MIDORI, False),
        ([("csw", CITY)], "helper", MIDORI, False),
        ([("operator_lead", MIDORI)], "operator", MIDORI, True),
        ([("operator_lead", MIDORI)], "helper", MIDORI, True),
        ([("operator_lead", MIDORI)], "operator_lead", MIDORI, False),
        ([("operator_lead", MIDORI)], "city_admin", MIDORI, False),
        ([("operator_lead", MIDORI)], "helper", AOZORA, False),
        ([("operator", MIDORI)], "helper", MIDORI, False),
        ([("helper", MIDORI), ("operator_lead", AOZORA)], "helper", MIDORI, False),
        ([], "helper", MIDORI, False),
    ],
)
def test_who_may_invite_whom(
    held: list[tuple[str, int]], role: str, organisation: int, *, allowed: bool
) -> None:
    assert rules.may_invite(held, role, organisation) is allowed


@pytest.mark.parametrize(
    ("role", "kind", "fits"),
    [
        ("city_admin", "city", True),
        ("city_admin", "group", False),
        ("city_officer", "council", False),
        ("csw", "council", True),
        ("csw", "city", False),
        ("support_adviser", "council", True),
        ("support_adviser", "shop", False),
        ("operator_lead", "group", True),
        ("operator_lead", "city", True),  # a section may run a place itself
        ("helper", "shop", True),
    ],
)
def test_city_roles_live_in_the_city(role: str, kind: str, *, fits: bool) -> None:
    assert rules.role_fits(role, kind) is fits


def test_an_unknown_or_misplaced_role_is_refused_with_a_sentence() -> None:
    with pytest.raises(Invalid, match="ありません"):
        rules.check_role("king", "city")
    with pytest.raises(Invalid, match="使えません"):
        rules.check_role("city_admin", "shop")
    for role in ROLES:
        rules.check_role(role, {"csw": "council"}.get(role, "city"))


def test_only_roles_one_may_give_are_offered() -> None:
    assert rules.roles_to_offer([("city_admin", CITY)], CITY, "city") == (
        "city_admin", "city_officer", "city_clerk", "support_adviser", "centre_worker", "centre_lead", "operator_lead", "operator", "helper",
    )  # fmt: skip
    assert rules.roles_to_offer([("operator_lead", MIDORI)], MIDORI, "group") == ("operator", "helper")
    assert rules.roles_to_offer([("operator_lead", MIDORI)], AOZORA, "group") == ()


@pytest.mark.parametrize("ends_on", [date(2026, 11, 22), date(2028, 4, 1)])
def test_an_end_outside_this_and_the_next_year_is_refused(ends_on: date) -> None:
    with pytest.raises(Invalid, match="2028年3月31日"):
        rules.check_end(ends_on, date(2026, 11, 23))


@pytest.mark.parametrize("via", list(Via))
def test_staff_type_in_for_phone_counter_paper_and_fax_only(via: Via) -> None:
    if via in (Via.PHONE, Via.COUNTER, Via.PAPER, Via.FAX):
        assert rules.check_channel(via) is via
    else:
        with pytest.raises(Invalid):
            rules.check_channel(via)


def test_the_last_administrator_stays() -> None:
    rules.check_admin_remains(1)
    with pytest.raises(Conflict, match="最後の管理者"):
        rules.check_admin_remains(0)


def test_a_search_needs_a_condition_of_two_letters() -> None:
    assert rules.search_conditions(name=" 花子 ", email="") == {"name": "花子"}
    assert rules.search_conditions(name="林") == {"name": "林"}
    for nothing in ({}, {"name": "  "}, {"name": "は"}, {"email": "a"}):
        with pytest.raises(Invalid):
            rules.search_conditions(**nothing)
