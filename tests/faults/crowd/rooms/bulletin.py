"""お知らせ: somebody asks for news by mail, a friend writes on LINE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.ports import line
from ibasho.town.people.models import Person
from rehearsal.acts import bulletin as act
from tests.faults import app
from tests.faults.crowd.deeds import Answer, Hand, Room, Verb, by_sql, told
from tests.people import Cast
from tests.rooms.bulletin import line_ground


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    return {}


def subscribe(hand: Hand) -> Answer:
    """The form's own key names the letter."""
    browser = hand.browser()
    page = browser.get("/subscribe/how/?stages=upper")
    form = next((one for one in page.forms() if "key" in dict(one.fields)), None)
    if form is None:
        return Answer("", done=False, page=page)
    key = dict(form.fields)["key"].replace("-", "")
    return told(key, browser.press(form, {"mail": f"{hand.mark}@example.test"}), then="/subscribe/sent/")


def friend(hand: Hand) -> Answer:
    """LINE tells an event, signed, and tells it again until it hears 200."""
    user = f"U{hand.mark}"
    at = clock.now()
    told_by_line = line_ground.event("follow", user=user, at=at, webhookEventId=hand.mark[:26].upper())
    body = line_ground.body([told_by_line])
    page = hand.browser().send(
        line_ground.URL, body, {line.SIGNATURE_HEADER: line.sign(body, app.LINE_SECRET)}
    )
    return Answer(hand.mark[:26].upper(), page.status == 200, page)


ROOM = Room(
    "bulletin", act.SHARE, plant,
    (
        Verb(
            "bulletin.subscribe", subscribe, by_sql(
                "select substr(event_key, 18), count(*) from outbox_message where event_key like 'bulletin.confirm:%%'"
                " and substr(event_key, 18) = any(%s) group by 1"
            ),
        ),
        Verb("bulletin.friend", friend, by_sql("select event_id, count(*) from bulletin_lineevent where event_id = any(%s) group by 1"), 2),
    ),
)  # fmt: skip
