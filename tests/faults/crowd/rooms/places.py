"""居場所 and もよおし: a child signs up for a day, writes what a place is like, a group says it is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.town.people.models import Person
from rehearsal.acts import places as act
from tests import make
from tests.faults.crowd.deeds import Answer, Hand, Room, Verb, by_sql, pressed, told
from tests.people import Cast

DAYS = 30
SMALL = 24  # heads of the event that fills up


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    """An event of thirty days with room for everybody, a small one that fills, and a place of みどり食堂's for each closing."""
    today = clock.day(clock.now())
    large, small = make.event(capacity=5_000), make.event("小さな おやつ会", capacity=SMALL, waiting_max=6)
    days = [make.event_day(large, today + timedelta(days=number)) for number in range(2, DAYS)]
    days.append(make.event_day(small, today + timedelta(days=3)))
    own = [make.place(f"みどり食堂 {number}", organisation=cast.midori) for number in range(many)]
    return {
        "days": [f"/events/{day.event.public_id}/days/{day.pk}/" for day in days if day.event],
        "small": f"/events/{small.public_id}/days/{days[-1].pk}/", "places": [one.public_id for one in own],
        "to_close": [one.public_id for one in own], "officer": session_of(cast.aoi), "group": session_of(cast.hana),
        "closed_on": (today + timedelta(days=9)).isoformat(),
    }  # fmt: skip


def sign_up(hand: Hand) -> Answer:
    path = hand.known["small"] if hand.chance.random() < 0.2 else hand.chance.choice(hand.known["days"])
    mail = f"{hand.mark}@example.test" if hand.chance.random() < 0.5 else ""
    form = {"nickname": hand.mark, "heads_elementary": 1, "email": mail}
    return told(hand.mark, pressed(hand.browser(), path, form), then="/events/ticket/")


def note(hand: Hand) -> Answer:
    path = f"/places/{hand.chance.choice(hand.known['places'])}/note/"
    page = pressed(hand.browser(), path, {"stage": "upper", "words": f"ほんが いっぱい {hand.mark}"})
    return Answer(hand.mark, page.status in (200, 302) and page.form() is None, page)


def close(hand: Hand) -> Answer:
    """The officer closes a place for a day ahead: one place, one closing."""
    place = hand.take("to_close")
    given = {"first": hand.known["closed_on"], "last": hand.known["closed_on"]}
    page = pressed(hand.browser(hand.known["officer"]), f"/desk/places/{place}/close/", given)
    return told(place, page, then=f"/desk/places/{place}/")


ROOM = Room(
    "places", act.SHARE, plant,
    (
        Verb("places.sign_up", sign_up, by_sql("select nickname, count(*) from places_signup where nickname = any(%s) group by 1"), 6),
        Verb(
            "places.note", note,
            by_sql("select right(words, 32), count(*) from places_placenote where right(words, 32) = any(%s) group by 1"), 2,
        ),
        Verb(
            "places.close", close, by_sql(
                "select public_id, count(*) from places_closeddays closed join places_place place on place.id = place_id"
                " where public_id = any(%s) and first >= current_date group by 1"
            ), 1, (9, 17),
        ),
    ),
)  # fmt: skip
