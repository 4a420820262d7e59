"""One thread of every web process is never given to what may wait for the database.

A slow database must not take the whole house with it: whoever finds all other threads waiting is told at once that it is
crowded; `/healthz` has threads of its own besides (probes.py). A page waits for the database no longer than `PAGE`; who
asks for a whole table as a file, or sends one, knows that it takes its time (`FILE`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Semaphore
from typing import Any

from django.core.handlers.wsgi import WSGIRequest

from ibasho.base.ports import patience
from ibasho.base.ui import furigana
from ibasho.base.ui.views import busy

PAGE = {"seconds": 8.0, "each": 5.0}  # in all, and one statement: a person hears within ten seconds
FILE = {"seconds": 60.0, "each": 30.0}
PROBE_SECONDS = 0.7
READINGS_WAIT = 5.0  # a database that is not there yet holds no process up longer
LOOKS, LOOKS_EVERY_SECONDS = 6, 0.05  # so often all wait for the database and no seat came free: it is slow
PROBES = frozenset({"/healthz", "/readyz"})
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


class Seats:
    """Around the WSGI application of one process. `threads`: how many answer in it, told by gunicorn (config/gunicorn.py)."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._seats: Semaphore | None = None
        self._count = 0
        self._stuck = False

    def furnish(self, threads: int) -> None:
        """With one thread alone there is none to keep free. The tables of readings are looked at now, so that the first
        child finds the names of places with their furigana."""
        self._count = threads - 1
        self._seats = Semaphore(self._count) if self._count else None
        furigana.known(wait=READINGS_WAIT)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in PROBES:
            with patience.at_most(PROBE_SECONDS):
                return self._application(environ, start)
        if not self._sits_down():
            return _crowded(environ, start)
        try:
            with patience.at_most(**(FILE if _is_file(environ) else PAGE)):
                return self._application(environ, start)
        finally:
            if self._seats is not None:
                self._seats.release()
                self._stuck = False

    def _sits_down(self) -> bool:
        """Pages that only take their time are waited for; a database that lets all of them wait is not."""
        if self._seats is None:
            return True
        if self._stuck:  # somebody has just waited in vain, and no seat came free since
            return self._seats.acquire(blocking=False)
        looks = 0
        while not self._seats.acquire(timeout=LOOKS_EVERY_SECONDS):
            looks = looks + 1 if patience.waiting_now() >= self._count else 0
            if looks >= LOOKS:
                self._stuck = True
                return False
        return True


def _is_file(environ: Environ) -> bool:
    return "format=" in environ.get("QUERY_STRING", "") or environ.get("CONTENT_TYPE", "").startswith(
        "multipart/"
    )


def _crowded(environ: Environ, start: Start) -> Iterable[bytes]:
    response = busy(WSGIRequest(environ))
    start(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.content]
