"""こどもの食事: a card at the till, what a till kept while it had no network, and gifts."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ibasho.base.kernel import clock
from ibasho.town.people.models import Person
from rehearsal.acts import mealtickets as act
from tests.faults import till
from tests.faults.crowd.deeds import Answer, Hand, Room, UsedUpError, Verb, by_sql, pressed
from tests.faults.seed import TillKey
from tests.people import Cast

KEPT = 3  # meals a till without a network sends together
EATEN = "select nonce::text, count(*) from mealtickets_redemption where nonce::text = any(%s) group by 1"


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    """The scheme, its tills and cards are planted by the rig; `tills` and `cards` come in from there."""
    return {"officer": session_of(cast.fumi)}


def redeem(hand: Hand) -> Answer:
    known, item = _signed(hand)
    page = hand.browser().send(till.PATH, json.dumps(item).encode(), till.headers(known))
    return Answer(item["nonce"], page.status == 201, page)


def sync(hand: Hand) -> Answer:
    """Each item has its own answer; the mark is that of the first, the others hang on the same request."""
    known, first = _signed(hand)
    items = [first]
    with suppress(UsedUpError):  # fewer cards are left than a till would keep
        items += [_signed(hand, known)[1] for _ in range(KEPT - 1)]
    page = hand.browser().send(
        f"{till.PATH}/sync", json.dumps({"items": items}).encode(), till.headers(known)
    )
    return Answer(first["nonce"], page.status == 200 and first["nonce"] in page.text, page)


def give(hand: Hand) -> Answer:
    """By bank: the code of the form stands in the address of the giver's own page."""
    page = pressed(
        hand.browser(), "/give/", {"amount": "own", "own": "3000", "way": "bank", "message": "", "name": ""}
    )
    done = page.status == 302 and "/give/" in page.location
    return Answer(page.location.rstrip("/").rpartition("/")[2] if done else "", done, page)


def _signed(hand: Hand, known: TillKey | None = None) -> tuple[TillKey, dict[str, Any]]:
    known = known or TillKey(**hand.chance.choice(hand.known["tills"]))
    nonce = str(uuid.uuid4())
    return known, till.signed(
        known, hand.take("cards"), nonce=nonce, counter=hand.count("till"), at=clock.now()
    )


ROOM = Room(
    "mealtickets", act.SHARE, plant,
    (
        Verb("mealtickets.redeem", redeem, by_sql(EATEN), 8, (11, 20)),
        Verb("mealtickets.sync", sync, by_sql(EATEN), 1, (11, 20)),
        Verb(
            "mealtickets.give", give,
            by_sql("select public_id, count(*) from mealtickets_gift where public_id = any(%s) group by 1"), 1,
        ),
    ),
)  # fmt: skip
