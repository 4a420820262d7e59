"""B. The CSW is a role of its own: groups, start-ups and surplus food yes; care, meal money, payments and families no."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import CSW
from tests import objects
from tests.access import GUESS
from tests.people import Cast
from tests.trust.walking import Address, addresses

As = Callable[[Person], Client]
CLOSED = ("care", "concerns", "mealtickets", "payouts", "familysupport")  # the rooms a CSW has no part in
# What is hers in them: a note she writes herself, and the poster that says whom to call.
OWN = {
    "care:desk_note_write", "care:desk_note_sent", "care:desk_note_paper", "care:desk_notes", "care:desk_note",
    "care:desk_poster",
}  # fmt: skip


def _of_the_desk(made: objects.Objects) -> list[Address]:
    """Every address of those rooms behind the desk's and the groups' doors."""
    return [
        one
        for one in addresses(made)
        if one.name.split(":")[0] in CLOSED
        and one.path.startswith(("/desk/", "/ops/"))
        and one.name not in OWN
    ]


def test_the_role_carries_nothing_of_care_money_or_families() -> None:
    prefixes = ("CARE_", "CONCERNS_", "MEALS_", "PAYOUTS_", "SUPPORT_")
    held = {one for one in CSW.permissions if one.name.startswith(prefixes)}
    assert held == {Permission.CARE_NOTE}
    assert {one for one in Permission if one.name.startswith("NETWORK_")} - CSW.permissions == {
        Permission.NETWORK_OWN
    }


@pytest.mark.usefixtures("now")
def test_tsubaki_reads_none_of_their_pages(town: Cast, as_person: As) -> None:
    walked, client = _of_the_desk(objects.Objects(town)), as_person(town.tsubaki)
    assert {one.name.split(":")[0] for one in walked} == set(CLOSED)
    wrong = [
        (one.name, status) for one in walked if (status := client.get(one.path).status_code) not in (404, 405)
    ]
    assert wrong == []


@pytest.mark.usefixtures("now")
def test_tsubaki_writes_on_none_of_them(town: Cast, as_person: As) -> None:
    walked, client = _of_the_desk(objects.Objects(town)), as_person(town.tsubaki)
    before = Entry.objects.count()
    wrong = [
        (one.name, status)
        for one in walked
        if (status := client.post(one.path, GUESS).status_code) not in (404, 405)
    ]
    assert wrong == []
    assert Entry.objects.count() == before, "something was written"
