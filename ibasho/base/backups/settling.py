"""What has to happen before a restored copy is opened. Rooms add their own step in apps.py: news travels up, never down.

A step says in one sentence what it did or found; a problem stops the restore. Steps are asked in the order of their names,
so what proves (`1 …`) comes before what changes (`2 …`) and what erases (`3 …`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ibasho.base.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Said:
    words: str
    is_problem: bool = False


Step = Callable[[Actor, datetime], Said]
_steps: dict[str, Step] = {}


def after_restore(name: str, step: Step) -> None:
    """Called in a room's apps.py: `settling.after_restore("2 outbox", hold)`."""
    _steps[name] = step


def run(*, by: Actor, at: datetime) -> Iterator[Said]:
    """Stops at the first problem."""
    for _name, step in sorted(_steps.items()):
        said = step(by, at)
        yield said
        if said.is_problem:
            return
