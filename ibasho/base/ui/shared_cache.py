"""What all processes of a copy count and remember together: one table of the database (`createcachetable`), and what holds when it
does not answer.

A dead table never stands between a child and a meal, and never opens a door: reading finds nothing, what is kept is not kept,
but `add`, by which sign-in counts its tries and marks a code as used, raises Unavailable (the page 503). Limits of ours ask
`count` and decide themselves (`limits.allow`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from psycopg import errors

from ibasho.base.kernel.errors import Unavailable

REST_SECONDS = 5.0  # after one such wait a process asks no more for a while, or every page would wait
SWEEP_EVERY = 500  # so many counts begun, and what has ended is taken out

log = logging.getLogger(__name__)
_SLOW = (errors.LockNotAvailable, errors.QueryCanceled)
# Who waits longer than 300 ms for a row or the table waits no more.
_PATIENCE, _PATIENCE_AGAIN = "set local lock_timeout = 300", "set local lock_timeout to default"
_HERE, _BACK = "savepoint shared_count", "rollback to savepoint shared_count; release savepoint shared_count"
_COUNT = """
insert into django_cache (cache_key, value, expires) values (%s, '1', now() + make_interval(secs => %s))
    on conflict (cache_key) do update set value = (django_cache.value::bigint + 1)::text returning value::bigint
"""
_SWEEP = "delete from django_cache where expires < now()"


class _Rest:
    """Of this process: until when the table is not asked, and how many counts were begun."""

    until = 0.0
    begun = 0


def count(key: str, seconds: int) -> int:
    """One more under `key`, which is forgotten `seconds` after its first. One statement, so that of many at once each has a
    number of its own. Raises DatabaseError where the table does not answer."""
    with _hurried(), connection.cursor() as cursor:
        cursor.execute(_COUNT.lstrip(), [key, seconds])
        counted = int(cursor.fetchone()[0])
        if counted == 1:
            _Rest.begun += 1
            if _Rest.begun % SWEEP_EVERY == 0:
                cursor.execute(_SWEEP)
    return counted


class SharedCache(DatabaseCache):
    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[str, Any]:
        try:
            with _hurried():
                found: dict[str, Any] = super().get_many(keys, version)
        except DatabaseError:
            return {}
        return found

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        try:
            with _hurried():
                super().set(key, value, timeout, version)
        except DatabaseError:
            return

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """True for the first alone. Raises Unavailable where nobody knows who was first."""
        try:
            with _hurried():
                return bool(super().add(key, value, timeout, version))
        except DatabaseError as error:
            raise away() from error

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            with _hurried():
                return bool(super().delete(key, version))
        except DatabaseError:
            return False


def away() -> Unavailable:
    return Unavailable(
        "limits.away",
        _("いま、何回目かを かぞえられないので、止めています。少し まってから、もう一度 ためしてください。"),
    )


@contextmanager
def _hurried() -> Iterator[None]:
    """Statements with little patience, and no more of them than without. A lost connection is not kept."""
    if time.monotonic() < _Rest.until:
        raise DatabaseError("the shared counts rest")
    try:
        with connection.execute_wrapper(_with_little_patience):
            yield
    except DatabaseError as error:
        log.warning("the table of shared counts does not answer: %s", type(error.__cause__ or error).__name__)
        if isinstance(error.__cause__, _SLOW):
            _Rest.until = time.monotonic() + REST_SECONDS
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        raise


def _with_little_patience(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """In one message with the statement; what the cursor then shows is the statement's own answer. Where a transaction is
    open it goes on after an error, as if nothing had been asked."""
    if many or not sql.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
        return execute(sql, params, many, context)
    before = [_HERE, _PATIENCE] if connection.in_atomic_block else [_PATIENCE]
    after = [_PATIENCE_AGAIN, "release savepoint shared_count"][: len(before)]
    try:
        done = execute("; ".join((*before, sql, *after)), params, many, context)
    except DatabaseError:
        if connection.in_atomic_block:
            execute(_BACK, None, False, context)
        raise
    for _word in before:
        context["cursor"].nextset()
    return done
