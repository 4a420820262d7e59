"""I. Web and API: headers, cookies, CSRF, redirects, files, limits, errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.rooms.mealtickets.models import Card, DeviceSession, PaymentEvent, Redemption
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.town.outbox.queries import addresses as outbox_addresses
from ibasho.town.people.models import Person
from tests import house, objects
from tests.people import Cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import Till, card, till
from tests.signing_in import sign_in
from tests.town.outbox import channels
from tests.trust.walking import addresses

As = Callable[[Person], Client]
AWAY = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
)


# What machines send carries no cookie, so a forged page has nothing to ride on: each proves itself by what it sends.
MACHINES = {
    "mealtickets:payments_webhook", "mealtickets:till_session", "mealtickets:till_state", "mealtickets:till_test",
    "mealtickets:till_close", "mealtickets:till_openapi", "mealtickets:redemptions", "mealtickets:redemptions_sync", "mealtickets:redemption_reverse",
    "bulletin:line_webhook", "outbox:stop_by_machine",
}  # fmt: skip
# Who closes without a session has nothing to close, and a mail program learns nothing of links that are none.
ANSWERED = {"mealtickets:till_close": 204, "outbox:stop_by_machine": 200, "mealtickets:till_openapi": 200}


def test_89_no_view_of_ours_or_allauths_goes_without_csrf_but_those_of_machines() -> None:
    free = {
        name
        for name, pattern in house.url_names()
        if getattr(pattern.callback, "csrf_exempt", False) and not name.startswith("api:")
    }
    assert free == MACHINES


@pytest.mark.long
def test_89_a_post_without_its_token_is_refused_everywhere(town: Cast, now: object) -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), town.fumi)
    walked = [*(one.path for one in addresses(objects.Objects(town))
                if not one.name.startswith("api:") and one.name not in MACHINES),
              "/accounts/login/", "/accounts/login/code/", "/accounts/logout/", "/accounts/password/reset/"]  # fmt: skip
    with patch(
        "django.views.csrf.loader.get_template"
    ) as page:  # the page of the refusal is not what is asked here
        page.return_value.render.return_value = ""
        wrong = {path: status for path in walked if (status := strict.post(path).status_code) != 403}
    assert wrong == {}


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_89_a_machine_without_its_proof_changes_nothing(name: str, town: Cast, now: object) -> None:
    """The city's officer signed in in the same browser is no proof here either."""
    counter = till(ground.ground().shop)
    one, told_by_mail = card(), channels.keep()
    eaten = counter.eat(one)
    path = reverse(name, kwargs={"nonce": eaten.body["nonce"]} if name.endswith("reverse") else {})
    if name == "outbox:stop_by_machine":
        path += f"?t={told_by_mail.public_id}"  # the link's own letters are the proof, not the number of an address
    device, written = counter.device.public_id, Entry.objects.count()
    unproven = [
        {},
        {"Authorization": f"Till {device}."},
        {"Authorization": f"Till {device}.nobody", "Stripe-Signature": "t=1,v1=00"},
    ]
    for headers in unproven:
        strict = sign_in(Client(enforce_csrf_checks=True), town.fumi)
        ask = strict.get if name.endswith(("till_state", "till_openapi")) else strict.post
        told = ask(path, _sent(name, counter, one), content_type="application/json", headers=headers)
        assert told.status_code == ANSWERED.get(name, 401), (headers, told.content)
    assert (Entry.objects.count(), Redemption.objects.count(), PaymentEvent.objects.count()) == (
        written,
        1,
        0,
    )
    assert DeviceSession.objects.get().closed_at is None and told_by_mail in outbox_addresses.live()


def test_89_a_redemption_needs_the_devices_signature_beside_the_session(town: Cast, now: object) -> None:
    counter = till(ground.ground().shop)
    body = counter.body(counter.scan(text_of(card()), signature="0" * 64))
    told = Client(enforce_csrf_checks=True).post(
        "/api/v1/redemptions",
        body,
        content_type="application/json",
        headers={"Authorization": counter.header},
    )
    assert (told.status_code, told.json()["code"]) == (401, "till.signature")
    assert not Redemption.objects.exists()


def _sent(name: str, counter: Till, one: Card) -> dict[str, Any]:
    """Whole and well signed by the device, so that only the proof asked about is missing."""
    scan = counter.body(counter.scan(text_of(one)))
    bodies: dict[str, dict[str, Any]] = {
        "payments_webhook": {"id": "evt_1", "type": "checkout.session.completed", "data": {"object": {"id": "cs_1"}}},
        "till_session": {"device": counter.device.public_id, "pin": "8520"},
        "redemptions": scan, "redemptions_sync": {"items": [scan]}, "redemption_reverse": {"why": "まちがえた"},
    }  # fmt: skip
    return bodies.get(name.removeprefix("mealtickets:"), {})


@pytest.mark.parametrize("away", AWAY)
def test_no_address_sends_anybody_away(away: str, town: Cast, as_person: As, client: Client) -> None:
    town.hana.set_password("みどりの ながい ことば 8")
    town.hana.save()
    asked = [
        client.get("/furigana/off/", {"next": away}), client.get("/language/ja/", {"next": away}),
        sign_in(Client(), town.hana).get("/accounts/login/", {"next": away}),
        sign_in(Client(), town.hana).post("/accounts/logout/", {"next": away}),
        sign_in(Client(), town.hana).post("/accounts/reauthenticate/", {"next": away, "password": "みどりの ながい ことば 8"}),
        Client().post("/accounts/login/", {"login": town.hana.email, "password": "みどりの ながい ことば 8", "next": away}),
    ]  # fmt: skip
    for response in asked:
        assert "evil" not in response.get("Location", "") and "javascript:" not in response.get(
            "Location", ""
        )
