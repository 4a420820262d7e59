"""Notes under fire: somebody loses the right to read in the middle of a read (100), and a stranger holds a stopwatch to the
404 of a true number and of a made-up one (18).

Pass: no read is written down after the right was gone, whichever way it went; and the two answers take the same time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.care.actions import assigning, matters, relating
from ibasho.rooms.care.models import Assignee, Matter, Related
from ibasho.rooms.care.queries import holding, words
from ibasho.town.people import policies as people_policies
from ibasho.town.people.actions import accounts, memberships
from ibasho.town.people.models import Membership, Person
from tests import make
from tests.faults import scale
from tests.people import SINCE, UNTIL, Cast, cast
from tests.rooms.care import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = scale.times(200, most=1_000)
LOOKS = scale.times(40, most=400)  # of each of the two numbers
PAUSE = 0.003  # between being allowed and the entry: where the other overtakes
SAME_MS, UNLIKELY = 1.0, 0.001


@dataclass(frozen=True)
class Centre:
    """Sumi and Nagi both have the note."""

    care: ground.Ground
    nagi: Person

    @property
    def people(self) -> Cast:
        return self.care.people


@pytest.fixture
def centre(monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    care = ground.ground(cast())
    nagi = ground.colleague(care.people)
    Assignee.objects.create(matter=care.notice.matter, person=nagi, given_at=make.AT, given_by=nagi)
    key_of = words.key_of

    def slow(matter: Matter) -> bytes:
        time.sleep(PAUSE)
        return key_of(matter)

    monkeypatch.setattr(words, "key_of", slow)
    yield Centre(care, nagi)


def _role(centre: Centre) -> None:
    row = Membership.objects.get(person=centre.people.sumi)
    memberships.end(membership_id=row.pk, by=centre.people.by(centre.people.fumi), at=make.AT)


def _account(centre: Centre) -> None:
    by = centre.people.by(centre.people.fumi)
    accounts.disable(person_id=centre.people.sumi.pk, why="退職", by=by, at=make.AT)


def _assignment(centre: Centre) -> None:
    by = centre.people.by(centre.people.tomoe)
    assigning.release(matter=centre.care.notice.matter, person=centre.people.sumi, by=by, at=make.AT)


def _bar(centre: Centre) -> None:
    by = centre.people.by(centre.people.tomoe)
    relating.relate(matter=centre.care.notice.matter, person=centre.people.sumi, by=by, at=make.AT)


WAYS: tuple[Callable[[Centre], None], ...] = (_role, _account, _assignment, _bar)


def _again(centre: Centre) -> None:
    """Sumi may read once more."""
    sumi, matter = centre.people.sumi, centre.care.notice.matter
    Person.objects.filter(pk=sumi.pk).update(is_active=True, ends_on=UNTIL, closed_at=None)
    Membership.objects.filter(person=sumi).delete()
    Membership.objects.create(
        person=sumi, organisation=centre.people.city, role="centre_worker", starts_on=SINCE, ends_on=UNTIL
    )
    Related.objects.filter(matter=matter).update(lifted_at=make.AT)
    if not Assignee.objects.filter(matter=matter, person=sumi, ended_at__isnull=True).exists():
        Assignee.objects.create(matter=matter, person=sumi, given_at=make.AT, given_by=sumi)


def _reads() -> int:
    return Entry.objects.filter(verb="care.matter.read").count()


def _tries(centre: Centre, times: int) -> tuple[int, int, int]:
    """How often the read won, how often the removal, and how many reads were written down after it."""
    won = lost = after = 0
    with ThreadPoolExecutor(2) as hands:
        for number in range(times):
            _again(centre)
            begin = threading.Barrier(2)
            reading = hands.submit(_read, centre, begin)
            removing = hands.submit(_remove, centre, begin, WAYS[number % len(WAYS)], number % 5)
            known = removing.result(60)
            read = reading.result(60)
            won, lost = won + read, lost + (not read)
            after += _reads() - known
        both = threading.Barrier(2)
        closing: list[Future[None]] = [hands.submit(_close, both) for _hand in range(2)]
        assert [one.result(60) for one in closing] == [None, None]
    return won, lost, after


def _close(both: threading.Barrier) -> None:
    both.wait(30)  # so that each hand closes its own
    connection.close()


def _read(centre: Centre, begin: threading.Barrier) -> bool:
    begin.wait(30)
    try:
        matters.open_matter(
            matter=centre.care.notice.matter, by=Actor(person_id=centre.people.sumi.pk), at=make.AT
        )
    except NotFound:
        return False
    return True


def _remove(centre: Centre, begin: threading.Barrier, way: Callable[[Centre], None], late_ms: int) -> int:
    """How many reads stood when the removal did."""
    begin.wait(30)
    time.sleep(late_ms / 1_000)
    way(centre)
    return _reads()


def test_100_no_read_after_the_right_is_gone(centre: Centre) -> None:
    won, lost, after = _tries(centre, TRIES)
    scale.counted("S100", tries=TRIES, read_first=won, gone_first=lost, read_after=after)
    assert after == 0
    assert won and lost, "both orders were met"


def test_100_without_our_lock_the_wrong_happens(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test looks: a role that is only looked up, as pages do, lets reads slip behind its end."""

    def looked_up(by: Actor, permission: object, day: object, *, organisation_id: int | None = None) -> bool:
        return people_policies.may(by, permission, day=day, organisation_id=organisation_id)  # type: ignore[arg-type]

    monkeypatch.setattr(holding, "holds", looked_up)
    monkeypatch.setattr("tests.faults.test_secrecy.WAYS", (_role, _account))
    assert _tries(centre, 60)[2] > 0


@pytest.mark.parametrize(
    ("who", "page", "what"),
    [
        ("fumi", "desk_notice", "notice"),
        ("tamotsu", "desk_referral", "referral"),
        ("ken", "ops_welcome_one", "referral"),
        ("ken", "note", "notice"),
    ],
)
def test_18_a_stopwatch_tells_nothing(who: str, page: str, what: str, centre: Centre) -> None:
    """True and made-up numbers by turns. The medians lie within a millisecond, or chance alone parts them so."""
    client = sign_in(Client(), getattr(centre.people, who))
    true = getattr(centre.care, what).matter.public_id
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * LOOKS + 10):
        real = number % 2 == 0
        path = reverse(f"care:{page}", args=[true if real else new_code()])
        began = time.perf_counter()
        assert client.get(path).status_code == 404  # noqa: PLR2004
        if number >= 10:  # noqa: PLR2004 - the first ones warm up
            taken[real].append((time.perf_counter() - began) * 1_000)
    apart, chance = _apart(np.array(taken[True]), np.array(taken[False]))
    scale.counted("S18", looks=2 * LOOKS)
    assert abs(apart) <= SAME_MS or chance > UNLIKELY, f"{apart:.2f} ms, p = {chance:.4f}"


def _apart(true: np.ndarray, made_up: np.ndarray) -> tuple[float, float]:
    """Difference of the medians in milliseconds, and how often shuffling alone gives as much (permutation test)."""
    chance, both = np.random.default_rng(8), np.concatenate([true, made_up])
    seen = float(np.median(true) - np.median(made_up))
    shuffled = np.array([chance.permutation(both) for _time in range(4_000)])
    by_chance = np.median(shuffled[:, : len(true)], axis=1) - np.median(shuffled[:, len(true) :], axis=1)
    return seen, float(np.mean(np.abs(by_chance) >= abs(seen)))
