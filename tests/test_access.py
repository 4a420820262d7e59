"""Every address × every role of the cast, looked at and written to. A stranger gets 404 either way and writes nothing; nobody
meets an address nobody thought of."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse

from tests import access, house, objects
from tests.long import walked
from tests.matrix import READ_ONLY, SHUT, WHO, Row, expected, matrix, may_send, sent_as_expected
from tests.people import Cast, cast


def test_every_address_is_in_the_matrix() -> None:
    ours = {name for name, pattern in house.url_names() if house.is_ours(pattern)}
    assert ours - set(matrix()) == set(), "addresses without a row in access.toml"
    assert set(matrix()) - ours == set(), "rows without an address"


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


@pytest.mark.parametrize("who", walked(WHO, short=("anonymous", "ken")))
def test_each_of_the_cast_meets_what_the_matrix_says(
    who: str, world: tuple[Cast, objects.Objects], django_db_blocker: Any
) -> None:
    people, made = world
    with django_db_blocker.unblock(), transaction.atomic(), access.undrawn():
        client = access.browser(people, who)
        wrong = [
            told for name, row in sorted(matrix().items()) if (told := _met(name, row, who, made, client))
        ]
        transaction.set_rollback(True)
    assert wrong == []


def _met(name: str, row: Row, who: str, made: objects.Objects, client: Client) -> str:
    """What somebody met at one address, where it is not what the matrix says."""
    if row.get("method") == "skip":
        return ""
    with transaction.atomic():  # what a walk writes by looking is gone for the next address
        response = client.get(reverse(name, kwargs=made.kwargs(row.get("object"))), follow=False)
        transaction.set_rollback(True)
    outcome = access.outcome_of(response)
    return "" if outcome == expected(row, who) else f"{name}: {outcome}, expected {expected(row, who)}"


@pytest.mark.parametrize("who", walked(WHO, short=("anonymous", "ken")))
def test_14_each_of_the_cast_sends_what_the_matrix_says(
    who: str, world: tuple[Cast, objects.Objects], django_db_blocker: Any
) -> None:
    """Who meets a page is asked of one of them in the short form (`EVERYBODY`): to draw it takes most of the time."""
    people, made = world
    logging.disable(logging.WARNING)  # a thousand lines of refusals
    with django_db_blocker.unblock(), transaction.atomic(), access.undrawn():
        client = access.browser(people, who)
        asked = [(name, row) for name, row in sorted(matrix().items()) if access.is_asked(name, row, who)]
        wrong = [told for name, row in asked if (told := _sent(name, row, who, made, client))]
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    assert wrong == []


def _sent(name: str, row: Row, who: str, made: objects.Objects, client: Client) -> str:
    """What was wrong with the answer to somebody's POST: to a stranger's a word, or a write."""
    kept = client.cookies.copy()
    strange = not may_send(row, who)
    body = access.GUESS if strange and row.get("post") != [] else {}
    with access.writes() as written, transaction.atomic():
        response = client.post(reverse(name, kwargs=made.kwargs(row.get("object"))), body)
        transaction.set_rollback(True)
    client.cookies = kept  # some sign out
    outcome = access.outcome_of(response)
    if not sent_as_expected(row, who, outcome):
        return f"{name}: POST met {outcome}, GET meets {expected(row, who)}, post = {row.get('post')}"
    presses = (
        expected(row, who) == READ_ONLY and row.get("post") != []
    )  # of `[]` we don't know who is a stranger
    if strange and written and (presses or expected(row, who) in SHUT):
        return f"{name}: a stranger wrote {written}"
    return ""


@pytest.mark.parametrize(
    ("row", "who", "outcome", "is_fine"),
    [
        ({"signed_in": 404, "hana": 200}, "ken", 404, True),
        ({"signed_in": 404, "hana": 200}, "ken", 200, False),
        ({"signed_in": 404, "hana": 200}, "ken", 302, False),
        ({"signed_in": 404, "hana": 200}, "ken", 403, False),
        ({"signed_in": 404, "hana": 200}, "ken", 500, False),
        ({"signed_in": 404, "hana": 200}, "ken", 405, True),
        ({"signed_in": 404, "hana": 200}, "hana", 302, True),
        ({"signed_in": 404, "hana": 200}, "hana", 403, False),
        ({"anonymous": "login", "signed_in": 200}, "anonymous", "login", True),
        ({"anonymous": "login", "signed_in": 200}, "anonymous", 404, False),
        ({"signed_in": 405, "post": ["hana"]}, "ken", 404, True),
        ({"signed_in": 405, "post": ["hana"]}, "ken", 302, False),
        ({"signed_in": 405, "post": ["hana"]}, "ken", 405, False),
        ({"signed_in": 405, "post": ["hana"]}, "hana", 404, False),
        ({"everyone": 405, "post": 401}, "ken", 401, True),
        ({"everyone": 405, "post": 401}, "ken", 200, False),
    ],
)
def test_a_wrong_answer_would_be_seen(row: Row, who: str, outcome: Any, *, is_fine: bool) -> None:
    assert sent_as_expected(row, who, outcome) is is_fine


def test_a_write_would_be_seen(world: tuple[Cast, objects.Objects], django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), transaction.atomic():
        with access.writes() as told, connection.cursor() as cursor:
            cursor.execute("update people_person set name = name where false")
            cursor.execute("select 1")
        transaction.set_rollback(True)
    assert len(told) == 1
