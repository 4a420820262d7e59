"""A database that is slow or away and a full disk are nobody's fault: 503, what to do, and when to come again."""

from __future__ import annotations

import errno
import json
from typing import Any

import pytest
from django.db import InternalError, OperationalError
from django.test import RequestFactory
from psycopg.errors import DataCorrupted, ReadOnlySqlTransaction

from ibasho.base.ui import views
from ibasho.base.ui.away import is_away


def answered(error: Exception, path: str = "/desk/x/") -> Any:
    """As Django calls `handler500`: while the error is being handled."""
    try:
        raise error
    except (OperationalError, InternalError, OSError, ValueError):
        return views.broken(RequestFactory().get(path))


def internal(cause: Exception) -> InternalError:
    error = InternalError("x")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error", [OperationalError("x"), internal(ReadOnlySqlTransaction("x")), OSError(errno.ENOSPC, "x")]
)
def test_what_is_away_is_told_as_crowded(error: Exception) -> None:
    response = answered(error)
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, str(views.BUSY_SECONDS))
    assert "混み合って" in page and "もう一度" in page and "とどいているか" in page and "style=" not in page


@pytest.mark.parametrize("error", [ValueError("x"), internal(DataCorrupted("x")), OSError(errno.ENOENT, "x")])
def test_a_fault_of_ours_stays_a_fault(error: Exception) -> None:
    assert not is_away(error)
    assert answered(error).status_code == 500


def test_what_only_went_wrong_because_of_it_is_the_same() -> None:
    error = ValueError("x")
    error.__context__ = OperationalError("x")
    assert answered(error).status_code == 503


def test_a_machine_reads_a_code() -> None:
    response = answered(OperationalError("x"), "/api/v1/till/hello")
    assert response.status_code == 503
    assert json.loads(response.content)["code"] == "busy"
