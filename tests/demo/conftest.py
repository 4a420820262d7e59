"""A demo city in the database, loaded once for a whole file of tests and rolled back after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from demo.loading import loader
from tests import make


@pytest.fixture(scope="module")
def loading(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[str], Any]]:
    """`with loading("mihon") as told:` — `told` is what the loader said, line by line."""

    @contextmanager
    def load(city: str) -> Iterator[list[str]]:
        told: list[str] = []
        with django_db_blocker.unblock(), transaction.atomic():
            assert loader.load(city, at=make.AT, say=told.append)
            yield told
            transaction.set_rollback(True)

    return load
