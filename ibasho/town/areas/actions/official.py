"""The official files of a city where they were put: found, and taken in one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.town.areas.actions.intake import Asked, Upload, take_in
from ibasho.town.areas.datasets.preview import Preview
from ibasho.town.areas.queries.official import Official, official


@dataclass(frozen=True, slots=True)
class Outcome:
    """One kind whose files were there. `preview` None: they could not be taken in, `refused` says why."""

    file: Official
    preview: Preview | None
    refused: str = ""


def take_official(*, root: Path, by: Actor, at: datetime) -> Iterator[Outcome]:
    """Every kind whose files lie below `root`, in the order they lean on each other. One that is refused leaves
    nothing behind and does not hold up the others."""
    for file in official(root, clock.day(at)):
        if file.paths:
            yield _take(file, by, at)


def _take(file: Official, by: Actor, at: datetime) -> Outcome:
    """The file names itself; where it does not, its publisher as the city's own list has it is the source."""
    uploads = [Upload(path.name, path.read_bytes()) for path in file.paths]
    kind, publisher = file.ground.kind.value, file.ground.source_said
    try:
        return Outcome(file, take_in(kind, files=uploads, asked=Asked(), by=by, at=at))
    except DomainError as error:
        if error.code != "areas.no_source" or not publisher:
            return Outcome(file, None, error.message)
    try:
        return Outcome(file, take_in(kind, files=uploads, asked=Asked(source=publisher), by=by, at=at))
    except DomainError as error:
        return Outcome(file, None, error.message)
