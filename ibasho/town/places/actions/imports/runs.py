"""A file from the desk: looked at, then taken in, and taken back while that is still possible."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions.imports.intake import Source
from ibasho.town.places.actions.imports.taking import note, shown_name, take_in
from ibasho.town.places.datasets.report import Report
from ibasho.town.places.models import Event, ImportRun, Place

State = ImportRun.State

ROWS_AT_ONCE_MAX = 2_000  # more than these are taken in by the job worker
KEPT_FOR = timedelta(hours=24)
STUCK_AFTER = timedelta(minutes=10)
UNDO_WITHIN = timedelta(minutes=30)
_TAKEN_BACK = ("places", "events", "missing", "missing_events")


@transaction.atomic
def upload(*, data: bytes, filename: str, source: Source, by: Actor, at: datetime) -> ImportRun:
    """Keeps the file for a day at most and says what taking it in would do. Raises Unreadable."""
    report = take_in(data=data, filename=filename, source=source, dry_run=True, by=by, at=at)
    run = ImportRun(
        filename=shown_name(filename), sha256=hashlib.sha256(data).hexdigest(), data=data, uploaded_at=at,
        source_name=source.name, source_url=source.url, partial=source.partial, ran_by_id=by.person_id,
    )  # fmt: skip
    note(run, report)
    run.save()
    journal.record(
        "places.import.look", noun="places.ImportRun", object_id=run.pk, by=by, at=at, data=report.counts()
    )
    return run


@transaction.atomic
def start(*, run: ImportRun, by: Actor, at: datetime) -> ImportRun:
    """Takes the looked-at file in: at once where it is small, by a job where it is large."""
    locked = _lock(run, by, at)
    waits = locked.state in {State.PREVIEWED, State.FAILED} or is_stuck(locked, at)
    if locked.data is None or not waits:
        raise Conflict(
            "places.import_not_waiting",
            _("このファイルは もう 取りこんだか、期限が すぎました。もう一度 えらんでください。"),
        )
    if locked.counts.get("read", 0) <= ROWS_AT_ONCE_MAX:
        carry_out(run=locked, by=by, at=at)
        return locked
    locked.state, locked.ran_at = State.RUNNING, at
    locked.save(update_fields=["state", "ran_at"])
    jobs.configure_task("places.take_in").defer(run_id=locked.pk, person_id=by.person_id)
    return locked


@transaction.atomic
def carry_out(*, run: ImportRun, by: Actor, at: datetime) -> Report:
    """The looked-at file itself, unchanged since. Raises Conflict if it is no longer there."""
    locked = _lock(run, by, at)
    data = bytes(locked.data or b"")
    if hashlib.sha256(data).hexdigest() != locked.sha256:
        raise Conflict("places.import_gone", _("ファイルが 残っていません。もう一度 えらんでください。"))
    source = Source(locked.source_name, locked.source_url, locked.partial)
    return take_in(data=data, filename=locked.filename, source=source, run=locked, by=by, at=at)


@transaction.atomic
def fail(*, run_id: int, at: datetime, by: Actor) -> None:
    """The job broke off: nothing was written, and the desk is told so."""
    if ImportRun.objects.filter(pk=run_id, state=State.RUNNING).update(state=State.FAILED):
        journal.record("places.import.fail", noun="places.ImportRun", object_id=run_id, by=by, at=at)


@transaction.atomic
def drop(*, run: ImportRun, by: Actor, at: datetime) -> None:
    """The person looked and does not want it: file and preview go."""
    locked = _lock(run, by, at)
    if locked.state not in {State.PREVIEWED, State.FAILED}:
        raise Conflict("places.import_taken_in", _("もう 取りこんでいるので、やめることが できません。"))
    journal.record("places.import.drop", noun="places.ImportRun", object_id=locked.pk, by=by, at=at)
    locked.delete()


@transaction.atomic
def undo(*, run: ImportRun, by: Actor, at: datetime) -> tuple[int, int]:
    """Takes back what the file made new: (entries back to draft, entries somebody has touched and that stay).

    Marks of 「資料から消えた」 go too. Changed entries stay changed: the older file, taken in again, changes them back.
    """
    locked = _lock(run, by, at)
    if locked.ran_at is None or not may_undo(locked, at):
        raise Conflict("places.import_too_late", _("もどせるのは 取りこんでから 30分までです。"))
    places, events = _untouched_places(locked, locked.ran_at), _untouched_events(locked, locked.ran_at)
    Place.objects.filter(pk__in=places).update(state=Place.State.DRAFT, updated_at=at)
    Event.objects.filter(pk__in=events).update(state=Event.State.DRAFT, updated_at=at)
    _unmark(locked)
    locked.state = State.UNDONE
    locked.save(update_fields=["state"])
    for noun, ids in (("place", places), ("event", events)):
        journal.record_many(
            f"places.{noun}.undo_import",
            noun=f"places.{noun.title()}",
            things=((pk, {"run": locked.pk}) for pk in ids),
            by=by,
            at=at,
        )
    journal.record("places.import.undo", noun="places.ImportRun", object_id=locked.pk, by=by, at=at)
    made = len(locked.made.get("places", ())) + len(locked.made.get("events", ()))
    return len(places) + len(events), made - len(places) - len(events)


def is_stuck(run: ImportRun, at: datetime) -> bool:
    """The job that should take it in has not been heard of for long: one may begin again, nothing is doubled."""
    return run.state == State.RUNNING and run.ran_at is not None and at - run.ran_at > STUCK_AFTER


def may_undo(run: ImportRun, at: datetime) -> bool:
    """There is something to take back, and it is not too late."""
    recent = run.ran_at is not None and at - run.ran_at <= UNDO_WITHIN
    return run.state == State.DONE and recent and any(run.made.get(made) for made in _TAKEN_BACK)


def _untouched_places(run: ImportRun, ran_at: datetime) -> list[int]:
    public = [Place.State.PUBLISHED, Place.State.PAUSED]
    rows = Place.objects.select_for_update().filter(
        pk__in=run.made.get("places", ()), version=1, updated_at=ran_at, state__in=public
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _untouched_events(run: ImportRun, ran_at: datetime) -> list[int]:
    rows = Event.objects.select_for_update().filter(
        pk__in=run.made.get("events", ()), updated_at=ran_at, state=Event.State.PUBLISHED
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _unmark(run: ImportRun) -> None:
    if run.ran_at is None:
        return
    day = clock.day(run.ran_at)
    Place.objects.filter(pk__in=run.made.get("missing", ()), missing_since=day).update(missing_since=None)
    Event.objects.filter(pk__in=run.made.get("missing_events", ()), missing_since=day).update(
        missing_since=None
    )


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Files nobody took in within a day go, and with them what was only looked at. Returns how many."""
    old = ImportRun.objects.filter(uploaded_at__lt=at - KEPT_FOR)
    looked_at = old.filter(state=State.PREVIEWED)
    journal.record_many(
        "places.import.drop",
        noun="places.ImportRun",
        things=((pk, {}) for pk in looked_at.values_list("pk", flat=True)),
        by=by,
        at=at,
    )
    count = looked_at.delete()[0]
    stuck = old.filter(state__in=[State.FAILED, State.RUNNING], data__isnull=False)
    return count + stuck.update(state=State.FAILED, data=None)


def _lock(run: ImportRun, by: Actor, at: datetime) -> ImportRun:
    policies.require_city(by, Permission.PLACES_IMPORT, at=at)
    found = ImportRun.objects.select_for_update().filter(pk=run.pk).first()
    if found is None:
        raise NotFound("places.import_gone", _("この取り込みは もう ありません。一覧から 見てください。"))
    return found
