"""Every address × every role of the cast. A stranger gets 404; nobody meets an address nobody thought of."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import house, objects
from tests.people import Cast, cast
from tests.signing_in import sign_in

WHO = ("anonymous", "fumi", "aoi", "mado", "tsubaki", "megumi", "hana", "ken", "tamotsu")


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


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_each_of_the_cast_meets_what_the_matrix_says(who: str, client: Client) -> None:
    people: Cast = cast()
    if who != "anonymous":
        sign_in(client, getattr(people, who))
    made = objects.Objects(people)
    wrong = []
    for name, row in sorted(matrix().items()):
        if row.get("method") == "skip":
            continue
        response = client.get(reverse(name, kwargs=made.kwargs(row.get("object"))), follow=False)
        outcome: Any = response.status_code
        if outcome == 302 and "/accounts/login/" in response["Location"]:
            outcome = "login"
        if outcome != expected(row, who):
            wrong.append(f"{name}: {outcome}, expected {expected(row, who)}")
    assert wrong == []
