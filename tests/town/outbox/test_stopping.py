"""One tap stops: the page, the mail program's own way, and 「やっぱり うけとる」."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.ui import panels
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.outbox.queries import addresses
from ibasho.town.outbox.views import stopping
from tests.make import AT
from tests.reading import words
from tests.town.outbox.channels import FRIEND, keep

pytestmark = pytest.mark.django_db
STOPPED = "おしらせを とめました"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    cache.clear()


def path(address: Address, page: str = "/stop/") -> str:
    return f"{page}?t={addresses.STOP.token(address)}"


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        (Channel.MAIL, "メールで とどく"),
        (Channel.LINE, "LINEに とどく"),
        (Channel.PUSH, "タブレットに とどく"),
    ],
)
def test_the_page_says_what_stops_and_stops_it(channel: Channel, told: str) -> None:
    address, client = keep(channel), Client(enforce_csrf_checks=True)
    page = client.get(path(address))
    assert told in words(page) and addresses.live().exists()  # looking stops nothing
    assert page["Cache-Control"] == "no-store, private" and page["Referrer-Policy"] == "same-origin"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token
    csrf = {"csrfmiddlewaretoken": token[1]}
    assert STOPPED in words(client.post(path(address), csrf, follow=True))
    assert not addresses.live().exists()
    again = client.post(path(address), {**csrf, "again": "1"}, follow=True)
    assert told in words(again) and addresses.live().exists()


def test_a_form_from_elsewhere_stops_nothing() -> None:
    address = keep()
    assert Client(enforce_csrf_checks=True).post(path(address)).status_code == 403
    assert addresses.live().exists()


def test_nobodys_address_is_on_the_page() -> None:
    for address in (keep(), keep(Channel.LINE)):
        page = Client().get(path(address)).content.decode()
        assert "nobody" not in page and FRIEND not in page and address.public_id not in page


@pytest.mark.parametrize("told", ["", "A", "A" * 20, "<script>", "あ" * 20, "\0" * 20])
def test_a_link_that_is_none_is_answered_kindly(told: str) -> None:
    page = Client().get("/stop/", {"t": told})
    assert page.status_code == 404 and "このリンクは もう つかえません" in page.content.decode()
    assert Client().post(f"/stop/?t={'A' * 20}").status_code == 404


def test_a_mail_program_stops_by_itself() -> None:
    """RFC 8058: a POST without a cookie, a form or a session; the second is as good as the first."""
    address, client = keep(), Client(enforce_csrf_checks=True)
    url = addresses.one_click_url(address)
    assert url.endswith(path(address, "/stop/mail/"))
    for _ in range(2):
        done = client.post(path(address, "/stop/mail/"), {"List-Unsubscribe": "One-Click"})
        assert (done.status_code, done.content, dict(done.cookies)) == (200, b"", {})
    assert not addresses.live().exists()


def test_who_opens_that_address_in_a_browser_is_shown_the_page() -> None:
    address = keep()
    page = Client().get(path(address, "/stop/mail/"), follow=True)
    assert page.redirect_chain == [(path(address), 302)] and addresses.live().exists()
    assert Client().get("/stop/mail/", {"t": "//evil.example"})["Location"] == "/stop/?t=%2F%2Fevil.example"


def test_a_program_learns_nothing_of_unknown_links() -> None:
    told = Client().post("/stop/mail/?t=" + "A" * 20)
    assert (told.status_code, told.content) == (200, b"")


def test_nobody_tries_links_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "MACHINE_TIMES", 3)
    client = Client()
    found = [client.post("/stop/mail/?t=" + "A" * 20).status_code for _ in range(4)]
    assert found == [200, 200, 200, 429]


def test_rooms_above_add_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Address] = []
    monkeypatch.setitem(panels._panels, "outbox.stop", [lambda request, thing: seen.append(thing) or ""])
    address = keep()
    Client().get(path(address))
    assert seen == [address]


@pytest.mark.parametrize("code", ["ja", "ja-simple", "en", "pt-br"])
def test_the_page_speaks_four_languages(code: str) -> None:
    client = Client()
    client.cookies["language"] = code
    page = words(client.get(path(keep())))
    assert ("とめ" in page) is code.startswith("ja")
