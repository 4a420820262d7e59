"""気づきメモ: somebody of a group writes to the centre."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ibasho.town.people.models import Person
from rehearsal.acts import care as act
from tests.faults.crowd.deeds import Answer, Hand, Room, Verb, by_sql, told
from tests.people import Cast
from tests.rooms.care import ground


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    ground.ground(cast)
    return {"group": session_of(cast.hana)}


def write(hand: Hand) -> Answer:
    """The paper's own nonce is the mark."""
    browser = hand.browser(hand.known["group"])
    page = browser.get("/ops/care/")
    form = next((one for one in page.forms() if "nonce" in dict(one.fields)), None)
    if form is None:
        return Answer("", done=False, page=page)
    given = {"signs": ["tired"], "child": hand.mark[:12], "words": f"ねむそうでした {hand.mark}"}
    return told(dict(form.fields)["nonce"], browser.press(form, given), then="/ops/care/sent/")


ROOM = Room(
    "care", act.SHARE, plant,
    (
        Verb(
            "care.write", write,
            by_sql("select nonce::text, count(*) from care_notice where nonce::text = any(%s) group by 1"),
        ),
    ),
)  # fmt: skip
