"""A browser whose requests are answered in this process, by Django's test client, inside one transaction: the world of the
access matrix is made once and never committed, and what looking at a page writes is undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.signals import template_rendered
from playwright.sync_api import Browser, BrowserContext, Route

from tests import access
from tests.pages.asking import Page
from tests.people import Cast

ORIGIN = "http://localhost"


class Site:
    """`people` have a test client each. `templates`: what was rendered for the last page asked for by `get`."""

    def __init__(self, people: Cast) -> None:
        self._people = people
        self._clients: dict[str, Client] = {}
        self._files: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.problems: list[str] = []
        self.who = "anonymous"

    def client(self, who: str) -> Client:
        if who not in self._clients:
            self._clients[who] = access.browser(self._people, who)
        return self._clients[who]

    def templates(self, page: Page) -> tuple[str, ...]:
        """What is rendered for a page, the page's own first; empty where the answer is no page but a file."""
        seen: list[str] = []

        def note(*, template: object, **_more: object) -> None:
            seen.append(str(getattr(template, "name", "")))

        client = self.client(page.who)  # who signs in first does so for good
        template_rendered.connect(note)
        try:
            with undone():
                answer = client.get(page.path)
        finally:
            template_rendered.disconnect(note)
        is_page = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
        return tuple(dict.fromkeys(seen)) if is_page else ()

    def answer(self, route: Route) -> None:
        """For Playwright: everything a page asks for."""
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" != ORIGIN:
            self.problems.append(f"asked another origin: {route.request.url}")
            route.abort()
            return
        path = asked.path + (f"?{asked.query}" if asked.query else "")
        if path not in self._files:
            found = self._asked(path)
            if not asked.path.startswith("/static/"):
                route.fulfill(status=found[0], headers=found[1], body=found[2])
                return
            self._files[path] = found
        status, headers, body = self._files[path]
        route.fulfill(status=status, headers=headers, body=body)

    def _asked(self, path: str) -> tuple[int, dict[str, str], bytes]:
        response = self.client(self.who).get(path, HTTP_HOST="localhost")
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
    opened.route("**/*", site.answer)
    try:
        yield opened
    finally:
        opened.close()
