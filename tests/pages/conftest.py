"""The world of the access matrix and a browser that looks into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page

from tests.browser.conftest import browser, launch
from tests.objects import Objects
from tests.pages import grid, inside
from tests.people import cast

__all__ = ["browser", "launch"]  # fixtures


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Objects]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Objects(cast())  # each is made when its page is first asked for
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def site(made: Objects) -> inside.Site:
    return inside.Site(made.people)


@pytest.fixture(scope="module")
def tab(browser: Browser, site: inside.Site) -> Iterator[Page]:
    with inside.context(browser, site) as opened:
        yield grid.watch(opened.new_page(), site.problems)
