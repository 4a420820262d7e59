"""Machines pass a door of their own: no cookie is read, and an answer is as well guarded as any page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import Door
from ibasho.front.web import machine_door
from tests import house, make
from tests.people import cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import till
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_every_view_for_machines_lies_where_the_door_stands_and_nothing_else_does() -> None:
    found = {
        name: str(pattern.pattern)
        for name, pattern in house.url_names()
        if getattr(pattern.callback, "door", None) == Door.MACHINE
    }
    assert len(found) == 11
    assert all(f"/{route}".startswith(machine_door.PREFIXES) for route in found.values()), found


def test_no_cookie_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    counter = till(ground.ground().shop)
    client = sign_in(Client(), cast().fumi)
    with CaptureQueriesContext(connection) as seen:
        told = client.get("/api/v1/till/state", headers={"Authorization": counter.header})
    assert told.status_code == 200
    asked = " ".join(one["sql"] for one in seen)
    assert "django_session" not in asked and "people_person" not in asked
    assert not told.cookies


def test_an_answer_is_guarded() -> None:
    told = Client().post("/api/v1/redemptions", "{}", content_type="application/json")
    assert told.status_code == 400
    assert told.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert told.headers["X-Frame-Options"] == "DENY"
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["Content-Length"] == str(len(told.content))


def test_an_address_that_does_not_exist_is_answered_as_the_api_does() -> None:
    told = Client().get("/api/v1/till/nothing")
    assert (told.status_code, told.headers["Content-Type"][:24]) == (404, "application/problem+json")


def test_whoever_was_answered_before_does_not_choose_the_language() -> None:
    with translation.override("en"):
        told = Client().post("/api/v1/redemptions", "[", content_type="application/json")
    assert "読めません" in told.json()["problem"]


def test_a_failure_of_ours_is_a_page_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_path: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(machine_door, "_machine", fails)
    told = Client(raise_request_exception=False).post(
        "/api/v1/redemptions", "{}", content_type="application/json"
    )
    assert told.status_code == 500
