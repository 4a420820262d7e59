"""A scheme with many shops, opened devices and cards, in whatever database is set. Runs in a process of its own
(`django shell`), so that the test's Django stays on its own database.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import cards, devices
from ibasho.rooms.mealtickets.models import Card
from ibasho.rooms.mealtickets.queries import keys
from ibasho.rooms.mealtickets.rules import codes
from tests.faults.seed import PIN, TillKey, Wanted
from tests.rooms.mealtickets import ground

SHEET_MAX = 500


@transaction.atomic
def write(path: str, wanted: Wanted) -> None:
    """Everything through the room's own actions, so that no test stands on rows a city could not have. What clients need
    to know goes to `path` as JSON."""
    at = clock.now()
    fund = ground.fund(reserve_meals_a_day=wanted.reserve_meals)
    pool = ground.general_pool(fund)
    live, reserve = wanted.live_meals * wanted.price_yen, wanted.reserve_meals * wanted.price_yen
    ground.give(pool, 2 * live + reserve, reserve_yen=reserve, live_yen=live, at=at)
    tills = [_till(number, wanted) for number in range(wanted.shops)]
    for first in range(0, wanted.cards, SHEET_MAX):
        count = min(SHEET_MAX, wanted.cards - first)
        cards.make_sheet(count=count, given_to="みほん小学校", by=ground.SERVER, at=at)
    texts = _texts()
    Path(path).write_text(json.dumps({"tills": [asdict(till) for till in tills], "cards": texts}))


def _texts() -> list[str]:
    """As `queries.cards.text_of`, with each key made once: a bench asks for hundreds of thousands."""
    rows = list(Card.objects.order_by("pk").values_list("number", "key_id", "sheet__valid_until"))
    seeds = {key_id: keys.seed_of(key_id) for key_id in {row[1] for row in rows}}
    return [codes.encode(codes.Code(*row), seeds[row[1]]) for row in rows]


def _till(number: int, wanted: Wanted) -> TillKey:
    at = clock.now()
    shop = ground.shop(f"お店{number}", meals_a_day=30_000, price_yen=wanted.price_yen)
    devices.set_pin(shop=shop, pin=PIN, by=ground.SERVER, at=at)
    made = devices.register(shop=shop, name="レジ", by=ground.SERVER, at=at)
    opened = devices.open_session(device_id=made.device.public_id, pin=PIN, at=at)
    return TillKey(made.device.public_id, opened.token, made.key, shop.pk)
