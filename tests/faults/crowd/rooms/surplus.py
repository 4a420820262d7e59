"""おすそわけ: a farm offers, a place wishes, what was agreed is handed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.rules.kinds import Food
from ibasho.town.people.models import Person
from rehearsal.acts import surplus as act
from tests import make
from tests.faults.crowd.deeds import Answer, Hand, Room, Verb, by_sql, pressed, told
from tests.people import Cast
from tests.rooms.surplus import ground

FOODS = ("vegetable", "fruit", "rice", "bread")


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    """まめ農園; places of みどり食堂 that take food; for each hand-over a share that was agreed."""
    _farm, mame = ground.farm(cast)
    places = [
        make.place(f"うけとる食堂 {number}", organisation=cast.midori) for number in range(max(4, many // 4))
    ]
    takers = [ground.receiver(one) for one in places]
    at = clock.now()
    day = clock.day(at)
    shares = [
        ground.proposal(
            ground.offer(None, told="phone", giver_name="となりの畑", giver_phone="051-000-0007", ready_from=at, use_until=day.replace(year=day.year + 1)),
            takers[number % len(takers)], state="agreed",
        )
        for number in range(many)
    ]  # fmt: skip
    known = {one.value for one in Food}
    return {
        "farm": session_of(mame), "group": session_of(cast.hana), "shares": [one.public_id for one in shares],
        "wishes": [(one.public_id, food) for food in FOODS if food in known for one in places],
    }  # fmt: skip


def offer(hand: Hand) -> Answer:
    given = {"name": hand.mark, "food": "vegetable", "amount": "20kg", "pickup_words": "農園の 倉庫"}
    return told(
        hand.mark,
        pressed(hand.browser(hand.known["farm"]), "/ops/surplus/give/", given),
        then="/ops/surplus/o/",
    )


def wish(hand: Hand) -> Answer:
    """One open wish of a food at a place: told again it says the newer words. Each pair is one deed."""
    place, food = hand.take("wishes")
    browser = hand.browser(hand.known["group"])
    page = browser.get("/ops/surplus/receive/")
    form = page.form(f"/ops/surplus/receive/{place}/wish/")
    if form is None:
        return Answer("", done=False, page=page)
    return told(
        hand.mark, browser.press(form, {"food": food, "words": hand.mark}), then="/ops/surplus/receive/"
    )


def hand_over(hand: Hand) -> Answer:
    share = hand.take("shares")
    page = pressed(hand.browser(hand.known["group"]), f"/ops/surplus/hand/{share}/", {"fine": "on"})
    return told(share, page, then="/ops/surplus/hand/")


ROOM = Room(
    "surplus", act.SHARE, plant,
    (
        Verb("surplus.offer", offer, by_sql("select name, count(*) from surplus_offer where name = any(%s) group by 1"), 2, (8, 18)),
        Verb("surplus.wish", wish, by_sql("select words, count(*) from surplus_wish where words = any(%s) group by 1")),
        Verb(
            "surplus.hand_over", hand_over, by_sql(
                "select public_id, count(*) from surplus_handover join surplus_share share on share.id = share_id"
                " where public_id = any(%s) group by 1"
            ), 2, (9, 18),
        ),
    ),
)  # fmt: skip
