"""R42: files with missing, doubled, late and partial lines, in any order. The open list is exact and the ledger holds
what came for gifts, to the yen."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.actions import bank, gifts
from ibasho.rooms.mealtickets.models import BankLine, Gift, Pool
from ibasho.rooms.mealtickets.rules.banking import Incoming
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
SERVER = Actor.of_job("test")
PROMISES = 12


@dataclass(frozen=True)
class Story:
    lines: list[Incoming]
    open: list[int]  # yen nobody can tell the gift of
    received: int
    waiting: int  # arrived in part


def told(pool: Pool, chance: random.Random) -> Story:
    """Twelve promises; each payer pays in full, in two parts, only a part, too much, twice, or not at all."""
    lines: list[Incoming] = []
    unknown: list[int] = []
    received = waiting = balance = 0
    for number in range(PROMISES):
        gift = gifts.promise(
            fund=pool.fund, pool=None, channel="bank", amount_yen=1_000 + number, by=SERVER, at=make.AT
        )
        yen = gift.amount_yen
        ways: dict[str, list[int]] = {
            "full": [yen], "parts": [400, yen - 400], "part": [400], "more": [yen + 1], "twice": [yen, yen], "none": [],
        }  # fmt: skip
        way = chance.choice(sorted(ways))
        for part in ways[way]:
            balance += part
            day = make.TUESDAY - timedelta(days=chance.randrange(5))
            lines.append(Incoming(day, part, f"{gift.reference} ﾎｼﾉ", balance))
        received += yen if way in ("full", "parts", "twice") else 0
        waiting += 400 if way == "part" else 0
        unknown += {"more": [yen + 1], "twice": [yen]}.get(way, [])
    lines += [
        Incoming(make.TUESDAY, 12, "ﾘｿｸ", balance + 12),
        Incoming(make.TUESDAY, 12, "ﾘｿｸ", balance + 24),
    ]
    return Story(lines, sorted([*unknown, 12, 12]), received, waiting)


@pytest.mark.parametrize("seed", range(6))
def test_overlapping_files_in_any_order_come_to_the_same(seed: int) -> None:
    chance = random.Random(seed)
    pool = ground.general_pool(ground.fund(reserve_percent=0))
    story = told(pool, chance)
    days = sorted({line.day for line in story.lines})
    spans = [(days[0], days[-1]), (days[0], days[len(days) // 2]), (days[len(days) // 2], days[-1])]
    chance.shuffle(spans)
    for count, (first, last) in enumerate(spans):
        rows = [line for line in story.lines if first <= line.day <= last]
        chance.shuffle(rows)
        file = bank.take(
            fund=pool.fund, filename="a.csv", sha256=f"{count:064}", lines=rows, problems=[], by=SERVER, at=make.AT
        )  # fmt: skip
        assert file.new + file.known == len(rows)
        bank.match_open(fund=pool.fund, by=SERVER, at=make.AT)
    open_yen = BankLine.objects.filter(state="open").values_list("amount_yen", flat=True)
    assert sorted(open_yen) == story.open
    assert ground.balance(A.UNISSUED, pool.fund, pool=pool) == story.received
    arrived = Gift.objects.filter(state="promised").values_list("received_yen", flat=True)
    assert sum(arrived) == story.waiting
