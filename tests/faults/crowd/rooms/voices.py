"""こどもの声: a child answers and keeps its slip."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from ibasho.rooms.voices.rules import slips
from ibasho.town.people.models import Person
from rehearsal.acts import voices as act
from tests.faults import app
from tests.faults.crowd.deeds import Answer, Connection, Hand, Room, Verb
from tests.people import Cast
from tests.rooms.voices import ground

READS = 2.1  # seconds: who is faster is asked to press again


def plant(cast: Cast, session_of: Callable[[Person], str], many: int) -> dict[str, Any]:
    made = ground.ground(cast)
    return {
        "path": f"/voices/ask/{made.hearing.public_id}/", "wishes": f"q{made.wishes.pk}",
        "choices": list(made.wishes.choices.values_list("pk", flat=True)), "face": f"q{made.feeling.pk}", "words": f"q{made.words.pk}",
    }  # fmt: skip


def answer(hand: Hand) -> Answer:
    browser = hand.browser()
    page = browser.get(f"{hand.known['path']}?as=upper")
    form = next((one for one in page.forms() if "stamp" in dict(one.fields)), None)
    if form is None:
        return Answer("", done=False, page=page)
    time.sleep(READS)
    given = {
        hand.known["wishes"]: hand.chance.choice(hand.known["choices"]),
        hand.known["face"]: 3,
        hand.known["words"]: "たのしい",
    }
    page = browser.press(form, given)
    slip = unquote(browser.cookies.get("voice_slip", "")).strip('"').partition(":")[0]
    return Answer(slip, page.status == 302 and bool(slip), page)


def kept(connection: Connection, marks: list[str]) -> Counter[str]:
    """In its envelope, or opened already. Only the copy's secret leads from a slip to its envelope."""
    envelopes = {str(slips.envelope_of(app.SECRET, one)): one for one in marks}
    hashes = {slips.hash_of(one): one for one in marks}
    found = Counter[str]()
    for query, by in (
        ("select id::text from voices_envelope where id::text = any(%s)", envelopes),
        ("select slip_hash from voices_answer where slip_hash = any(%s)", hashes),
    ):
        found.update(by[key] for (key,) in connection.execute(query, [list(by)]).fetchall())
    return found


ROOM = Room("voices", act.SHARE, plant, (Verb("voices.answer", answer, kept, hours=(9, 18)),))
