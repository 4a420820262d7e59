"""Very many tills that lost the city together and come back together: each asks again as `till-rules.js` does, after a pause
that is longer each time and has chance in it."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.bench.redeem import fire
from tests.faults import till
from tests.faults.seed import TillKey

PAUSE_SECONDS_MAX = 90.0
AWAY_SECONDS = 1.0  # the outage goes on so long after the first rush
ANSWER_SECONDS_MAX = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    known: TillKey
    item: Mapping[str, Any]

    @property
    def request(self) -> bytes:
        head = {
            name.replace("-", "_"): value
            for name, value in till.headers(self.known).items()
            if name != "Content-Type"
        }
        return fire.post(till.PATH, json.dumps(self.item).encode(), Connection="close", **head)


@dataclass(frozen=True, slots=True)
class Came:
    """`seconds` from the end of the outage until the last had its answer; `tries` of all together."""

    seconds: float
    statuses: Mapping[int, int]
    tries: int


def rush(port: int, items: list[Asked], *, back: Callable[[], object]) -> Came:
    with ThreadPoolExecutor(1) as apart:  # a browser test may have left an event loop running in this thread
        return apart.submit(lambda: asyncio.run(_rush(port, items, back))).result()


async def _rush(port: int, items: list[Asked], back: Callable[[], object]) -> Came:
    chance, tries = random.Random(len(items)), Counter[str]()
    asking = [asyncio.create_task(_fed(port, one, chance, tries)) for one in items]
    await asyncio.sleep(AWAY_SECONDS)
    await asyncio.to_thread(back)
    began = time.monotonic()
    statuses = Counter(await asyncio.gather(*asking))
    return Came(time.monotonic() - began, statuses, tries["tries"])


async def _fed(port: int, one: Asked, chance: random.Random, tries: Counter[str]) -> int:
    """The status of the first clear answer."""
    request, failures = one.request, 0
    while True:
        tries["tries"] += 1
        status = await _status(port, request)
        if status in till.CLEAR:
            return status
        failures += 1
        await asyncio.sleep(1 + chance.random() * min(PAUSE_SECONDS_MAX, 2 * 2 ** min(failures, 8)))


async def _status(port: int, request: bytes) -> int:
    try:
        async with asyncio.timeout(ANSWER_SECONDS_MAX):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(request)
                line = await reader.readline()
                await reader.read()
            finally:
                writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return 0
    parts = line.split(b" ", 2)
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
