"""A. Accounts and sessions: what the other rooms' tests do not say (8, 9, 10, 99)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse

from ibasho.town.people import rules
from ibasho.town.people.models import Membership, Person
from ibasho.town.people.roles import ROLES
from tests import access, house, matrix, objects
from tests.people import Cast

As = Callable[[Person], Client]
# Opening a referral, a notice, a concern; breaking the glass; money out and back; keys; roles, factors, protection.
GRAVE = {
    "care:desk_referral", "care:desk_referral_paper", "care:desk_referral_call", "care:desk_notice", "care:desk_open",
    "care:desk_opening", "concerns:desk_concern",
    "mealtickets:desk_refund_approve", "mealtickets:desk_refund_refuse", "mealtickets:key_rotate", "mealtickets:key_revoke",
    "payouts:run_approve", "payouts:payer", "payouts:run_list", "payouts:run_send",
    "people:desk_grant", "people:desk_appointment_do", "people:desk_reset_second_factor", "people:desk_renew",
    "people:desk_protections", "people:desk_lift",
}  # fmt: skip
LONG_AGO = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 60


_MADE = re.compile(r"\bPerson\.objects\.create")


def marked() -> set[str]:
    return {name for name, pattern in house.url_names() if getattr(pattern.callback, "anew", False)}


def test_8_the_grave_are_these() -> None:
    assert marked() == GRAVE


def test_8_what_is_grave_asks_for_the_second_factor_again(town: Cast, as_person: As) -> None:
    made, rows = objects.Objects(town), matrix.matrix()
    wrong = {}
    for name in sorted(GRAVE):
        who = next(
            one
            for one in matrix.WHO
            if one != "anonymous" and matrix.expected(rows[name], one) not in matrix.SHUT
        )
        client = _shown_long_ago(as_person(getattr(town, who)))
        path = reverse(name, kwargs=made.kwargs(rows[name].get("object")))
        for ask in (client.get, client.post):
            with access.writes() as written:
                told = ask(path)
            if told.status_code != 302 or "/reauthenticate/" not in told["Location"] or written:
                wrong[name] = (who, told.status_code, written)
    assert wrong == {}


def _shown_long_ago(client: Client) -> Client:
    session = client.session
    session[METHODS] = [{**record, "at": time.time() - LONG_AGO} for record in session[METHODS]]
    session.save()
    return client


def test_9_whoever_comes_in_has_an_end(town: Cast) -> None:
    """By every way in which an account or a role is made: their fields may be empty for old rows alone."""
    made = Person.objects.create_user("x@example.test")
    assert made.ends_on is None, "the manager sets no end: only these may call it"
    callers = {
        str(path.relative_to(house.ROOT))
        for path in house.sources("ibasho")
        if _MADE.search(path.read_text(encoding="utf-8"))
    }
    assert callers == {"ibasho/town/people/actions/beginning.py", "ibasho/town/people/actions/invitations.py"}
    for path in callers:
        source = (house.ROOT / path).read_text(encoding="utf-8")
        assert len(_MADE.findall(source)) == source.count("ends_on=rules.account_end("), path


@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 11, 24), date(2027, 3, 31)])
def test_9_the_end_is_the_last_of_march(day: date) -> None:
    assert rules.account_end(day) == date(2027, 3, 31)


def test_10_what_migrations_and_preparing_leave_is_no_account(db: None) -> None:
    """The tests' database is a migrated, prepared copy (tests/conftest.py)."""
    assert not Person.objects.exists() and not Membership.objects.exists()


TWO = {
    "payouts.Run", "mealtickets.Refund", "people.LetterRun", "people.Appointment", "voices.Release", "reports.Review",
    "familysupport.Month",
}  # fmt: skip


def test_99_the_database_knows_it_too() -> None:
    """Each of these tables has a constraint by which one and the same person can't stand in both places."""
    found = {
        model._meta.label
        for model in house.own_models()
        for one in model._meta.constraints
        if isinstance(one, models.CheckConstraint) and one.name.endswith("two_people")
    }
    assert found == TWO


def test_every_city_role_has_a_second_factor() -> None:
    assert {role.code for role in ROLES.values() if role.city} == {
        role.code for role in ROLES.values() if role.second_factor
    }
