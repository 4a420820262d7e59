"""`/healthz` says database, worker and folder of photos are well, and never pretends; `/readyz` says whether this machine
can answer people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client

from ibasho.front.web import disks, health, shared_media

pytestmark = pytest.mark.django_db


def heartbeat(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def waiting_job(minutes: int) -> None:
    """Asked for so long ago, and nobody has begun it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args) values ('default', 'x', '{}') returning id"
        )
        (job,) = cursor.fetchone()
        cursor.execute(
            "update procrastinate_events set at = now() - make_interval(mins => %s) where job_id = %s",
            [minutes, job],
        )


@pytest.fixture(autouse=True)
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    """However full the disk is on which this test runs."""
    monkeypatch.setattr(disks, "used", lambda: 0.5)


@pytest.fixture
def _read_only() -> Iterator[None]:
    """As on a replica that was not promoted."""
    with connection.cursor() as cursor:
        cursor.execute("set transaction read only")
    yield


def test_all_is_well_while_the_worker_beats(client: Client) -> None:
    heartbeat(5)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "worker": "ok", "media": "ok", "disk": "ok", "backup": "ok"},
    )


@pytest.mark.parametrize("seconds_ago", [None, 600])
def test_a_worker_that_never_began_or_fell_silent_is_said(client: Client, seconds_ago: int | None) -> None:
    if seconds_ago is not None:
        heartbeat(seconds_ago)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["worker"] == "silent"
    assert client.get("/readyz").status_code == 200, "no reason to send people to another machine"


@pytest.mark.parametrize(("minutes", "said"), [(5, "ok"), (45, "late")])
def test_a_worker_that_beats_and_gets_nowhere_is_late(client: Client, minutes: int, said: str) -> None:
    heartbeat(5)
    waiting_job(minutes)
    assert client.get("/healthz").json()["worker"] == said


def test_a_database_that_takes_no_writes_is_said(client: Client, _read_only: None) -> None:
    assert health.database_word() == "read-only"


def test_a_database_that_is_gone_is_said_by_both(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=DatabaseError):
        assert health.database_word() == "unreachable"
        assert health.worker_word() == "unknown"
    with patch.object(health, "database_word", return_value="unreachable"):
        told = client.get("/healthz")
        assert (told.status_code, told.json()["worker"]) == (503, "unknown")
        assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    ("used", "said", "status"), [(0.79, "ok", 200), (0.8, "filling", 200), (0.97, "full", 503)]
)
def test_a_disk_warns_at_four_fifths_and_is_unwell_when_full(
    client: Client, monkeypatch: pytest.MonkeyPatch, used: float, said: str, status: int
) -> None:
    heartbeat(5)
    monkeypatch.setattr(disks, "used", lambda: used)
    told = client.get("/healthz")
    assert (told.status_code, told.json()["disk"]) == (status, said)


def test_health_says_nothing_about_the_machine(client: Client) -> None:
    assert set(client.get("/healthz").json()) == {"status", "database", "worker", "media", "disk", "backup"}
    assert set(client.get("/readyz").json()) == {"database"}


class TestPhotosOfSeveralMachines:
    @pytest.fixture(autouse=True)
    def _unmarked(self) -> Iterator[None]:
        cache.delete(shared_media.KEY)
        yield
        cache.delete(shared_media.KEY)

    def test_one_folder_for_all_is_well_also_after_the_mark_was_forgotten(self, tmp_path: Path) -> None:
        assert [shared_media.word(tmp_path), shared_media.word(tmp_path)] == ["ok", "ok"]
        cache.delete(shared_media.KEY)
        assert shared_media.word(tmp_path) == "ok"

    @pytest.mark.parametrize("marked", [False, True])
    def test_a_machine_with_a_folder_of_its_own_is_told_apart(self, tmp_path: Path, marked: bool) -> None:
        shared, own = tmp_path / "shared", tmp_path / "own"
        own.mkdir()
        if marked:  # it began as a copy of its own
            (own / shared_media.MARK).write_text("other")
        assert (shared_media.word(shared), shared_media.word(own)) == ("ok", "not-shared")

    def test_a_folder_that_cannot_be_written_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert shared_media.word(tmp_path / "file") == "read-only"
        assert cache.get(shared_media.KEY) is None, "the next machine may still be the first"
