"""みほん市 with only the chapters a file of tests is about, loaded once for the whole file and rolled back after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from demo import city as model
from demo.city import City
from demo.loading.chapters import areas, people, places
from demo.loading.work import Work
from ibasho.base.kernel import clock
from tests import make

Chapter = Callable[[City, Work], object]


def work_of(*chapters: Chapter, says: str = "", at: datetime = make.AT) -> Any:
    """A fixture `work` of a module: `chapters` in their order, on the three all others stand on. `says`: stands in what the
    last one told."""

    @pytest.fixture(scope="module")
    def work(django_db_setup: None, django_db_blocker: Any) -> Iterator[Work]:
        made = model.build(today=clock.day(at))
        with django_db_blocker.unblock(), transaction.atomic():
            found = Work(at)
            areas.load(made, found)
            people.load(made.people, found)
            places.load(made, found)
            told = [chapter(made, found) for chapter in chapters]
            assert says in str(told[-1])
            yield found
            transaction.set_rollback(True)

    return work
