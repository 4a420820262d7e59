"""つながり: somebody wants to start a place, a group says what it looks for, the CSW notes a talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ibasho.base.kernel import clock
from ibasho.town.people.models import Person
from rehearsal.acts import network as act
from tests.faults.crowd.deeds import Answer, Hand, Room, Verb, by_sql, pressed, told
from tests.people import Cast


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    return {
        "group": session_of(cast.hana), "csw": session_of(cast.tsubaki), "today": clock.day(clock.now()).isoformat(),
        "midori": cast.midori.public_id,
    }  # fmt: skip


def start(hand: Hand) -> Answer:
    given = {"name": hand.mark, "starter": "南", "phone": "051-000-0002", "email": ""}
    return told(hand.mark, pressed(hand.browser(), "/start-up/", given))


def look_for(hand: Hand) -> Answer:
    given = {"direction": "want", "resource": "food", "title": hand.mark}
    page = pressed(hand.browser(hand.known["group"]), "/ops/network/supporting/new/", given)
    return told(hand.mark, page, then="/ops/network/supporting/")


def talk(hand: Hand) -> Answer:
    given = {"on": hand.known["today"], "how": "phone", "words": hand.mark}
    path = f"/desk/network/g/{hand.known['midori']}/contact/"
    return told(hand.mark, pressed(hand.browser(hand.known["csw"]), path, given))


ROOM = Room(
    "network", act.SHARE, plant,
    (
        Verb("network.start", start, by_sql("select name, count(*) from network_startup where name = any(%s) group by 1")),
        Verb("network.look_for", look_for, by_sql("select title, count(*) from network_notice where title = any(%s) group by 1")),
        Verb("network.talk", talk, by_sql("select words, count(*) from network_contact where words = any(%s) group by 1"), hours=(9, 17)),
    ),
)  # fmt: skip
