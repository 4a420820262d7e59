"""The numbers of a menu are counted once, until somebody does something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ibasho.base.journal import actions as journal
from ibasho.base.journal import queries
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui import menu_numbers
from ibasho.base.ui.request import Request
from tests import make

pytestmark = pytest.mark.menu_counts
AOI, FUMI = Actor(person_id=7), Actor(person_id=8)


class Journal:
    """Whose last entry is said by the test."""

    last = 40


@pytest.fixture(autouse=True)
def _as_in_a_copy(settings: Any) -> None:
    settings.MENU_SECONDS = 10
    menu_numbers.forget()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> type[Journal]:
    class Fresh(Journal):
        pass

    monkeypatch.setattr(menu_numbers, "_journals", [lambda: Fresh.last])
    return Fresh


@pytest.fixture
def waiting() -> list[int]:
    """What waits; each count takes the next."""
    return [3, 2, 1]


def page(actor: Actor = AOI, **more: Any) -> Request:
    return cast(Request, SimpleNamespace(**{"actor": actor, "at": make.AT, **more}))


def taking(waiting: list[int]) -> Callable[[Any], int]:
    return lambda request: waiting.pop(0)


def number(request: Request, waiting: list[int], name: str = "desk_queue") -> int:
    return menu_numbers.number(request, name, taking(waiting))


def test_the_next_page_of_the_same_person_says_the_same_number(
    told: type[Journal], waiting: list[int]
) -> None:
    assert [number(page(), waiting), number(page(), waiting)] == [3, 3]


def test_whatever_anybody_does_is_counted_on_the_next_page(told: type[Journal], waiting: list[int]) -> None:
    before = number(page(), waiting)
    told.last += 1
    assert (before, number(page(), waiting)) == (3, 2)


def test_nobody_is_told_the_number_of_another_or_of_another_entry(
    told: type[Journal], waiting: list[int]
) -> None:
    assert number(page(), waiting) == 3
    assert number(page(FUMI), waiting) == 2
    assert number(page(), waiting, "desk_rosters") == 1


def test_who_types_in_for_a_group_is_somebody_else(told: type[Journal], waiting: list[int]) -> None:
    assert number(page(), waiting) == 3
    assert number(page(Actor(person_id=7, acting_for=2)), waiting) == 2


def test_what_comes_by_the_clock_comes_with_the_minute(told: type[Journal], waiting: list[int]) -> None:
    assert number(page(at=make.AT.replace(second=10)), waiting) == 3
    assert number(page(at=make.AT.replace(second=50)), waiting) == 3
    assert number(page(at=make.AT + timedelta(minutes=1)), waiting) == 2


def test_it_stands_no_longer_than_its_seconds(
    told: type[Journal], waiting: list[int], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu_numbers, "monotonic", (clock := iter([0.0, 9.0, 11.0])).__next__)
    assert [number(page(), waiting) for _ in range(3)] == [3, 3, 2]
    assert list(clock) == []
    settings.MENU_SECONDS = 0
    assert number(page(), waiting) == 1


def test_what_is_kept_has_a_bound(told: type[Journal], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu_numbers, "KEPT_MAX", 5)
    for person in range(20):
        number(page(Actor(person_id=person)), [person])
    assert [key[0].person_id for key in menu_numbers._kept] == [15, 16, 17, 18, 19]


@pytest.mark.django_db
def test_the_newest_entry_of_the_journal_is_what_it_goes_by() -> None:
    assert menu_numbers._journals == [queries.last]
    before = queries.last()
    journal.record("test.thing.do", noun="test.Thing", object_id="1", by=AOI, at=make.AT)
    assert queries.last() > before
