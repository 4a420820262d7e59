"""A file from the desk: looked at, then taken in; what is large is read by the job worker."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, NotFound
from ibasho.town.areas.actions.files import looks
from ibasho.town.areas.actions.files.bundle import bundled, unbundled
from ibasho.town.areas.actions.intake import Asked, Upload, take_in
from ibasho.town.areas.datasets.preview import Preview
from ibasho.town.areas.models import AreaFile
from ibasho.town.areas.policies import require_manage
from ibasho.town.areas.rules.kinds import FileKind

State = AreaFile.State

AT_ONCE_MAX = 2 * 1024 * 1024  # bytes; more than these are read by the job worker
KEPT_FOR = timedelta(hours=24)
STUCK_AFTER = timedelta(minutes=30)
NAME_MAX = 200


@transaction.atomic
def upload(
    *, kind: FileKind, files: Sequence[Upload], options: Mapping[str, Any], by: Actor, at: datetime
) -> AreaFile:
    """Keeps the file for a day at most and says what taking it in would do: at once where it is small, else a job
    looks. Raises Invalid (or another DomainError) where it cannot be read at all."""
    require_manage(by, at)
    data = bundled(files)
    file = AreaFile(
        kind=kind.value, filename="、".join(each.name for each in files)[:NAME_MAX], data=data,
        sha256=hashlib.sha256(data).hexdigest(), uploaded_at=at, ran_by_id=by.person_id,
        options={**options, "names": [each.name for each in files]},
    )  # fmt: skip
    if len(data) <= AT_ONCE_MAX:
        file.look, file.state = _looked(file, by, at), State.LOOKED
        file.save()
    else:
        file.save()
        jobs.configure_task("areas.look").defer(file_id=file.pk, person_id=by.person_id)
    journal.record(
        "areas.file.look", noun="areas.AreaFile", object_id=file.pk, by=by, at=at, data={"kind": file.kind}
    )
    return file


@transaction.atomic
def look(*, file: AreaFile, by: Actor, at: datetime) -> AreaFile:
    """By the job worker: what the large file would do, or why it cannot be read."""
    locked = _lock(file, by, at)
    try:
        with transaction.atomic():
            locked.look, locked.state = _looked(locked, by, at), State.LOOKED
    except DomainError as error:
        locked.look, locked.state, locked.data = {"refused": error.message}, State.FAILED, None
    locked.save(update_fields=["look", "state", "data"])
    journal.record("areas.file.look", noun="areas.AreaFile", object_id=locked.pk, by=by, at=at)
    return locked


@transaction.atomic
def start(*, file: AreaFile, by: Actor, at: datetime) -> AreaFile:
    """Takes the looked-at file in: at once where it is small, by a job where it is large."""
    locked = _lock(file, by, at)
    waits = locked.state in {State.LOOKED, State.FAILED} or is_stuck(locked, at)
    if locked.data is None or not waits:
        raise Conflict(
            "areas.file_not_waiting",
            _("このファイルは もう 取りこんだか、期限が すぎました。もう一度 えらんでください。"),
        )
    if len(locked.data) <= AT_ONCE_MAX:
        return carry_out(file=locked, by=by, at=at)
    locked.state, locked.ran_at = State.RUNNING, at
    locked.save(update_fields=["state", "ran_at"])
    jobs.configure_task("areas.take_in").defer(file_id=locked.pk, person_id=by.person_id)
    return locked


@transaction.atomic
def carry_out(*, file: AreaFile, by: Actor, at: datetime) -> AreaFile:
    """The looked-at file itself, unchanged since. All of it or nothing. Raises Conflict if it is no longer there."""
    locked = _lock(file, by, at)
    data = bytes(locked.data or b"")
    if hashlib.sha256(data).hexdigest() != locked.sha256:
        raise Conflict("areas.file_gone", _("ファイルが 残っていません。もう一度 えらんでください。"))
    preview = _take(locked, data, dry_run=False, by=by, at=at)
    locked.look = {**locked.look, **preview.as_dict(), "problems": locked.look.get("problems", [])}
    locked.state, locked.data, locked.ran_at, locked.ran_by_id = State.DONE, None, at, by.person_id
    locked.save(update_fields=["look", "state", "data", "ran_at", "ran_by"])
    journal.record(
        "areas.file.take", noun="areas.AreaFile", object_id=locked.pk, by=by, at=at,
        data={"kind": locked.kind, "same": preview.same},
    )  # fmt: skip
    return locked


@transaction.atomic
def fail(*, file_id: int, words: str, by: Actor, at: datetime) -> None:
    """The job broke off: nothing was written, and the desk is told so."""
    running = AreaFile.objects.filter(pk=file_id, state__in=[State.RUNNING, State.LOOKING])
    for file in running.select_for_update():
        file.state, file.look = State.FAILED, {**file.look, "refused": words}
        file.save(update_fields=["state", "look"])
        journal.record("areas.file.fail", noun="areas.AreaFile", object_id=file_id, by=by, at=at)


@transaction.atomic
def drop(*, file: AreaFile, by: Actor, at: datetime) -> None:
    """The person looked and does not want it: file and look go."""
    locked = _lock(file, by, at)
    if locked.state in {State.RUNNING, State.DONE}:
        raise Conflict("areas.file_taken_in", _("もう 取りこんでいるので、やめることが できません。"))
    journal.record("areas.file.drop", noun="areas.AreaFile", object_id=locked.pk, by=by, at=at)
    locked.delete()


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Files nobody took in within a day go, with what was looked at. Returns how many."""
    require_manage(by, at)
    old = AreaFile.objects.filter(uploaded_at__lt=at - KEPT_FOR).exclude(state=State.DONE)
    journal.record_many(
        "areas.file.drop",
        noun="areas.AreaFile",
        things=((pk, {}) for pk in old.values_list("pk", flat=True)),
        by=by,
        at=at,
    )
    return old.delete()[0]


def is_stuck(file: AreaFile, at: datetime) -> bool:
    """The job has not been heard of for long: one may begin again, nothing is doubled."""
    since = file.ran_at or file.uploaded_at
    return file.state in {State.RUNNING, State.LOOKING} and at - since > STUCK_AFTER


def _looked(file: AreaFile, by: Actor, at: datetime) -> dict[str, Any]:
    """The preview with a picture, and what shows only beside what is loaded already."""
    kind, data = FileKind(file.kind), bytes(file.data or b"")
    preview = _take(file, data, dry_run=True, by=by, at=at)
    files = unbundled(data, file.options["names"])
    more = looks.further(kind, files, Asked.of(file.options), preview, clock.day(at))
    preview = replace(preview, problems=(*preview.problems, *more))
    ranked = replace(preview, problems=tuple(preview.ranked()))
    return {**ranked.as_dict(), "picture": looks.picture(kind, files)}


def _take(file: AreaFile, data: bytes, *, dry_run: bool, by: Actor, at: datetime) -> Preview:
    files = unbundled(data, file.options["names"])
    asked = Asked.of(file.options)
    return take_in(file.kind, files=files, asked=asked, dry_run=dry_run, by=by, at=at)


def _lock(file: AreaFile, by: Actor, at: datetime) -> AreaFile:
    require_manage(by, at)
    found = AreaFile.objects.select_for_update().filter(pk=file.pk).first()
    if found is None:
        raise NotFound("areas.file_gone", _("このファイルは もう ありません。一覧から 見てください。"))
    return found
