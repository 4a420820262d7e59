"""The peer: pretix checks tickets in by `POST …/checkinrpc/redeem/`, as its scanning apps do (device token, nonce).

Same venv, same database and same PostgreSQL as for the pages; the tickets are made anew for each run.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import replace

from tests.bench import peer_pretix
from tests.bench.redeem.fire import post
from tests.bench.serving import App

TOKEN = "only-for-measuring-on-this-machine-0123456789"
PATH = "/api/v1/organizers/meals/checkinrpc/redeem/"
_SEED = """\
from datetime import timedelta
from decimal import Decimal
from django.utils.timezone import now
from django_scopes import scopes_disabled
from pretix.base.models import Checkin, CheckinList, Device, Event, Item, Order, OrderPosition, Organizer
with scopes_disabled():
    meals, _ = Organizer.objects.get_or_create(slug="meals", defaults={"name": "meals"})
    event, _ = Event.objects.get_or_create(
        organizer=meals, slug="meals",
        defaults={"name": "meals", "live": True, "currency": "JPY", "plugins": "", "date_from": now(), "date_to": now() + timedelta(hours=9)},
    )
    item, _ = Item.objects.get_or_create(event=event, name="meal", defaults={"default_price": Decimal(400)})
    list_, _ = CheckinList.objects.get_or_create(event=event, name="all", defaults={"all_products": True})
    Device.objects.update_or_create(
        organizer=meals, device_id=1,
        defaults={"name": "till", "all_events": True, "security_profile": "full", "initialized": now(), "api_token": "TOKEN"},
    )
    web = meals.sales_channels.get(identifier="web")
    Checkin.all.filter(list=list_).delete()
    OrderPosition.all.filter(order__event=event).delete()
    Order.objects.filter(event=event).delete()
    orders = Order.objects.bulk_create([
        Order(event=event, organizer=meals, code=f"B{n:06}", status="p", email="", datetime=now(), expires=now(),
              total=Decimal(400), sales_channel=web, locale="en")
        for n in range(WANTED)
    ])
    OrderPosition.objects.bulk_create([
        OrderPosition(order=order, organizer=meals, item=item, price=Decimal(400), tax_rate=Decimal(0), tax_value=Decimal(0),
                      tax_code="", pseudonymization_id=f"P{n:09}", positionid=1, secret=f"secret-{n:06}")
        for n, order in enumerate(orders)
    ])
    print("LIST", list_.pk)
"""


def prepare(port: int, tickets: int) -> tuple[App, int]:
    """pretix with so many unused tickets, and the id of the list they are checked in on."""
    app = peer_pretix.prepare(port, dates=False)
    out = peer_pretix.shell(_SEED.replace("WANTED", str(tickets)).replace("TOKEN", TOKEN))
    (line,) = [line for line in out.splitlines() if line.startswith("LIST ")]
    return replace(app, ready="/healthcheck/"), int(line.removeprefix("LIST "))


def requests(list_id: int, tickets: range) -> list[bytes]:
    """One check-in for each of these tickets, each with a nonce of its own."""
    return [
        post(PATH, json.dumps(_body(list_id, number)).encode(), Authorization=f"Device {TOKEN}")
        for number in tickets
    ]


def _body(list_id: int, number: int) -> dict[str, object]:
    return {
        "secret": f"secret-{number:06}",
        "source_type": "barcode",
        "lists": [list_id],
        "nonce": uuid.uuid4().hex,
    }
