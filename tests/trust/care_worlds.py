"""Two towns alike but for what the centre knows: in the one nothing, in the other thirty notes and thirty referrals. And the
words of theirs that must stand nowhere."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.actions import breaking, matters, notes, relating, searching
from ibasho.rooms.care.models import Notice
from ibasho.rooms.care.rules.kinds import Breaking, Sign, Way
from ibasho.rooms.care.rules.notes import Note
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place
from tests import house, make
from tests.people import Cast
from tests.rooms.care import ground
from tests.trust.walking import Address

CHILD = "しろあざらしくん"
WORDS = "みずたまの かさを 3本 もって 夜まで すわっていた"
SPOT = "げたばこの うらがわ"
REASON = "こうばんから 電話が あり、きつねいろの 車の 件で いま 確かめる必要が ある"
CANARIES = (CHILD, WORDS, SPOT, REASON, "しろあざらし", "みずたま", "げたばこ", "きつねいろ")
UNASKED = tuple(
    one for one in CANARIES if one[:3] != CHILD[:3]
)  # what a search page does not give back itself
MANY, OK = 30, 200
# What differs from one answer to the next whatever the town holds: tokens of forms, the signed key by which a form sent
# twice is known again, numbers of rows drawn at random.
_CHANGES = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]+"|name="key" value="[\w-]+:[\w-]+:[\w-]+"|"csrf": ?"[^"]+"|X-CSRFToken[^>]{0,100}|'
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)


def elsewhere(people: Cast) -> Place:
    """A place of a group to which nobody of the cast belongs: it stands in both towns."""
    group = Organisation.objects.create(kind="group", name="よその会")
    ground.colleague(people)
    return make.place("よその居場所", organisation=group)


def fill(people: Cast, place: Place) -> list[Notice]:
    """Thirty of each, in every state, written by nobody of the cast; one break-glass, one related, one search, mails that
    did not arrive."""
    nagi, found = Person.objects.get(name="凪"), []
    ends = {"answered_at": make.AT, "answered_by": people.sumi}
    done = {**ends, "closed_at": make.AT, "closed_by": people.sumi, "outcome": "handled"}
    states: tuple[dict[str, Any], ...] = (
        {"state": "sent"}, {}, {"state": "answered", **ends}, {"state": "closed", **done}, {"pace": "urgent"},
    )  # fmt: skip
    for number in range(MANY - 1):
        late = make.AT - timedelta(days=number)
        state = states[number % len(states)]
        found.append(ground.notice(people, place, writer=None, received_at=late, check_by=late, **state))
        ground.referral(people, place)
    found.append(written(people, place))
    ground.referral(people, place)
    by, matter = people.by(nagi), found[1].matter
    breaking.break_glass(matter=matter, category=Breaking.LIFE, reason=REASON, by=by, at=make.AT)
    matters.open_matter(matter=matter, by=by, at=make.AT)
    relating.relate(matter=found[2].matter, person=nagi, by=people.by(people.tomoe), at=make.AT)
    searching.search(place=place, nickname=CHILD, by=people.by(people.sumi), at=make.AT)
    notes.tell(by=Actor.of_job("care.tell"), at=make.AT)
    Message.objects.filter(event_key__startswith="care.").update(state="failed", problem="とどきません")
    return found


def written(people: Cast, place: Place) -> Notice:
    """Heard on the telephone, typed in by Sumi: every word of it a canary."""
    told = Note(signs=(Sign.INJURY, Sign.TIRED), place=place.public_id, spot=SPOT, child=CHILD, words=WORDS)
    return notes.write(
        told=told, nonce=uuid.uuid4(), way=Way.TALK, writer=None, by=people.by(people.sumi), at=make.AT
    )


def listed(place: Place, who: str) -> list[Address]:
    """What somebody may open without knowing any number, and everything about the place itself."""
    rows = {name: row for found in house.listed("access.toml").values() for name, row in found.items()}
    given: dict[str | None, dict[str, object]] = {None: {}, "place": {"public_id": place.public_id}}
    found = [
        Address(name, reverse(name, kwargs=given[row.get("object")]), row)
        for name, row in sorted(rows.items())
        if row.get("object") in given and row.get("method") != "skip"
    ]
    return [one for one in found if one.expected(who) == OK]


def answer(client: Client, path: str, **query: str) -> tuple[int, bytes, int]:
    """Status, bytes without what changes from one to the next, and how many times the database was asked; what the look
    itself wrote is gone again."""
    connection.queries_log.clear()  # it holds nine thousand, and warns beyond
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        response = client.get(path, query)
        content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return response.status_code, _CHANGES.sub(b"", content), len(asked)


def holds(text: str, words: Iterable[str] = CANARIES) -> list[str]:
    """Which canaries stand in it: as they are, as bytes in hex, as JSON escapes."""
    found = []
    for word in words:
        shapes = (word, word.encode().hex(), word.encode("unicode_escape").decode())
        if any(shape in text for shape in shapes):
            found.append(word)
    return found


def path_of(name: str, **kwargs: object) -> str:
    return reverse(f"care:{name}", kwargs=kwargs)
