"""R16, R20–R22: tills without a network, in every order, with clocks that lie, broken items and stolen phones."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.mealtickets.actions import cards, decisions, devices, syncing
from ibasho.rooms.mealtickets.models import Card, Device, LedgerEntry, Redemption
from ibasho.rooms.mealtickets.queries import checks, proving
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules import wire
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.faults import audit, scale
from tests.people import cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import Till, child_cards, till

pytestmark = pytest.mark.django_db
SCHEDULES = scale.times(3, most=2_000)
MINUTE, PRICE = timedelta(minutes=1), 400


def sound(*, doubles: bool = True) -> None:
    """I1–I7, asked in plain SQL. `doubles`: two meals of a day on one card are what the test is about."""
    with connection.cursor() as cursor:
        for promise, query in audit.PROMISES.items():
            if doubles and promise.startswith("one meal a day"):
                continue
            cursor.execute(query)
            assert cursor.fetchall() == [], promise


def upload(counter: Till, scans: Sequence[wire.Scan], at: datetime) -> list[dict[str, Any]]:
    items = [wire.read_item(counter.body(one)) for one in scans]
    return syncing.sync(items=items, device=counter.device.public_id, token=counter.token, at=at)


# --- R20: three devices, four cards, every order ---
@dataclass(frozen=True)
class Event:
    """`device` scans `card` without a network, or syncs (card None), or the city stops `card` (device None)."""

    device: int | None
    card: int | None


@dataclass(frozen=True)
class Story:
    """What each device does, in its order, and the card that is stopped meanwhile."""

    scripts: tuple[tuple[Event, ...], ...]
    stopped: int

    @property
    def rows(self) -> tuple[tuple[Event, ...], ...]:
        return (*self.scripts, (Event(None, self.stopped),))


def short_stories() -> Iterator[Story]:
    """One card at three counters, and it is stopped."""
    yield Story(tuple((Event(n, 0), Event(n, None)) for n in range(3)), 0)


def all_stories() -> Iterator[Story]:
    """Two scans for each device in all ways four cards may be dealt (cards have no faces: what differs by their names
    alone is the same); the first device is online once in between."""
    for dealt in itertools.product(range(4), repeat=6):
        if any(card > max(dealt[:place], default=-1) + 1 for place, card in enumerate(dealt)):
            continue
        first, second, third = (
            tuple(Event(n, card) for card in dealt[2 * n : 2 * n + 2]) + (Event(n, None),) for n in range(3)
        )
        first = (first[0], Event(0, None), *first[1:])
        for stopped in sorted(set(dealt)):
            yield Story((first, second, third), stopped)


def orders(rows: tuple[tuple[Event, ...], ...], before: Event | None = None) -> Iterator[tuple[Event, ...]]:
    """All orders in which the rows may come, but for scans at different counters that nobody can tell apart: a scan moves
    before whatever another device does."""
    if not any(rows):
        yield ()
    for place, row in enumerate(rows):
        if not row or not _differs(before, row[0]):
            continue
        for rest in orders((*rows[:place], row[1:], *rows[place + 1 :]), row[0]):
            yield (row[0], *rest)


def _differs(before: Event | None, event: Event) -> bool:
    if before is None or event.card is None or event.device is None or before.device in (None, event.device):
        return True
    return before.card is not None and before.device < event.device  # type: ignore[operator]


@dataclass
class World:
    """The scheme, three opened tills (two at one shop), four cards."""

    ground: ground.Ground
    tills: list[Till]
    cards: list[Card]
    texts: list[str]


@pytest.fixture
def world() -> World:
    scheme, other = ground.ground(live_yen=40_000, reserve_yen=20_000), ground.shop("うどん風")
    hand = child_cards(4)
    tills = [till(scheme.shop), till(scheme.shop), till(other)]
    return World(scheme, tills, hand, [text_of(one) for one in hand])


def play(world: World, order: Sequence[Event]) -> None:
    """Plays one order, looks at the end, and leaves nothing behind."""
    counters = [replace(one) for one in world.tills]
    queues: list[list[wire.Scan]] = [[], [], []]
    scanned: dict[str, tuple[int, int, datetime]] = {}
    synced, stopped, at = {}, make.AT, make.AT
    with transaction.atomic():
        for event in order:
            at += MINUTE
            if event.device is None:
                cards.revoke(card=world.cards[event.card or 0], by=ground.SERVER, at=at)
                stopped = at
            elif event.card is None:
                told = upload(counters[event.device], queues[event.device], at)
                assert all(one["stored"] for one in told), "nobody is un-fed"
                synced.setdefault(event.device, []).append(at)
            else:
                scan = counters[event.device].scan(world.texts[event.card], at=at)
                queues[event.device].append(scan)
                scanned[scan.nonce_text] = (event.device, event.card, at)
        knew = {
            nonce
            for nonce, (device, card, moment) in scanned.items()
            if Event(None, card) in order and any(stopped < one < moment for one in synced.get(device, []))
        }
        _ended_well(world, scanned, knew)
        for device, queue in enumerate(queues):  # all answers were lost: everything comes again
            upload(counters[device], queue, at + MINUTE)
        assert Redemption.objects.count() == len(scanned)
        transaction.set_rollback(True)


def _ended_well(world: World, scanned: dict[str, tuple[int, int, datetime]], knew: set[str]) -> None:
    """The end follows from what happened at the counters, not from who came first with a queue: each shop is owed for
    every meal but those whose device knew that the card was stopped; of each card at most one meal is its own."""
    rows = {str(row.nonce): row for row in Redemption.objects.all()}
    assert rows.keys() == scanned.keys()
    assert {nonce for nonce, row in rows.items() if row.outcome == "check"} == knew
    assert all(rows[nonce].reason == "revoked" for nonce in knew)
    paid = Counter(scanned[nonce][0] // 2 for nonce in rows.keys() - knew)
    shops = world.ground.shop, world.tills[2].device.shop
    for number, shop in enumerate(shops):
        assert ground.balance(A.PAYABLE, world.ground.fund, shop=shop) == PRICE * paid[number]
    firsts = Counter(scanned[nonce][1] for nonce, row in rows.items() if row.outcome == "ok")
    assert set(firsts.values()) <= {1}
    doubles = sum(row.outcome == "double" for row in rows.values())
    lost = 20_000 - ground.balance(A.RESERVE, world.ground.fund)
    assert lost == PRICE * doubles <= PRICE * (len(rows) - 1), "no more than the limits of a device"
    touched = {card for nonce, (_, card, _) in scanned.items() if nonce not in knew}
    assert len(rows) - len(knew) - doubles == len(firsts) <= len(touched)


def test_r20_every_order_of_scan_sync_and_stop_comes_to_the_same_end(world: World) -> None:
    """3 devices × 4 cards. Pass: nobody un-fed; each shop owed the same whatever the order of the queues; what doubles
    cost is one price each; sent again, nothing changes. The long form takes every dealing of the cards (as many orders as
    FAULTS allows, each run another slice), the short one every order of one story."""
    most = scale.times(100, most=1_000_000)
    stories = short_stories() if scale.FACTOR == 1 else all_stories()
    every = (order for story in stories for order in orders(story.rows))
    count = 0
    for order in itertools.islice(every, scale.SLICE * most, (scale.SLICE + 1) * most):
        play(world, order)
        count += 1
    assert count >= 90 or scale.SLICE
    sound(doubles=False)
    scale.counted("R20", orders=count)


# --- U19: a day without a network ---
QUEUE = 25  # a till holds 30 meals without a network


def test_u19_a_day_without_a_network_loses_no_scan() -> None:
    """Tills scan up to 24 hours without a network; then each queue is sent in any order and, as if its answer had been lost,
    once more. Pass: every scan is kept once under its own nonce, with the answer it had; none is refused."""
    tills = scale.times(2, most=40)
    world, at = ground.ground(live_yen=1_000_000), make.AT
    counters = [till(world.shop) for _ in range(tills)]
    hand = [text_of(one) for _ in range(0, tills, 20) for one in child_cards(QUEUE * min(tills, 20))]
    chance, kept = random.Random(scale.first_seed(1)), 0
    for number, counter in enumerate(counters):
        texts = hand[number * QUEUE : (number + 1) * QUEUE]
        queue = [counter.scan(text, at=at + timedelta(hours=23) * n / QUEUE) for n, text in enumerate(texts)]
        chance.shuffle(queue)
        back = at + timedelta(hours=24)
        counter.token = devices.open_session(device_id=counter.device.public_id, pin="2580", at=back).token
        first = upload(counter, queue, back)
        again = upload(counter, queue, back + MINUTE)
        assert all(one["stored"] for one in first)
        assert [one["answer"] for one in again] == [one["answer"] for one in first]
        found = Redemption.objects.filter(nonce__in=[scan.nonce for scan in queue])
        kept += found.exclude(outcome="refused").count()
    assert kept == len(hand) == Redemption.objects.count()
    sound(doubles=False)
    scale.counted("U19", scans=len(hand), kept=kept)


# --- R16: clocks ---
EDGES = [
    ("the end of a 会計年度", datetime(2027, 3, 31, 23, 59, 59, tzinfo=JST), 2026, 2027),
    ("the day before Feb 29", datetime(2028, 2, 28, 23, 59, 59, tzinfo=JST), 2027, 2027),
    ("Feb 29", datetime(2028, 2, 29, 23, 59, 59, tzinfo=JST), 2027, 2027),
    ("new year", datetime(2026, 12, 31, 23, 59, 59, tzinfo=JST), 2026, 2026),
]


@pytest.mark.parametrize(("_name", "last", "before", "after"), EDGES, ids=[edge[0] for edge in EDGES])
def test_r16_a_day_and_a_year_end_at_midnight_in_japan(
    _name: str, last: datetime, before: int, after: int
) -> None:
    """Pass: one second before midnight and at midnight are two days with a meal each, and the ledger's 会計年度 is that of
    the server's receipt."""
    world = ground.ground(live_yen=40_000)
    sheet = cards.make_sheet(count=1, given_to="", by=ground.SERVER, at=last - timedelta(days=30))
    one, counter = sheet.cards.select_related("sheet").get(), till(world.shop, at=last - timedelta(hours=6))
    told = [counter.eat(one, at=last + timedelta(seconds=n)).body["reason"] for n in (-1, 0, 1, 2)]
    assert told == ["fed", "eaten", "fed", "eaten"]
    found = LedgerEntry.objects.filter(kind="meal").order_by("pk").values_list("day", "nendo")
    assert list(found) == [(last.date(), before), ((last + timedelta(days=1)).date(), after)]
    sound(doubles=False)


def test_r16_the_days_edge_of_utc_is_no_edge() -> None:
    """Pass: 08:59:59 and 09:00 in Japan (midnight of UTC) are one day."""
    edge = datetime(2026, 11, 25, 9, 0, tzinfo=JST)
    world, (one,) = ground.ground(), child_cards(1)
    counter = till(world.shop, at=edge - timedelta(hours=2))
    assert counter.eat(one, at=edge - timedelta(seconds=1)).body["reason"] == "fed"
    assert counter.eat(one, at=edge).body["reason"] == "eaten"


@pytest.mark.parametrize("days", [-3, 0, 3])
def test_r16_a_card_ends_with_its_last_day_on_the_servers_clock(days: int) -> None:
    """Pass: it is good to the last second of its day in Japan and not a second longer, whatever the device's clock says."""
    world, (one,) = ground.ground(live_yen=40_000), child_cards(1)
    end = clock.at(one.sheet.valid_until + timedelta(days=1), datetime.min.time())
    counter = till(world.shop, at=end - timedelta(hours=3))
    for moment, reason in ((end - timedelta(seconds=1), "fed"), (end, "expired")):
        scan = counter.scan(text_of(one), at=moment + timedelta(days=days))
        assert counter.send(scan, at=moment).body["reason"] == reason


def test_r16_whatever_the_clocks_say_no_meal_is_lost_and_no_book_is_wrong() -> None:
    """The server jumps by up to 26 hours, also back; the devices are up to three days wrong; a 会計年度 ends in between.
    Pass: every meal is kept, online meals on the server's day, offline meals never after their receipt; entries bear the
    day and the 会計年度 of the receipt; a device alone for a negative time is alone for none; the books tie out."""
    people = cast()
    for seed in range(scale.first_seed(SCHEDULES), scale.first_seed(SCHEDULES) + SCHEDULES):
        with transaction.atomic():
            _jump(random.Random(seed))
            sound()
            assert proving.prove().broken == [], f"seed {seed}"
            transaction.set_rollback(True)
        scale.counted("R16", schedules=1)
    assert people.aoi


def _jump(chance: random.Random) -> None:
    now = datetime(2027, 3, 30, 12, tzinfo=JST)
    world = ground.ground(live_yen=20_000, reserve_yen=20_000)
    sheet = cards.make_sheet(count=4, given_to="", by=ground.SERVER, at=now - timedelta(days=3))
    texts = [text_of(one) for one in sheet.cards.select_related("sheet")]
    counters = [till(world.shop, at=now - timedelta(hours=1)) for _ in range(2)]
    queues: list[list[wire.Scan]] = [[], []]
    for _ in range(14):
        now += timedelta(hours=chance.choice((1, 5, 26, -26, -3)), seconds=chance.randrange(60))
        place, code = chance.randrange(2), chance.choice(texts)
        counter = counters[place]
        opened = devices.open_session(device_id=counter.device.public_id, pin="2580", at=now)
        counter.token = opened.token
        scan = counter.scan(code, at=now + timedelta(days=chance.randint(-3, 3)))
        if chance.random() < 0.5:
            answer = counter.send(scan, at=now)
            assert Redemption.objects.get(nonce=scan.nonce).day == clock.day(now), answer
        else:
            queues[place].append(scan)
        if chance.random() < 0.3:
            _handed_in(counter, queues[place], now)
            queues[place].clear()
    for counter, queue in zip(counters, queues, strict=True):
        counter.token = devices.open_session(device_id=counter.device.public_id, pin="2580", at=now).token
        _handed_in(counter, queue, now)
    for entry in LedgerEntry.objects.all():
        assert (entry.day, entry.nendo) == (clock.day(entry.at), nendo(clock.day(entry.at)))


def _handed_in(counter: Till, queue: Sequence[wire.Scan], now: datetime) -> None:
    assert all(one["stored"] for one in upload(counter, queue, now))
    for scan in queue:
        row = Redemption.objects.get(nonce=scan.nonce)
        assert row.outcome != "refused"
        latest = max(clock.day(now), *(clock.day(one) for one in _evens(counter)), date.min)
        assert row.day <= latest, (row.day, now)


def _evens(counter: Till) -> list[datetime]:
    """When the device was surely online: with a clock that went back these may lie after now."""
    found = Device.objects.get(pk=counter.device.pk)
    online = Redemption.objects.filter(device=found, way="online").values_list("received_at", flat=True)
    return [found.registered_at, *([found.synced_at] if found.synced_at else []), *online]


# --- R21: one bad item ---
def _spoiled(item: dict[str, Any], how: str) -> dict[str, Any]:
    return {
        "a field is missing": {name: item[name] for name in item if name != "code"},
        "a field nobody knows": {**item, "price": 1},
        "half a number": {**item, "counter": 1.5},
        "no time at all": {**item, "claimed_at": "きのう"},
        "a false signature": {**item, "signature": "0" * 64},
        "a code cut off": {**item, "code": item["code"][:60]},
        "a code of nobody": {**item, "code": "CDFHJKMNPQRT"},
    }[how]


HOWS = {
    "a field is missing": "unread", "a field nobody knows": "unread", "half a number": "unread", "no time at all": "unread",
    "a false signature": "signature", "a code cut off": "signature", "a code of nobody": "signature",
}  # fmt: skip


@pytest.mark.parametrize("how", list(HOWS)[: scale.times(1, most=len(HOWS))])
def test_r21_one_bad_item_of_a_hundred(
    how: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over HTTP, the bad one anywhere in the queue. Pass: 99 are paid, 1 waits for a person and says why."""
    settings.TILL_OFFLINE_MEALS, settings.TILL_OFFLINE_YEN = 200, 100_000
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    world = ground.ground(live_yen=40_000, meals_a_day=200)
    counter = till(world.shop)
    items = [counter.body(counter.scan(text_of(one))) for one in child_cards(100)]
    bad = random.Random(how).randrange(100)
    items[bad] = _spoiled(items[bad], how)
    answer = Client(headers={"Authorization": counter.header}).post(
        "/api/v1/redemptions/sync", json.dumps({"items": items}), content_type="application/json"
    )
    told = answer.json()["results"]
    assert [one["nonce"] for one in told] == [item["nonce"] for item in items]
    assert Counter(one["reason"] for one in told) == {"fed": 99, HOWS[how]: 1}
    assert told[bad]["reason"] == HOWS[how]
    waiting = checks.open_ones().get()
    assert (str(waiting.nonce), waiting.reason) == (items[bad]["nonce"], HOWS[how])
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 99 * PRICE
    sound(doubles=False)
    scale.counted("R21", queues=1)


# --- R22: a phone that is lost, stopped, or put back from an old backup ---
def test_r22_a_lost_phone_hands_in_what_was_eaten_and_nothing_is_paid_unseen() -> None:
    """Pass: what comes from a stopped device, now or later, is kept as 要確認 alone; no yen moves until a person decides,
    once; the new phone works, and the thief's false signatures are worth nothing."""
    people, world, hand = cast(), ground.ground(), child_cards(4)
    lost = till(world.shop)
    queue = [lost.scan(text_of(one)) for one in hand[:2]]
    devices.revoke(device=lost.device, by=people.by(people.aoi), at=make.AT)
    thief = replace(lost)
    queue.append(thief.scan(text_of(hand[2]), signature="ab" * 32))
    for later in (timedelta(hours=1), timedelta(days=5)):
        told = upload(lost, queue, make.AT + later)
        assert [one["reason"] for one in told] == ["device", "device", "signature"]
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 0
    assert checks.open_ones().count() == 3
    for row, paid in zip(list(checks.open_ones()), (True, True, False), strict=True):
        decisions.decide(redemption=row, paid=paid, why="お店に 聞いた", by=people.by(people.aoi), at=make.AT)
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 2 * PRICE
    assert till(world.shop, ground.device(world.shop, "新しい スマホ")).eat(hand[3]).status == 201
    sound()


def test_r22_a_phone_put_back_from_an_old_backup_counts_anew() -> None:
    """Pass: what it had sent already has the answers it had (same nonces, no new row); what it scans under numbers that
    were used is kept as 要確認 (`counter`); a number nobody used is a meal again."""
    world, hand = ground.ground(live_yen=40_000), child_cards(6)
    phone = till(world.shop)
    backup = replace(phone)
    queue = [phone.scan(text_of(one)) for one in hand[:3]]
    first = upload(phone, queue, make.AT)
    assert [one["reason"] for one in first] == ["fed"] * 3
    assert upload(backup, queue, make.AT + MINUTE) == first
    again = [backup.scan(text_of(one), at=make.AT + MINUTE) for one in hand[3:]]
    assert [one["reason"] for one in upload(backup, again, make.AT + 2 * MINUTE)] == ["counter"] * 3
    fresh = backup.scan(text_of(child_cards(1)[0]), at=make.AT + 2 * MINUTE)
    assert [one["reason"] for one in upload(backup, [fresh], make.AT + 3 * MINUTE)] == ["fed"]
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 4 * PRICE
    sound(doubles=False)
