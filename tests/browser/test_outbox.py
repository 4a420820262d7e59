"""How one gets messages, and the tap that stops them, as people see it; what a phone does when a notification comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Channel
from ibasho.town.outbox.queries.addresses import STOP
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.town.outbox.channels import KEY, keep
from tests.town.outbox.writing import JOB

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], list[str]]
Open = Callable[..., Page]


@pytest.fixture
def people(settings: LazySettings) -> Cast:
    settings.PUSH_KEY = KEY
    return cast()


def test_the_pages_of_messages(people: Cast, open_page: Open, axe_findings: Axe) -> None:
    keep(Channel.LINE, person=people.tamotsu)
    pages = ["/my/messages/wishes/", "/my/messages/"]
    page = open_page(pages[0], cookies=cookies_of(people.tamotsu))
    page.wait_for_selector("form[data-push]:not([hidden])")  # a browser that can is offered it
    assert page.is_hidden("[data-push-none]")
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_one_tap_stops(people: Cast, open_page: Open, axe_findings: Axe) -> None:
    live = keep()
    gone = keep(plain="gone@example.test")
    addresses.gone(address=gone, by=JOB, at=clock.now(), moment=clock.now())
    pages = [f"/stop/?t={STOP.token(one)}" for one in (live, gone)]
    page = open_page(pages[0])
    assert look(page, pages, axe_findings, sizes=BOTH) == {}
    page.goto(page.url.split("/stop/")[0] + pages[0])
    page.click("main form button")
    page.wait_for_selector("input[name=again]", state="attached")


def test_a_notification_opens_our_own_pages_alone(people: Cast, open_page: Open) -> None:
    """The worker's own words, run on a page with a registration that keeps what it is shown."""
    page = open_page("/")
    worker = Client().get("/sw.js").content.decode()
    found = page.evaluate(
        """async () => {
            const heard = {}, shown = [], opened = [];
            const on = (name, deed) => { heard[name] = deed; };
            const registration = { showNotification: async (title, told) => shown.push([title, told]) };
            const clients = { matchAll: async () => [], openWindow: async (to) => opened.push(to) };
            (function (addEventListener, registration, clients, caches) { WORKER })(on, registration, clients, {});
            const run = async (name, event) => { let wait; heard[name]({ ...event, waitUntil: (one) => { wait = one; } }); await wait; };
            const words = { title: "きょうは おやすみ", body: "みどり食堂", url: location.origin + "/news/", tag: "a" };
            await run("push", { data: { json: () => words } });
            await run("push", { data: { json: () => { throw new Error(); } } });
            await run("push", { data: null });
            for (const url of [location.origin + "/news/", "https://evil.example/", "javascript:alert(1)"]) {
                await run("notificationclick", { notification: { close() {}, data: { url } } });
            }
            return [shown.map(([title, told]) => [title, told.body, told.tag]), opened.map((one) => new URL(one).pathname), opened.every((one) => one.startsWith(location.origin))];
        }""".replace("WORKER", worker)
    )
    assert found == [
        [
            ["きょうは おやすみ", "みどり食堂", "a"],
            ["おしらせが あります", "", "ibasho"],
            ["おしらせが あります", "", "ibasho"],
        ],
        ["/news/", "/", "/"],
        True,
    ]
