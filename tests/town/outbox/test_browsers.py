"""A browser tells its address; one chooses where to get messages; the desk sees no LINE id and no endpoint."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.ports.line import LineRefused
from ibasho.town.outbox import actions, queries, showing
from ibasho.town.outbox.actions import addresses as deeds
from ibasho.town.outbox.models import Address, Channel, Message
from ibasho.town.outbox.queries import addresses
from tests.base.ports.push_service import Receiver
from tests.make import AT
from tests.people import Cast
from tests.signing_in import sign_in
from tests.town.outbox.channels import ENDPOINT, FRIEND, World, all_on, keep, linked
from tests.town.outbox.writing import JOB, write

pytestmark = pytest.mark.django_db
WISHES = "/my/messages/wishes/"
QUIET = {"quiet_from": "21:00", "quiet_until": "07:00"}


@pytest.fixture(autouse=True)
def city(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    all_on(settings)
    cache.clear()


def tell(client: Client, body: str, **headers: Any) -> HttpResponse:
    told = client.post("/push/", body, content_type="application/json", **headers)
    assert isinstance(told, HttpResponse)
    return told


def test_a_browser_of_nobody_gets_the_letters_of_its_link() -> None:
    told = tell(Client(), Receiver(ENDPOINT).json)
    address = Address.objects.get()
    assert json.loads(told.content) == {
        "token": addresses.STOP.token(address),
        "stop": addresses.stop_url(address),
    }
    assert (address.channel, address.person, address.gone_at) == ("push", None, None)
    assert "no-store" in told["Cache-Control"]


def test_a_browser_of_an_account_is_the_accounts(town: Cast) -> None:
    tell(sign_in(Client(), town.hana), Receiver(ENDPOINT).json)
    assert Address.objects.get().person == town.hana
    tell(sign_in(Client(), town.ken), Receiver(ENDPOINT).json)  # the same tablet, somebody else now
    assert Address.objects.get().person == town.ken


def test_a_tablet_that_nobody_is_signed_in_on_is_no_longer_the_accounts(town: Cast) -> None:
    """A shared tablet: a child asks for the news on it, and gets them; what its owner before was told appears there no more."""
    told = Receiver(ENDPOINT).json
    tell(sign_in(Client(), town.hana), told)
    tell(Client(), told)
    address = Address.objects.get()
    assert address.person is None and write(address).target == address
    assert write(town.hana, event_key="x:2").channel == "mail"


def test_a_form_from_elsewhere_ties_nothing() -> None:
    assert tell(Client(enforce_csrf_checks=True), Receiver(ENDPOINT).json).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{}", 400),
        ("[[[[", 400),
        ("\xff\x00", 400),
        (Receiver("https://evil.example/x").json, 400),
        (Receiver("https://169.254.169.254/latest/").json, 400),
        (Receiver("http://fcm.googleapis.com/x").json, 400),
        (Receiver(ENDPOINT).json + " " * 2_000, 413),
        ("x" * 3_000_000, 413),
    ],
    ids=range(9),
)
def test_what_is_no_browsers_address_is_refused(body: str, status: int) -> None:
    told = tell(Client(), body)
    assert told.status_code == status and json.loads(told.content)["message"]
    assert not Address.objects.exists()


def test_the_city_without_a_key_offers_and_takes_nothing(town: Cast, settings: LazySettings) -> None:
    settings.PUSH_KEY = ""
    assert tell(Client(), Receiver(ENDPOINT).json).status_code == 404
    client = sign_in(Client(), town.hana)
    page = client.get(WISHES).content.decode()
    assert "data-push" not in page and "js/push" not in page and "manifest" not in page
    assert client.post(f"{WISHES}here/").status_code == 404


def test_nobody_tells_a_thousand_browsers() -> None:
    client = Client()
    for _ in range(300):
        tell(client, "{}")
    assert tell(client, Receiver(ENDPOINT).json).status_code == 429


def test_without_anything_tied_there_is_nothing_to_choose(town: Cast) -> None:
    page = sign_in(Client(), town.hana).get(WISHES).content.decode()
    assert 'name="channel"' not in page and "data-push=" in page and "hidden" in page


def test_one_chooses_among_what_is_tied(town: Cast) -> None:
    keep(Channel.LINE, person=town.hana)
    client = sign_in(Client(), town.hana)
    page = client.get(WISHES).content.decode()
    assert 'value="line"' in page and 'value="mail"' in page and 'value="push"' not in page
    refused = client.post(WISHES, {**QUIET, "wants_mail": "on", "channel": "push"})
    assert refused.status_code == 200 and queries.preference_of(town.hana.pk).channel == "mail"
    client.post(WISHES, {**QUIET, "wants_mail": "on", "channel": "line"})
    assert queries.preference_of(town.hana.pk).channel == "line"


def test_one_tap_chooses_this_device(town: Cast) -> None:
    client = sign_in(Client(), town.hana)
    told = client.post(f"{WISHES}here/", follow=True).content.decode()
    assert "まだ おぼえていません" in told
    tell(client, Receiver(ENDPOINT).json)
    assert "この端末に とどきます" in client.post(f"{WISHES}here/", follow=True).content.decode()
    assert write(town.hana, is_open=True).target == Address.objects.get()


def test_the_device_tied_last_is_the_one(town: Cast) -> None:
    linked(town, town.hana, Channel.PUSH)
    second = keep(Channel.PUSH, Receiver(f"{ENDPOINT}2").json, person=town.hana)
    assert write(town.hana, is_open=True).target == second
    deeds.gone(address=second, by=JOB, at=AT, moment=AT)
    assert write(town.hana, event_key="x:2", is_open=True).target != second


def test_nobodys_choice_is_anothers(town: Cast) -> None:
    keep(Channel.LINE, person=town.hana)
    client = sign_in(Client(), town.ken)
    client.post(WISHES, {**QUIET, "wants_mail": "on", "channel": "line"})
    assert queries.preference_of(town.ken.pk).channel == "mail"
    assert queries.preference_of(town.hana.pk).channel == "mail"


def test_the_desk_sees_by_which_way_and_no_address(town: Cast) -> None:
    world = World()
    world.line.failing["*"] = LineRefused("HTTP 400")
    world.deliver(write(keep(Channel.LINE), is_open=True))
    linked(town, town.hana, Channel.PUSH)
    write(town.hana, event_key="x:2", is_open=True)
    Message.objects.filter(event_key="x:2").update(state="failed", problem="HTTP 403")
    page = sign_in(Client(), town.aoi).get("/desk/outbox/").content.decode()
    assert "LINE" in page and "この端末への 通知" in page and "HTTP 400" in page
    assert FRIEND not in page and "googleapis" not in page
    row = Message.objects.get(person=None)
    sign_in(Client(), town.aoi).post(f"/desk/outbox/{row.pk}/resend/")
    row.refresh_from_db()
    assert (row.state, row.channel) == ("waiting", "line")


def test_ones_own_data_says_what_is_tied(town: Cast) -> None:
    keep(Channel.LINE, person=town.hana)
    ((_label, shown),) = showing.SHOWN
    told = shown(town.hana.pk, AT)
    assert {"とどけ先": "LINE", "いつ": f"{clock.jst(AT):%Y-%m-%d %H:%M}"} in told and FRIEND not in str(told)


def test_ones_page_leads_on(town: Cast) -> None:
    write(town.hana, link="/news/ABC/", is_open=True)
    assert 'href="/news/ABC/"' in sign_in(Client(), town.hana).get("/my/messages/").content.decode()


def test_the_worker_shows_what_came_and_opens_our_own_pages(town: Cast) -> None:
    told = Client().get("/sw.js").content.decode()
    assert 'addEventListener("push"' in told and "wish.origin === location.origin" in told
    page = Client().get("/manifest.webmanifest")
    assert json.loads(page.content)["display"] == "standalone"
    assert page["Content-Type"] == "application/manifest+json"


def test_choosing_writes_no_address_into_the_journal(town: Cast) -> None:
    linked(town, town.hana, Channel.LINE)
    actions.choose(
        wishes=actions.Wishes(True, AT.time(), AT.time(), Channel.LINE), by=town.by(town.hana), at=AT
    )
    assert FRIEND not in str(list(Entry.objects.values()))
