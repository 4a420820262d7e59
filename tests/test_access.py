"""Every address × every role of the cast. A stranger gets 404; nobody meets an address nobody thought of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from tests import house, objects
from tests.people import Cast, cast
from tests.signing_in import sign_in

WHO = ("anonymous", "fumi", "aoi", "mado", "tsubaki", "megumi", "sumi", "tomoe", "hana", "ken", "tamotsu")


def matrix() -> dict[str, dict[str, Any]]:
    return {name: row for rows in house.listed("access.toml").values() for name, row in rows.items()}


def test_every_address_is_in_the_matrix() -> None:
    ours = {name for name, pattern in house.url_names() if house.is_ours(pattern)}
    assert ours - set(matrix()) == set(), "addresses without a row in access.toml"
    assert set(matrix()) - ours == set(), "rows without an address"


def expected(row: dict[str, Any], who: str) -> Any:
    """A person's own word, else that of all who are signed in, else that of everyone."""
    if who in row:
        return row[who]
    if who != "anonymous" and "signed_in" in row:
        return row["signed_in"]
    return row.get("everyone")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, objects.Objects]]:
    """The cast and every object the matrix names, made once for all of them: each walk is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = cast()
        made = objects.Objects(people)
        for row in matrix().values():
            made.kwargs(row.get("object"))
        yield people, made
        transaction.set_rollback(True)


def test_no_address_stands_in_the_way_of_another(world: tuple[Cast, objects.Objects]) -> None:
    """Two rooms that take the same path: whoever asks for the second meets the first."""
    paths = {name: reverse(name, kwargs=world[1].kwargs(row.get("object"))) for name, row in matrix().items()}
    hidden = {f"{name} ({path})" for name, path in paths.items() if resolve(path).view_name != name}
    assert hidden == set()


@pytest.mark.parametrize("who", WHO)
def test_each_of_the_cast_meets_what_the_matrix_says(
    who: str, client: Client, world: tuple[Cast, objects.Objects], django_db_blocker: Any
) -> None:
    people, made = world
    with django_db_blocker.unblock(), transaction.atomic():
        if who != "anonymous":
            sign_in(client, getattr(people, who))
        wrong = [
            told for name, row in sorted(matrix().items()) if (told := _met(name, row, who, made, client))
        ]
        transaction.set_rollback(True)
    assert wrong == []


def _met(name: str, row: dict[str, Any], who: str, made: objects.Objects, client: Client) -> str:
    """What somebody met at one address, where it is not what the matrix says."""
    if row.get("method") == "skip":
        return ""
    with transaction.atomic():  # what a walk writes by looking is gone for the next address
        response = client.get(reverse(name, kwargs=made.kwargs(row.get("object"))), follow=False)
        transaction.set_rollback(True)
    outcome: Any = response.status_code
    if outcome == 302 and "/accounts/login/" in response["Location"]:
        outcome = "login"
    return "" if outcome == expected(row, who) else f"{name}: {outcome}, expected {expected(row, who)}"
