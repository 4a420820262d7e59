"""A day without a good backup is said: to who watches the copy, and at the desk to who may call somebody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from ibasho.base.backups import actions, queries, settling, steps
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.front.web import health
from ibasho.town.outbox.actions import restored as letters
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import restored as sign_ins
from tests import make
from tests.people import cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
BY = Actor.of_job("backups.serve")


@pytest.fixture
def _city(settings: Any) -> None:
    settings.MODE = "production"


def taken(hours_ago: int, at: datetime = make.AT) -> None:
    actions.note(deed="take", label="x", by=BY, at=at - timedelta(hours=hours_ago))


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize(("hours", "overdue"), [(1, False), (24, False), (26, True)])
def test_a_backup_is_good_for_a_day_and_the_hour_the_next_one_takes(hours: int, overdue: bool) -> None:
    taken(hours)
    assert queries.is_overdue(make.AT) is overdue


@pytest.mark.usefixtures("_city")
def test_a_city_that_never_took_one_hears_of_it_everywhere() -> None:
    people = cast()
    assert health.backup_word() == "old"
    for person, hears in ((people.fumi, True), (people.aoi, False)):
        client = sign_in(Client(), person)
        assert ("控え（バックアップ）が とれていません" in client.get("/desk/").content.decode()) is hears


def test_a_demo_needs_none() -> None:
    assert not queries.is_overdue(make.AT)


@pytest.mark.usefixtures("_city")
def test_looking_and_drilling_are_no_backup() -> None:
    for deed in ("verify", "drill", "restore"):
        actions.note(deed=deed, label="x", by=BY, at=make.AT)
    assert queries.is_overdue(make.AT)
    assert queries.last("verify") == make.AT


def letter(state: str = "waiting", *, secret: bool = False) -> Message:
    return Message.objects.create(
        address="hana@example.jp", event_key=f"k{Message.objects.count()}", subject="件名", body="本文", secret=secret, state=state,
        created_at=make.AT, send_after=make.AT, give_up_at=make.AT, sent_at=make.AT if state == "sent" else None,
    )  # fmt: skip


def test_letters_that_waited_are_held_for_a_person_and_codes_are_forgotten() -> None:
    waiting, code, sent = letter(), letter(secret=True), letter("sent")
    said = letters.hold(BY, make.AT)
    assert "2通" in said.words and not said.is_problem
    for one, state, body in ((waiting, "failed", "本文"), (code, "failed", ""), (sent, "sent", "本文")):
        one.refresh_from_db()
        assert (one.state, one.body) == (state, body)
    assert letters.hold(BY, make.AT).words.startswith("送信待ちだった おしらせ 0通")


def test_everybody_signs_in_anew() -> None:
    Session.objects.create(session_key="s", session_data="x", expire_date=make.AT)
    sign_ins.end_sessions(BY, make.AT)
    assert not Session.objects.exists()
    assert Entry.objects.filter(verb="people.session.end", data={"count": 1}).exists()


def test_proofs_come_before_changes_and_changes_before_erasing() -> None:
    order = [name for name, _step in sorted(settling._steps.items())]
    assert [name[0] for name in order] == sorted(name[0] for name in order)
    assert {"1 journal", "1 ledger", "1 grants", "2 outbox", "2 sessions", "3 erase"} <= set(order)


def test_a_problem_stops_what_would_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def step(name: str, *, bad: bool = False) -> settling.Step:
        def told(by: Actor, at: datetime) -> settling.Said:
            asked.append(name)
            return settling.Said(name, is_problem=bad)

        return told

    monkeypatch.setattr(settling, "_steps", {"2 b": step("b", bad=True), "1 a": step("a"), "3 c": step("c")})
    assert [said.words for said in settling.run(by=BY, at=make.AT)] == ["a", "b"]
    assert asked == ["a", "b"]


def test_the_app_role_cannot_rewrite_the_journal() -> None:
    assert not steps.look_at_grants(BY, make.AT).is_problem


def test_the_journal_is_proved_and_its_head_told() -> None:
    taken(1)
    said = steps.prove_journal(BY, make.AT)
    assert not said.is_problem and len(said.words.rpartition(" ")[2]) == 64


def test_what_erases_is_known_by_name() -> None:
    """A new job that lets something go is called so, or it would not run after a restore."""
    names = {
        name for name in steps._periodic() if any(word in name.rpartition(".")[2] for word in steps._ERASING)
    }
    assert {
        "people.forget",
        "places.erase_signups",
        "care.forget_old",
        "mealtickets.erase_givers",
        "bulletin.forget_line",
    } <= names
    assert len(names) >= 25
