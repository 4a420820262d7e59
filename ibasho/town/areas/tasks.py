"""Files that are too large to be read while somebody waits; and what nobody took in is forgotten."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports.by_clock import by_clock
from ibasho.town.areas.actions import files, place_cells, place_towns
from ibasho.town.areas.models import AreaFile
from ibasho.town.areas.queries.standing import changes_on

BROKEN = "とちゅうで 止まりました。何も書かれていません。もう一度 取りこむか、ファイルを たしかめてください。"


@jobs.task(name="areas.look", pass_context=False)
def look(file_id: int, person_id: int | None) -> None:
    """What a large file would do; the desk's page waits for it."""
    file, by = AreaFile.objects.get(pk=file_id), Actor(person_id=person_id, via=Via.IMPORT)
    try:
        files.look(file=file, by=by, at=clock.now())
    except Exception:
        files.fail(file_id=file_id, words=BROKEN, by=by, at=clock.now())
        raise


@jobs.task(name="areas.take_in", pass_context=False)
def take_in(file_id: int, person_id: int | None) -> None:
    """A large file somebody has looked at and confirmed. It is written whole or not at all."""
    file, by = AreaFile.objects.get(pk=file_id), Actor(person_id=person_id, via=Via.IMPORT)
    try:
        files.carry_out(file=file, by=by, at=clock.now())
    except DomainError as error:
        files.fail(file_id=file_id, words=error.message, by=by, at=clock.now())
    except Exception:
        files.fail(file_id=file_id, words=BROKEN, by=by, at=clock.now())
        raise


@by_clock("areas.forget_files", "35 * * * *")
def forget_files(timestamp: int) -> None:
    """A file nobody took in is kept for a day at most."""
    files.forget(by=Actor.of_job("areas.forget_files"), at=clock.now())


@by_clock("areas.new_districts", "00:10")
def new_districts(timestamp: int) -> None:
    """On the first day of new districts (a new 年度, 統廃合) towns and squares belong to them."""
    at, by = clock.now(), Actor.of_job("areas.new_districts")
    if changes_on(clock.day(at)):
        place_towns(by=by, at=at)
        place_cells(by=by, at=at)
