"""ファミリー・サポート: a family asks for an afternoon, by its own link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import links
from ibasho.town.people.models import Person
from rehearsal.acts import familysupport as act
from tests.faults.crowd.deeds import Answer, Hand, Room, Verb, by_sql, told
from tests.people import Cast
from tests.rooms.familysupport import ground

DAYS = 80


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    at = clock.now()
    made = ground.ground(cast)
    given = links.give(member=made.tamotsu, mail=False, by=cast.by(cast.megumi), at=at)
    days = [clock.day(at) + timedelta(days=number) for number in range(2, DAYS)]
    slots = [(day.isoformat(), hour) for hour in (15, 17) for day in days if day.weekday() < 5]
    return {"token": given.token, "child": made.child.public_id, "slots": slots[:many]}


def ask(hand: Hand) -> Answer:
    """Two steps: what is wished, then 「これで いいですか」."""
    day, hour = hand.take("slots")
    browser = hand.browser()
    page = browser.get(f"/support/my/?t={hand.known['token']}")
    if page.status == 302:
        page = browser.get("/support/my/requests/new/")
    form = page.form()
    if form is None:
        return Answer("", done=False, page=page)
    page = browser.press(form, {
        "children": [hand.known["child"]], "content": "after_school", "where": "provider_home", "from_on": day,
        "starts": f"{hour}:00", "ends": f"{hour + 1}:30", "words": hand.mark,
    })  # fmt: skip
    second = page.form()
    if page.status != 200 or second is None or "words" not in dict(second.fields):
        return Answer("", done=False, page=page)
    return told(hand.mark, browser.press(second, {"step": "send"}), then="/support/my/requests/")


ROOM = Room(
    "familysupport", act.SHARE, plant,
    (
        Verb(
            "familysupport.ask", ask,
            by_sql("select words, count(*) from familysupport_request where words = any(%s) group by 1"),
        ),
    ),
)  # fmt: skip
