"""`/healthz` says database and worker are well, and never pretends."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db


def heartbeat(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def test_all_is_well_while_the_worker_beats(client: Client) -> None:
    heartbeat(5)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "worker": "ok"},
    )


@pytest.mark.parametrize("seconds_ago", [None, 600])
def test_a_worker_that_never_began_or_fell_silent_is_said(client: Client, seconds_ago: int | None) -> None:
    if seconds_ago is not None:
        heartbeat(seconds_ago)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["worker"] == "silent"


def test_health_says_nothing_about_the_machine(client: Client) -> None:
    assert set(client.get("/healthz").json()) == {"status", "database", "worker"}
