"""Statement 80: a new key takes over while people read and write; nobody notices, and the old one is thrown away at once.

Pass: no read and no write fails or waits longer than a person would, and afterwards everything opens without the old key.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.vault import vault
from ibasho.rooms.care.actions import keys, matters
from ibasho.rooms.care.models import Assignee, Matter, Notice
from ibasho.rooms.care.queries import keys as queries
from ibasho.rooms.care.queries import words, written
from ibasho.rooms.care.rules import nicknames
from ibasho.town.places.models import Place
from tests import make
from tests.faults import scale
from tests.people import Cast, cast
from tests.rooms.care import ground
from tests.rooms.care.ground import AT

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 100_000
READ = 200  # of them are read again and again
WAIT_MAX = 5.0  # seconds


def test_statement_80_everything_is_wrapped_anew_while_people_read_and_write(settings: Any) -> None:
    count = 1_000 if scale.FACTOR == 1 else scale.times(5_000, most=MOST)
    settings.SEAL_SECRETS = "1=the-old-secret"
    with transaction.atomic():
        people = cast()
        place = make.place(organisation=people.midori)
        read = planted(people, place, count)
    settings.SEAL_SECRETS = "2=the-new-secret,1=the-old-secret"
    with going_on(
        lambda: reads(people, read), lambda: reads(people, read), lambda: writes(people, place)
    ) as seen:
        while keys.rewrap(by=Actor.of_job("care.rewrap"), at=AT):
            pass
    while keys.rewrap(by=Actor.of_job("care.rewrap"), at=AT):
        pass  # what somebody was reading when its turn came
    assert seen.wrong == []
    assert seen.done > 20 and seen.longest < WAIT_MAX
    total = Matter.objects.count()
    assert queries.by_number() == {2: total} and total > count
    settings.SEAL_SECRETS = "2=the-new-secret"
    for matter in Matter.objects.iterator(2_000):
        assert len(words.key_of(matter)) == 32
    marks = {
        bytes(one) for one in Notice.objects.exclude(child_mark=None).values_list("child_mark", flat=True)
    }
    assert marks == {vault().marks(nicknames.folded("あおくん"), nicknames.salt(place.public_id))[0]}
    scale.counted("K80", rows=count, reads_and_writes=seen.done)


def planted(people: Cast, place: Place, count: int) -> list[Notice]:
    """Notes straight into the tables, each tenth findable by its nickname; those that are read, Sumi's."""
    mark = vault().marks(nicknames.folded("あおくん"), nicknames.salt(place.public_id))[0]
    made = [words.new_matter(Matter.Kind.NOTICE, new_code()) for _one in range(count)]
    Matter.objects.bulk_create([matter for matter, _key in made], batch_size=2_000)
    rows = [
        _note(people, place, matter, key, mark if n % 10 == 0 else None)
        for n, (matter, key) in enumerate(made)
    ]
    Notice.objects.bulk_create(rows, batch_size=2_000)
    read = random.Random(7).sample(rows, READ)
    Assignee.objects.bulk_create(
        [Assignee(matter=row.matter, person=people.sumi, given_at=AT, given_by=people.sumi) for row in read]
    )
    return read


def _note(people: Cast, place: Place, matter: Matter, key: bytes, mark: bytes | None) -> Notice:
    row = matter.public_id
    where = f'{{"place": "{place.public_id}"}}'
    return Notice(
        matter=matter, writer=people.hana, way="app", pace="usual", state="taken", taken_at=AT, taken_by=people.sumi,
        sealed_signs=words.seal('["tired"]', key=key, column="care.notice.signs", row=row),
        sealed_where=words.seal(where, key=key, column="care.notice.where", row=row),
        sealed_child=words.seal("あおくん", key=key, column="care.notice.child", row=row),
        child_mark=mark, content_mark=b"0" * 32, received_at=AT, take_by=clock.day(AT) + timedelta(days=1),
        check_by=AT + timedelta(hours=48), answer_by=clock.day(AT) + timedelta(days=7),
    )  # fmt: skip


def reads(people: Cast, rows: list[Notice]) -> None:
    row = random.choice(rows)
    found = written.of(row, matters.open_matter(matter=row.matter, by=people.by(people.sumi), at=AT))
    assert found.child == "あおくん"


def writes(people: Cast, place: Place) -> None:
    with transaction.atomic():
        ground.notice(people, place)


class Seen:
    def __init__(self) -> None:
        self.done, self.longest = 0, 0.0
        self.wrong: list[str] = []
        self.over = threading.Event()


@contextmanager
def going_on(*deeds: Callable[[], None]) -> Iterator[Seen]:
    """Each in a thread and a connection of its own, again and again until we are through."""
    seen = Seen()

    def again(deed: Callable[[], None]) -> None:
        try:
            while not seen.over.is_set():
                began = time.monotonic()
                deed()
                seen.longest = max(seen.longest, time.monotonic() - began)
                seen.done += 1
        except Exception as error:  # noqa: BLE001 - any failure is what we look for
            seen.wrong.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=again, args=(deed,)) for deed in deeds]
    for one in threads:
        one.start()
    try:
        yield seen
    finally:
        seen.over.set()
        for one in threads:
            one.join()
