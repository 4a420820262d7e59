"""One published file → entries, in one transaction: a bad row stops nobody, and a crash leaves nothing half done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries as areas
from ibasho.town.areas.datasets.districts import short_name
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions.imports import events, places
from ibasho.town.places.actions.imports.intake import Intake, Outcome, Source
from ibasho.town.places.datasets.reading import Reading, in_order, read_file, with_outside
from ibasho.town.places.datasets.report import Report, report_of
from ibasho.town.places.datasets.rows import Dataset
from ibasho.town.places.models import ImportRun

IMPORT_LOCK = 0x696D706F7274  # "import": one file at a time
NO_SOURCE = Source()


def _quiet(_words: str) -> None:
    """Nobody watches."""


@transaction.atomic
def take_in(
    *,
    data: bytes,
    filename: str,
    by: Actor,
    at: datetime,
    source: Source = NO_SOURCE,
    dry_run: bool = False,
    run: ImportRun | None = None,
    told: Callable[[str], None] = _quiet,
) -> Report:
    """Reads a file of places or events and brings the directory in line with it; with `dry_run` it only says how.

    Who may import is the city: what comes in is public at once. `run` is the row of a file that was looked at before;
    `told` hears of the steps. Raises Unreadable, NotAllowed, and Conflict while another file is coming in.
    """
    policies.require_city(by, Permission.PLACES_IMPORT, at=at)
    reading = read_file(data, filename)
    told(f"読みました: {len(reading.rows):,}行")
    if not dry_run:
        _one_at_a_time()
        run = run or _run_of(data, source, by, at)
        run.filename, run.state, run.ran_at = shown_name(filename), ImportRun.State.RUNNING, at
        run.save()
    intake, reading = _intake(reading, source, by, at, None if dry_run or run is None else run.pk, told)
    outcome = (events if reading.dataset is Dataset.EVENT else places).take_in(intake)
    report = _report(reading, outcome, shown_name(filename), run, dry_run=dry_run)
    if run is not None and not dry_run:
        _finish(run, report, outcome, by, at)
    return report


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            sentence = _("いま 別のファイルを 取りこんでいます。終わってから、もう一度 おしてください。")
            raise Conflict("places.import_running", sentence)


def _run_of(data: bytes, source: Source, by: Actor, at: datetime) -> ImportRun:
    return ImportRun(
        sha256=hashlib.sha256(data).hexdigest(), source_name=source.name, source_url=source.url,
        partial=source.partial, uploaded_at=at, ran_by_id=by.person_id,
    )  # fmt: skip


def _intake(
    reading: Reading,
    source: Source,
    by: Actor,
    at: datetime,
    run_id: int | None,
    told: Callable[[str], None],
) -> tuple[Intake, Reading]:
    """All positions are looked up at once; what lies outside the city is marked and said."""
    day = clock.day(at)
    spots = list({row.position for row in reading.rows if row.position})
    located = dict(zip(spots, areas.locate(spots, day), strict=True))
    inside: dict[Position, bool] = {
        spot: found.inside_city for spot, found in located.items() if found.inside_city is not None
    }
    reading = with_outside(reading, inside)
    return Intake(reading, located, _district_names(day), source, by, at, run_id, told), reading


def _district_names(day: date) -> dict[str, str]:
    """Names of 小学校区 and of their schools → code, where a name is only one district's."""
    found: dict[str, set[str]] = {}
    for row in areas.named_districts(day):
        for words in {short_name(row.name), short_name(row.school)} - {""}:
            found.setdefault(words, set()).add(row.code)
    return {words: next(iter(codes)) for words, codes in found.items() if len(codes) == 1}


def _report(
    reading: Reading, outcome: Outcome, filename: str, run: ImportRun | None, *, dry_run: bool
) -> Report:
    problems = in_order([*reading.problems, *outcome.problems])
    return report_of(
        replace(reading, problems=problems), filename, created=outcome.created, updated=outcome.updated,
        unchanged=outcome.unchanged, missing=outcome.missing, dry_run=dry_run, hours=outcome.hours,
        sample=outcome.sample, run=run.public_id if run and not dry_run else "",
    )  # fmt: skip


def _finish(run: ImportRun, report: Report, outcome: Outcome, by: Actor, at: datetime) -> None:
    note(run, report)
    run.state, run.data, run.made = ImportRun.State.DONE, None, outcome.made
    run.save()
    journal.record(
        "places.import.take_in", noun="places.ImportRun", object_id=run.pk, by=by, at=at, data=report.counts()
    )


def note(run: ImportRun, report: Report) -> None:
    """What the pages show of a run."""
    run.dataset, run.encoding = report.code, report.encoding
    run.counts = report.counts()
    run.problems = [problem.as_dict() for problem in report.problems]
    run.details = {
        "dataset": report.dataset,
        "header_row": report.header_row, "hours": dict(report.hours), "outside": report.outside,
        "columns": dict(report.columns), "unknown_columns": list(report.unknown_columns),
        "sample": [dict(line) for line in report.sample],
    }  # fmt: skip


def shown_name(filename: str) -> str:
    """The last part of a name, for people to read; it is never used as a path."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")
    return name[-200:] or str(settings.IBASHO_CITY["name"])
