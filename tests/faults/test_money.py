"""R33: no yen is made, lost or rounded away, whatever the amounts. Pass: a million examples without a break.

Amounts near every edge come often. Each rule stands beside a slower way to reckon the same, written apart from it. A
failure names its seed.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from ibasho.base.kernel import zengin
from ibasho.rooms.mealtickets.rules import drawing, fifo, months, offers, refunding, shares
from tests.faults import scale

EXAMPLES = scale.times(600, most=125_000)
EDGES = (0, 1, 99, 100, 101, 399, 400, 401, 999, 1_000, 1_001, 14_999, 15_000, 9_999_999, 10_000_000)


def yen(chance: random.Random, most: int = 10_000_000) -> int:
    """An edge, a neighbour of one, a small amount or any."""
    found = chance.choice(
        (chance.choice(EDGES), chance.choice(EDGES) + chance.choice((-1, 1)), chance.randrange(50), chance.randrange(most + 1))
    )  # fmt: skip
    return max(0, min(most, found))


def sharing(chance: random.Random) -> None:
    whole, left, percents = yen(chance), 100, []
    for _ in range(chance.randrange(6)):
        percents.append(chance.randint(0, left))
        left -= percents[-1]
    parts = shares.split(whole, percents)
    assert sum(parts) == whole
    exact = [Fraction(whole * one, 100) for one in (*percents, left)]
    assert all(part >= 0 and abs(part - true) < 1 for part, true in zip(parts, exact, strict=True))
    up = [true - int(true) for part, true in zip(parts, exact, strict=True) if part > true]
    down = [true - int(true) for part, true in zip(parts, exact, strict=True) if part < true]
    assert not up or not down or min(up) >= max(down), "the larger remainder gets the yen"


def refunding_a_gift(chance: random.Random) -> None:
    """In as many parts as somebody likes, never more than was given, never out of what is not there."""
    gift, back = yen(chance), 0
    sources = [refunding.Source(key, yen(chance), yen(chance)) for key in range(chance.randrange(4))]
    for _ in range(3):
        most = refunding.possible(gift, back, sources)
        assert most <= gift - back
        wanted = yen(chance, most)
        drawn = dict(refunding.drawn(wanted, sources))
        assert sum(drawn.values()) == wanted
        assert all(0 < part <= sources[key].left_yen for key, part in drawn.items())
        own = sum(min(one.own_yen, one.left_yen) for one in sources)
        if wanted <= own:
            assert all(part <= sources[key].own_yen for key, part in drawn.items()), "its own part first"
        back += wanted
        sources = [
            refunding.Source(one.key, one.own_yen, one.left_yen - drawn.get(one.key, 0)) for one in sources
        ]
    assert back <= gift


def ending(chance: random.Random) -> None:
    """Tickets as a queue of single yen-notes, the oldest eaten first and thrown away when their day is over."""
    queue: deque[list[int]] = deque()
    issued: dict[int, int] = {}
    life, live = chance.randint(1, 5), 0
    for now in range(chance.randint(1, 12)):
        out = 400 * chance.randrange(6)
        issued[now] = out
        queue.append([now, out])
        live += out
        eaten = min(live, 400 * chance.randrange(5))
        live -= eaten
        while eaten:
            part = min(eaten, queue[0][1])
            queue[0][1] -= part
            eaten -= part
            if not queue[0][1]:
                queue.popleft()
        over = 0
        while queue and queue[0][0] <= now - life:
            over += queue.popleft()[1]
        told = offers.ended(live, [part for made, part in issued.items() if made > now - life])
        assert told == over
        live -= told


def taxing(chance: random.Random) -> None:
    """The tax of a statement: rounded down once for each rate, never by the meal; the parts are the whole."""
    percent, whole = chance.choice((8, 10)), yen(chance)
    tax = months.contained_tax(whole, percent)
    net = whole - tax
    assert 0 <= tax <= Fraction(net * percent, 100) + 1
    assert tax == int(Fraction(whole) - Fraction(whole * 100, 100 + percent))
    by_the_meal = sum(months.contained_tax(400, percent) for _ in range(chance.randrange(9)))
    assert by_the_meal <= months.contained_tax(400 * 9, percent)
    owed = months.Owed(yen(chance) - yen(chance, 1_000), yen(chance), yen(chance))
    assert owed.own_yen + owed.carried_yen == owed.total_yen == max(0, owed.until_yen - owed.settled_yen)
    assert min(owed.own_yen, owed.carried_yen) >= 0


def eating_in_order(chance: random.Random) -> None:
    """Every yen by itself: the first of the row are eaten, the last have moved on, the rest waits."""
    gifts = [chance.randrange(12) for _ in range(chance.randint(1, 5))]
    total = sum(gifts)
    eaten = chance.randint(0, total)
    moved = chance.randint(0, total - eaten)
    row = ["eaten"] * eaten + ["waiting"] * (total - eaten - moved) + ["moved"] * moved
    start, parts = 0, []
    for size in gifts:
        part = fifo.part(fifo.Slice(start, size, total, eaten, moved))
        mine = row[start : start + size]
        assert (part.eaten, part.waiting, part.moved) == tuple(
            mine.count(word) for word in ("eaten", "waiting", "moved")
        )
        parts.append(part)
        start += size
    assert sum(one.eaten for one in parts) == eaten
    large, meal = yen(chance), chance.randint(100, 1_000)
    news = fifo.news(large, chance.randint(0, large), meal_yen=meal)
    assert news.yen <= large and (news.all_eaten or news.meals % fifo.BATCH_MEALS == 0)


def bringing_out(chance: random.Random) -> None:
    """Never more than is there, whole meals alone, and as many as are wanted where the money is there."""
    price, meals, live, eaten, unissued = chance.randint(100, 1_000), chance.randrange(200), yen(chance), yen(chance), yen(chance)  # fmt: skip
    out = offers.to_issue(meals=meals, price_yen=price, live_yen=live, eaten_yen=eaten, unissued_yen=unissued)
    assert 0 <= out <= unissued and out % price == 0
    lacking = meals * price - live - eaten
    assert out < lacking + price or out == 0
    if lacking > 0 and unissued - out >= price:
        assert live + eaten + out >= meals * price


def counting_what_is_left(chance: random.Random) -> None:
    """のこり○食: no more than the kitchen has, no more than the purses hold, nothing from a rest below one price."""
    price, purses = chance.randint(100, 1_000), [yen(chance, 20_000) for _ in range(chance.randrange(5))]
    live, reserve = drawing.meals(purses, price), chance.randrange(9)
    assert live * price <= sum(purses)
    assert live == sum(one for one in (purse // price for purse in purses))
    a_day, eaten = chance.randrange(40), chance.randrange(45)
    pools, kept = drawing.today(a_day=a_day, eaten=eaten, live=live, reserve=reserve)
    assert 0 <= pools <= live and 0 <= kept <= reserve
    assert pools + kept == min(max(0, a_day - eaten), live + reserve)


def paying(chance: random.Random) -> None:
    """What is written for the bank is what it reads: each amount and the sum, in records of 120 bytes."""
    lines = [
        zengin.Transfer("0150", "ﾐﾎﾝ", "001", "ﾎﾝﾃﾝ", "1", f"{chance.randrange(10_000_000):07}", "ﾗ-ﾒﾝ ﾊﾅﾐﾁ", 1 + yen(chance))
        for _ in range(chance.randint(1, 3))
    ]  # fmt: skip
    payer = zengin.Payer("1234567890", "ﾐﾎﾝｼ", "0150", "ﾐﾎﾝ", "001", "ﾎﾝﾃﾝ", "1", "0000001")
    newlines = chance.random() < 0.5
    data = zengin.write(payer, lines, pay_on=date(2026, 12, 25), newlines=newlines)
    assert len(data) == (120 + 2 * newlines) * (len(lines) + 3)
    read = zengin.read(data)
    assert (read.transfers, read.yen) == (tuple(lines), sum(one.yen for one in lines))


RULES = (
    sharing, refunding_a_gift, ending, taxing, eating_in_order, bringing_out, counting_what_is_left, paying,
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_r33_no_yen_is_made_or_lost(rule: Callable[[random.Random], None]) -> None:
    for seed in range(scale.first_seed(EXAMPLES), scale.first_seed(EXAMPLES) + EXAMPLES):
        try:
            rule(random.Random(seed))
        except (AssertionError, ValueError) as error:
            raise AssertionError(f"{rule.__name__}, seed {seed}: {error}") from error
    scale.counted("R33", examples=EXAMPLES)
