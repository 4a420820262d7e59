"""The front page asks the database the same few questions, however many places there are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.town.places.models import ClosedDays
from tests import make

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 30
TOMORROW = make.TUESDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "most"), [(make.TUESDAY, 8), (TOMORROW, 12)], ids=["today", "only this week"]
)
def test_queries_are_few_and_do_not_grow(
    client: Client, monkeypatch: pytest.MonkeyPatch, day: date, most: int
) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    spent = []
    for count in (FEW, MANY):
        for number in range(count):
            make.session(make.place(f"居場所{count}-{number}"), day)
        _shut_suddenly(f"おやすみ{count}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        spent.append(len(queries))
    assert spent[0] == spent[1] <= most


def _shut_suddenly(name: str) -> None:
    place = make.place(name)
    make.session(place)
    ClosedDays.objects.create(
        place=place, first=make.TUESDAY, last=make.TUESDAY, sudden=True, told_at=make.AT
    )
