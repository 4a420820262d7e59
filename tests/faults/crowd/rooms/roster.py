"""見守りの名簿: a helper with a link of twenty letters takes a turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.roster.actions import links
from ibasho.town.people.models import Person
from rehearsal.acts import roster as act
from tests import make
from tests.faults.crowd.deeds import Answer, Hand, Room, Verb, by_sql, told
from tests.people import Cast
from tests.rooms.roster import ground

WANTED = 3
DAYS = 60


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    """Helpers by their links; sixty days with a turn for three each. Nobody is told of a turn twice: each pair of helper and
    day is one deed."""
    at = clock.now()
    today = clock.day(at)
    made = ground.ground(cast, day=today + timedelta(days=1))
    helpers = [ground.helper(cast.midori, f"手伝い {number}") for number in range(max(4, many // 10))]
    given = [links.give(helper=one, mail=False, by=cast.by(cast.hana), at=at) for one in helpers]
    shifts = []
    for number in range(2, DAYS):
        day = today + timedelta(days=number)
        make.session(made.place, day, time(15, 30), time(20))
        shifts.append(ground.shift(made.roster, day, wanted=WANTED))
    pairs = [
        (one.pk, link.token, shift.public_id)
        for shift in shifts
        for one, link in zip(helpers, given, strict=True)
    ]
    return {"pairs": pairs[: 4 * many]}


def take(hand: Hand) -> Answer:
    helper, token, shift = hand.take("pairs")
    browser, mark = hand.browser(), f"{helper}:{shift}"
    page = browser.get(f"/shifts/open/?t={token}")
    if page.status == 302:
        page = browser.get("/shifts/")
    form = next((one for one in page.forms() if ("shift", shift) in one.fields), None)
    form = form or page.form("/shifts/take/")
    if form is None:
        return Answer(mark, done=False, page=page)
    return told(mark, browser.press(form, {"shift": shift}), then="#mine")


ROOM = Room(
    "roster", act.SHARE, plant,
    (
        Verb(
            "roster.take", take, by_sql(
                "select mark, count(*) from (select helper_id || ':' || public_id as mark from roster_taken"
                " taken join roster_shift shift on shift.id = shift_id where taken.state = 'taken') t where mark = any(%s) group by 1"
            ),
        ),
    ),
)  # fmt: skip
