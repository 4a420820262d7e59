"""Walks that everybody takes in `make long`, and some in `make test`: a broken permission is told within minutes as well."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import pytest


def walked(everybody: Iterable[str], *, short: Container[str]) -> list[Any]:
    """For `parametrize`: all of them, those who are not in `short` with the mark `long`."""
    return [one if one in short else pytest.param(one, marks=pytest.mark.long) for one in everybody]
