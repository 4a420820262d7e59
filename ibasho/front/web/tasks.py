"""Jobs of the copy as a whole."""

from __future__ import annotations

import logging

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.front.web import stalled

log = logging.getLogger(__name__)


@by_clock("web.take_over", "* * * * *")
def take_over(timestamp: int) -> None:
    """Once a minute: what a dead machine left goes on at another."""
    taken = stalled.take_over(by=Actor.of_job("web.take_over"), at=clock.now())
    if taken.total:
        log.warning(
            "a worker fell silent: %s of its jobs wait again, %s had a successor, %s given up",
            taken.again, taken.followed, taken.given_up,
        )  # fmt: skip
