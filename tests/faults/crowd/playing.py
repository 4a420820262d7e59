"""Many hands at once in all rooms, in the mix of the rehearsal, and their log beside what is on disk."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.faults.crowd.deeds import Connection, Deed, Hand, Log, Room, Stocks, UsedUpError, Verb, marks
from tests.faults.crowd.rooms import ROOMS
from tests.faults.rig import Rig

DAY_SECONDS = 12.0  # one played day from 8 to 21 o'clock
WHOLE_SECONDS_MAX = 120.0


@dataclass(slots=True)
class World:
    """What was planted, as clients know it: by room. What was used up stays so, whoever plays next."""

    known: Mapping[str, Mapping[str, Any]]
    stocks: Stocks = field(default_factory=Stocks)


@dataclass(slots=True)
class _Play:
    port: int
    world: World
    log: Log
    rooms: Sequence[Room]
    pause: float
    stop: threading.Event = field(default_factory=threading.Event)
    resting: set[str] = field(default_factory=set)
    began: float = field(default_factory=time.monotonic)

    @property
    def hour(self) -> float:
        return 8 + 13 * ((time.monotonic() - self.began) % DAY_SECONDS) / DAY_SECONDS

    def choose(self, chance: random.Random) -> tuple[Room, Verb] | None:
        found = [
            (room, verb, room.share * verb.share / sum(one.share for one in room.verbs)) for room in self.rooms
            for verb in room.verbs if verb.name not in self.resting and verb.hours[0] <= self.hour < verb.hours[1]
        ]  # fmt: skip
        if not found:
            return None
        room, verb, _share = chance.choices(found, weights=[one[2] for one in found])[0]
        return room, verb

    def work(self, seed: str, first: Sequence[tuple[Room, Verb]]) -> None:
        """`first`: done once each before chance chooses, so that a short play leaves no verb out."""
        chance, waiting = random.Random(seed), list(first)
        while not self.stop.is_set():
            chosen = waiting.pop() if waiting else self.choose(chance)
            if chosen is not None:
                self.do(*chosen, chance)
            self.stop.wait(self.pause if chosen is not None else 0.2)

    def do(self, room: Room, verb: Verb, chance: random.Random) -> None:
        hand, began = (
            Hand(self.port, self.world.known[room.name], chance, self.world.stocks),
            time.monotonic(),
        )
        try:
            answer = verb.do(hand)
        except UsedUpError:
            self.resting.add(verb.name)
            return
        page = answer.page
        words = "" if answer.done else f"{page.path} {page.location}"
        self.log.add(
            Deed(
                verb.name, answer.mark, answer.done, page.is_clear, page.tries, time.monotonic() - began, page.status, words
            )
        )  # fmt: skip


@contextmanager
def playing(
    rig: Rig, world: World, *, hands: int = 6, rate: float | None = None, rooms: Sequence[str] = (), seed: int = 0,
    port: int | None = None, whole: bool = True,
) -> Iterator[Log]:  # fmt: skip
    """Until the block ends: `hands` people at once in these `rooms` (none: all), together about `rate` deeds a second (none:
    as fast as they are answered). `port`: of another copy or of a proxy. `whole`: every verb is done once in any case.
    The log is whole when the block has ended."""
    chosen = [room for room in ROOMS if not rooms or room.name in rooms]
    play = _Play(port or rig.app.port, world, Log(), chosen, pause=hands / rate if rate else 0.0)
    first = [(room, verb) for room in chosen for verb in room.verbs] if whole else []
    threads = [
        threading.Thread(target=play.work, args=(f"{seed} {number}", first[number::hands])) for number in range(hands)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    try:
        yield play.log
        until = time.monotonic() + WHOLE_SECONDS_MAX
        while whole and _left(play, first) and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        play.stop.set()
        for thread in threads:
            thread.join()


def _left(play: _Play, first: Sequence[tuple[Room, Verb]]) -> bool:
    seen = {one.verb for one in play.log.deeds} | play.resting
    return any(verb.name not in seen for _room, verb in first)


def lost(connection: Connection, log: Log) -> list[str]:
    """`verb mark` of everything that clients were told ○ for and that is not on disk."""
    counted = _counted(connection, log)
    return sorted(
        f"{one.verb} {one.mark}" for one in log.deeds if one.done and not counted[one.verb][one.mark]
    )


def doubled(connection: Connection, log: Log) -> list[str]:
    """`verb mark ×n` of everything that stands more than once, whatever its client was told."""
    return sorted(
        f"{verb} {mark} ×{count}" for verb, found in _counted(connection, log).items() for mark, count in found.items()
        if count > 1
    )  # fmt: skip


def _counted(connection: Connection, log: Log) -> dict[str, Counter[str]]:
    verbs = {verb.name: verb for room in ROOMS for verb in room.verbs}
    found = {}
    for name in {one.verb for one in log.deeds}:
        found[name] = verbs[name].rows(connection, marks(log.deeds, name))
    return found
