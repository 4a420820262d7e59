"""カケショク: the tablet at the door, a seat, and a group that asks for the room."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import unquote

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import doors
from ibasho.rooms.openhouse.models import Face, RuleVersion, Space
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from rehearsal.acts import openhouse as act
from tests import make
from tests.faults.crowd.deeds import Answer, Hand, Room, Verb, by_sql, pressed, told
from tests.people import Cast
from tests.rooms.openhouse import ground

SEATS, WEEKS = 60, 12
STAGES = ("lower", "upper", "junior", "high")


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    """A place that counts, with a tablet; a hall with seats; free lunches of twelve weeks to ask for."""
    at = clock.now()
    made = ground.ground(cast)
    quiet = _study_room(made.place, cast)
    ground.study_session(made.place, clock.day(at), starts=None, ends=None)
    ground.door(made.place)
    device = doors.register(place=made.place, name="入口", by=cast.by(cast.hana), at=at)
    opened = doors.open_link(token=device.token, at=at)
    today = clock.day(at)
    ahead = [today + timedelta(days=number) for number in range(3, 7 * WEEKS)]
    slots = [
        (day.isoformat(), hours) for day in ahead if day.weekday() < 5 for hours in (("11:00", "12:00"), ("12:30", "13:30"))
    ]  # fmt: skip
    return {
        "door": opened.token, "space": made.space.public_id, "slots": slots[:many], "group": session_of(cast.hana),
        "organisation": cast.midori.public_id, "seats": f"/seats/{quiet.public_id}/",
    }  # fmt: skip


def _study_room(place: Place, cast: Cast) -> Space:
    """Open for study at whatever hour somebody runs this."""
    room = ground.space(place, "自習室", heads_max=2 * SEATS, seats=SEATS)
    version = RuleVersion.objects.create(
        space=room, title="いつでも", stage="full", starts_on=date(2026, 4, 1), published_at=make.AT, published_by=cast.aoi
    )  # fmt: skip
    for weekday in range(7):
        Face.objects.create(
            version=version,
            weekday=weekday,
            kind="study",
            name="自習",
            starts=time(0),
            ends=time(23, 59),
            adults_min=1,
        )
    return room


def tap(hand: Hand) -> Answer:
    """The big button, as the page's own form sends it."""
    browser = hand.browser()
    browser.cookies["door"] = hand.known["door"]
    page = browser.get("/door/")
    form = next(
        (one for one in page.forms() if one.action == "/door/tap/" and ("turn", "in") in one.fields), None
    )
    if form is None:
        return Answer("", done=False, page=page)
    return told(dict(form.fields)["nonce"], browser.press(form, {}), then="/door/")


def taps(hand: Hand) -> Answer:
    """What the tablet kept while it had no network, sent by its script."""
    browser = hand.browser()
    browser.cookies["door"] = hand.known["door"]
    page = browser.get("/door/")
    form = page.form("/door/tap/")
    if form is None:
        return Answer("", done=False, page=page)
    nonce = str(uuid.UUID(hand.mark))
    item = {
        "nonce": nonce, "stage": hand.chance.choice(STAGES), "turn": "in",
        "at": int(clock.now().timestamp() * 1_000) - 60_000,
    }  # fmt: skip
    token = dict(form.fields)["csrfmiddlewaretoken"]
    page = browser.send("/door/taps/", json.dumps({"items": [item]}).encode(), {"X-CSRFToken": token})
    done = page.status == 200 and json.loads(page.body)["results"] == [{"nonce": nonce, "ok": True}]
    return Answer(nonce, done, page)


def sit(hand: Hand) -> Answer:
    """A seat is taken, its slip kept, and given back after a while."""
    browser, path = hand.browser(), hand.known["seats"]
    page = browser.get(path)
    form = page.form(f"{path}take/")
    if form is None:
        return Answer("", done=False, page=page)
    page = browser.press(form, {"number": hand.chance.randrange(1, SEATS + 1)})
    slip = ":".join(unquote(browser.cookies.get("seat", "")).strip('"').split(":")[:2])
    answer = Answer(slip, page.status == 302 and bool(slip), page)
    if answer.done:
        leave = next((one for one in browser.get(path).forms() if ("do", "leave") in one.fields), None)
        if leave is not None:
            browser.press(leave, {})
    return answer


def ask_for_room(hand: Hand) -> Answer:
    day, (starts, ends) = hand.take("slots")
    given = {
        "title": hand.mark, "purpose": "meal", "day": day, "starts": starts, "ends": ends, "adults": 3, "children": 12,
        "organisation": hand.known["organisation"],
    }  # fmt: skip
    page = pressed(hand.browser(hand.known["group"]), f"/ops/open/apply/{hand.known['space']}/", given)
    return told(hand.mark, page, then="/ops/open/")


def _rows(table: str, column: str) -> Any:
    return by_sql(f"select {column}, count(*) from {table} where {column} = any(%s) group by 1")  # noqa: S608 - own names


ROOM = Room(
    "openhouse", act.SHARE, plant,
    (
        Verb("openhouse.tap", tap, _rows("openhouse_crossing", "nonce::text"), 6, (14, 20)),
        Verb("openhouse.taps", taps, _rows("openhouse_crossing", "nonce::text"), 2, (14, 20)),
        Verb("openhouse.sit", sit, _rows("openhouse_seatuse", "number || ':' || slip"), 2, (14, 20)),
        Verb("openhouse.ask_for_room", ask_for_room, _rows("openhouse_application", "title"), 1),
    ),
)  # fmt: skip
