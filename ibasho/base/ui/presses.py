"""One press of a button is one deed, also when the browser sends it twice: a double click, or a reload after the answer was
lost on its way.

The hidden token against forged forms is new with every page that is given out, so the same form with the same token is the
same press. It is remembered in the deed's own transaction, beside the shared counts (`shared_cache`): either both stand or
neither. Only for who is signed in, whose pages no browser keeps: forms of everybody else carry a code of their own, and of
a child's answer nothing is remembered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from psycopg import errors

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.request import Request

T = TypeVar("T")
REMEMBERED_SECONDS = 3_600
_WAITED_IN_VAIN = (errors.LockNotAvailable, errors.QueryCanceled)
log = logging.getLogger(__name__)


class _PressedMeanwhileError(Exception):
    """The same press was faster on another way."""


def once(request: Request, deed: Callable[[], T]) -> T:
    """What `deed` gives; the row it gave the first time where this very press was done before. What gives no row is done
    again. Raises what the deed raises."""
    key = _key(request)
    if not key:
        return deed()
    row = _row(key)
    if row is not None:
        return row  # type: ignore[return-value]  # the first press gave it
    try:
        with transaction.atomic():
            result, refusal = _tried(deed)
            if isinstance(result, Model):
                _remember(key, result)
    except _PressedMeanwhileError:
        return _row(key) or deed()  # type: ignore[return-value]
    if refusal is not None:
        raise refusal
    return result  # type: ignore[return-value]  # it was not refused


def _tried(deed: Callable[[], T]) -> tuple[T | None, DomainError | None]:
    """A refusal leaves what was written of it (that somebody tried) as it stands without us."""
    try:
        return deed(), None
    except DomainError as refusal:
        return None, refusal


def _key(request: Request) -> str:
    """Empty where there is nothing by which to tell one press from another."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    if not token or not request.user.is_authenticated:
        return ""
    told = "\n".join(
        [str(request.user.pk), request.get_full_path(), request.POST.urlencode(), _turn(request)]
    )
    return f"press:{sha256(told.encode()).hexdigest()}"


def _turn(request: Request) -> str:
    """One press may do several deeds after each other (correct what a voice says, then read it): the first, the second."""
    request.deeds = getattr(request, "deeds", 0) + 1  # of Django's own class where no door declared ours
    return str(request.deeds)


def _row(key: str) -> Model | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select value from django_cache where cache_key = %s and expires > now()", [key])
            found = cursor.fetchone()
    except DatabaseError as error:
        log.warning("presses can't be looked up: %s", type(error.__cause__ or error).__name__)
        return None
    if found is None:
        return None
    label, _space, key_of_row = str(found[0]).partition(" ")
    row: Model | None = apps.get_model(label)._default_manager.filter(pk=key_of_row).first()
    return row


def _remember(key: str, row: Model) -> None:
    """Waits for the same press elsewhere, if there is one. Raises _PressedMeanwhileError; where the other is still not at its
    end (its commit waits for a replica that is gone) DatabaseError, and the page says 503: nobody knows yet whether it stands.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "insert into django_cache (cache_key, value, expires) values (%s, %s, now() + make_interval(secs => %s))"
                " on conflict (cache_key) do nothing returning cache_key",
                [key, f"{row._meta.label} {row.pk}", REMEMBERED_SECONDS],
            )
            is_first = cursor.fetchone() is not None
    except DatabaseError as error:  # a dead table is no reason to lose what somebody did
        if isinstance(error.__cause__, _WAITED_IN_VAIN):
            raise
        log.warning("a press can't be remembered: %s", type(error.__cause__ or error).__name__)
        return
    if not is_first:
        raise _PressedMeanwhileError
