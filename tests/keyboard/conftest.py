"""`hand("/today/")`: a page of the running copy under somebody's ten fingers. Whatever was wrong on the way fails the test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from tests import make
from tests.browser.conftest import browser, launch, open_page
from tests.evidence.keeping import measured
from tests.keyboard.keys import Keys
from tests.people import Cast, cast

__all__ = ["browser", "launch", "open_page"]  # fixtures
PHASES = Counter[str]()  # how much of a test has gone well: begun, walked, nothing wrong on the way


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/keyboard/" in str(item.path):
            item.add_marker(pytest.mark.browser)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A task counts when it was walked to its end by keys and everything heard on the way was as it should be."""
    if "tests/keyboard/" in report.nodeid and report.passed:
        PHASES[report.nodeid] += 1
        done = sum(phases == 3 for phases in PHASES.values())
        measured("U1", tasks_keyboard=done, tasks_spoken=done)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Everybody, on Tuesday at 15:00."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return cast()


@pytest.fixture
def hand(open_page: Callable[..., Page]) -> Iterator[Callable[..., Keys]]:
    """A laptop: who walks by keys has some."""
    hands: list[Keys] = []

    def taken(path: str, *, size: str = "tablet", cookies: Any = ()) -> Keys:
        hands.append(Keys(open_page(path, size=size, cookies=cookies)))
        return hands[-1]

    yield taken
    assert "\n".join(wrong for one in hands for wrong in dict.fromkeys(one.wrong)) == ""
