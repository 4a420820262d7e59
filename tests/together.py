"""Several people at the same moment, each with a connection of their own, as two web requests have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from ibasho.base.kernel.errors import DomainError

ALL_READY_MAX = 60.0  # seconds until the last thread has started


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each came to, in their order: its result, or the DomainError it was refused with. Anything else is raised.
    The test must commit (`django_db(transaction=True)`): the others see only what stands."""
    ready = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            ready.wait(ALL_READY_MAX)
            return work()
        except DomainError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def codes(answers: Iterable[Any], *, done: str = "done") -> Counter[str]:
    """How many were refused with which code, and how many were not."""
    return Counter(one.code if isinstance(one, DomainError) else done for one in answers)
