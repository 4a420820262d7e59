"""One copy for all journeys of a test process, and who walks in it: `walk("midori")` is somebody at a size, followed by what
a journey shows (`walking.Walk`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import SIZES, axe_findings, browser, launch
from tests.evidence.keeping import LONG
from tests.journeys import copy
from tests.journeys.walking import Walk

__all__ = ["axe_findings", "browser", "launch"]  # fixtures
SHORT = "test_a_child_finds_where_to_go_today"  # the one day that `make test` walks; `make long` walks all of them


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if getattr(item, "originalname", "") != SHORT:
                item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def city() -> Iterator[str]:
    with copy.running() as origin:
        yield origin


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In a long run everybody walks at both sizes, in `make test` at the one they hold: a module's `SIZE`, or a phone."""
    if "walk" in metafunc.fixturenames:
        own = getattr(metafunc.module, "SIZE", "phone")
        metafunc.parametrize("walk", list(SIZES) if LONG else [own], indirect=True)


@pytest.fixture
def walk(request: pytest.FixtureRequest, browser: Browser, city: str) -> Iterator[Callable[..., Walk]]:
    """`walk("child")`: a new browser at this test's size; `enter="akari"`: signed in by the button of the demo."""
    walks: list[Walk] = []

    def begun(who: str, *, enter: str = "", language: str = "ja-JP", javascript: bool = True) -> Walk:
        made = Walk(browser, city, who, request.param, language=language, javascript=javascript)
        walks.append(made)
        if enter:
            made.enter(enter)
        return made

    yield begun
    for one in walks:
        one.end()
    assert [problem for one in walks for problem in one.problems] == []
