"""A browser whose requests are answered in this process, by Django's test client, inside one transaction: the world of the
access matrix is made once and never committed, and what looking at a page writes is undone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Route

from ibasho.base.ui import furigana
from tests import access
from tests.browser.conftest import AXE
from tests.pages.asking import Page
from tests.people import Cast

ORIGIN = "http://localhost"
Answer = tuple[int, dict[str, str], bytes]  # status, headers, body
# After so long somebody signs in anew: nothing of theirs is written, so the copy takes them for idle, and pages that ask who is there ask again.
SIGNED_IN_SECONDS = 120.0


class Site:
    """`people` have a test client each; `who` of them asks, with furigana `ruby` ("on" or "off")."""

    def __init__(self, people: Cast) -> None:
        self._people = people
        self._clients: dict[str, Client] = {}
        self._since: dict[str, float] = {}
        self._files: dict[str, Answer] = {}
        self._ready: dict[tuple[str, str, str], Answer] = {}
        # A route's handler runs beside this context; Django's connection, with the world not yet committed, is in this one.
        self._here = copy_context()
        self.problems: list[str] = []
        self.who, self.ruby = "anonymous", "on"

    def see(self, who: str, ruby: str) -> None:
        self.who, self.ruby = who, ruby
        if time.monotonic() - self._since.get(who, -SIGNED_IN_SECONDS) >= SIGNED_IN_SECONDS:
            self._clients[who] = access.browser(self._people, who)  # outside of what is undone
            self._since[who] = time.monotonic()
        self._clients[who].cookies[furigana.COOKIE] = ruby

    def templates(self, page: Page) -> tuple[str, ...]:
        """What is rendered for a page with furigana, the page's own first; empty where the answer is no page but a file. The
        answer is kept for the browser, which is spared a second asking."""
        seen: list[str] = []

        def note(*, template: object, **_more: object) -> None:
            seen.append(str(getattr(template, "name", "")))

        self.see(page.who, "on")
        template_rendered.connect(note)
        try:
            with undone():
                answer = self._asked(page.path)
        finally:
            template_rendered.disconnect(note)
        status, headers, _body = answer
        asked_who = f"{reverse('account_reauthenticate')}?", f"{reverse('account_login')}?"
        assert not headers.get("Location", "").startswith(asked_who), (
            f"{page.who} has to say who they are first: {page.path}"
        )
        is_html = headers.get("Content-Type", "").startswith("text/html")
        if status != 200 or not is_html or headers.get("Content-Disposition", "").startswith("attachment"):
            return ()
        self._ready = {(page.who, "on", page.path): answer}
        return tuple(dict.fromkeys(seen))

    def answer(self, route: Route) -> None:
        """For Playwright: everything a page asks for."""
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" != ORIGIN:
            self.problems.append(f"asked another origin: {route.request.url}")
            route.abort()
            return
        path = asked.path + (f"?{asked.query}" if asked.query else "")
        found = self._files.get(path) or self._ready.pop((self.who, self.ruby, path), None)
        if found is None:
            found = self._here.run(self._asked, path)
            if asked.path.startswith("/static/"):
                self._files[path] = found
        route.fulfill(status=found[0], headers=found[1], body=found[2])

    def _asked(self, path: str) -> Answer:
        response = self._clients[self.who].get(path, HTTP_HOST="localhost")
        headers = {name: value for name, value in response.items() if name.lower() != "content-length"}
        return response.status_code, headers, body_of(response)


def body_of(response: HttpResponseBase) -> bytes:
    if isinstance(response, HttpResponse):
        return response.content
    return b"".join(getattr(response, "streaming_content", ()))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        locale="ja-JP", timezone_id="Asia/Tokyo", service_workers="block", reduced_motion="reduce"
    )
    opened.add_init_script(path=AXE)  # half a megabyte: sent once, not with every page
    opened.route("**/*", site.answer)
    try:
        yield opened
    finally:
        opened.close()
