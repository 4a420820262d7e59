"""Redemptions per second with every check, the ledger and the journal; one card stormed; a ledger of many years."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import psycopg

from config import postgres
from tests.bench import scratch, serving, table
from tests.bench.redeem import big, ours, peer, raw
from tests.bench.redeem.fire import CLIENTS, Fired, fire
from tests.faults import audit
from tests.faults.seed import TillKey

CARDS, WARM_UP, TICKETS = 12_000, 400, 1_200
STORM = 10_000
OLD_ENTRIES, SEALED_ENTRIES = 10_000_000, 1_000_000
THREADS = 2  # of each of the two workers; more only wait for each other. pretix gets the same


def measure() -> dict[str, object]:
    scratch.settings()
    with postgres.running():
        table.say("ours: an empty copy, 32 shops, 12,000 cards")
        tills, cards = ours.prepare(CARDS)
        figures = _beside_the_peer(tills, cards)
        figures |= _raw_limit(figures)
        figures |= _years_later(tills, cards)
    return figures


def _beside_the_peer(tills: list[TillKey], cards: list[str]) -> dict[str, object]:
    """Both sides take turns under the same load; then one card is stormed."""
    port, other = serving.free_port(), serving.free_port()
    app, list_id = peer.prepare(other, TICKETS + 40)
    with serving.served(scratch.app(), port, threads=THREADS), serving.served(app, other, threads=THREADS):
        fire(port, ours.requests(tills, _take(cards, WARM_UP)))
        fire(other, peer.requests(list_id, range(40)), clients=4)
        half = TICKETS // 2
        us = [_scans(port, tills, cards, 2_000)]
        them = [fire(other, peer.requests(list_id, range(40, 40 + half)))]
        us.append(_scans(port, tills, cards, 2_000, sealing=True))
        them.append(fire(other, peer.requests(list_id, range(40 + half, 40 + TICKETS))))
        stormed = fire(
            port, [ours.scan(tills[n % len(tills)], cards[0], n) for n in range(STORM)], clients=500
        )
        cards.pop(0)
    _must(all(one.statuses == {201: 2_000} for one in us), f"not every card was fed: {us}")
    _must(all(one.statuses == {201: half} for one in them), f"the peer refused: {them}")
    _must(stormed.statuses == {201: 1, 409: STORM - 1}, f"one card, many tries: {stormed.statuses}")
    _sound()
    _show(us, them, stormed)
    ours_best, peer_best = max(one.per_second for one in us), max(one.per_second for one in them)
    return {
        **_named("ibasho", us[0]), **_named("ibasho.while_sealing", us[1]), **_named("pretix", max(them, key=_speed)),
        **_named("ibasho.one_card", stormed), "ratio.pretix": round(ours_best / peer_best, 1),
    }  # fmt: skip


def _scans(port: int, tills: list[TillKey], cards: list[str], count: int, *, sealing: bool = False) -> Fired:
    with _sealing(sealing):
        return fire(port, ours.requests(tills, _take(cards, count)))


@contextmanager
def _sealing(wanted: bool) -> Iterator[None]:
    """The journal is sealed every second beside the scans: it must make nobody wait."""
    sealing = ours.sealing() if wanted else None
    try:
        yield
    finally:
        if sealing is not None:
            sealing.terminate()
            sealing.wait()


def _raw_limit(figures: dict[str, object]) -> dict[str, object]:
    per_second = raw.measure()
    share = round(100 * float(str(figures["ibasho.per_second"])) / per_second, 1)
    rows = [("pgbench, the same statements", f"{per_second:,.0f}"), ("ours over HTTP", f"{share} %")]
    table.show(f"The raw limit: {CLIENTS} clients, no Python", ("", "redemptions/s"), rows)
    return {"pgbench.per_second": per_second, "share_of_pgbench_percent": share}


def _years_later(tills: list[TillKey], cards: list[str]) -> dict[str, object]:
    """The same scans beside a ledger of ten million entries, in the same process, before and after; then a million sealed
    entries are proven in a database of their own."""
    port = serving.free_port()
    with serving.served(scratch.app(), port, threads=THREADS):
        before = [_scans(port, tills, cards, 1_500) for _ in range(2)][1]
        table.say(f"{OLD_ENTRIES:,} entries of ten years gone by are written")
        big.add_old_entries(scratch.DATABASE, OLD_ENTRIES)
        after = [_scans(port, tills, cards, 1_500) for _ in range(2)][1]
    ratio = round(after.p50_ms / before.p50_ms, 2)
    fresh, _ = ours.prepare(40)
    _must(len(fresh) == ours.SHOPS, "the scheme is there again")
    big.add_sealed_entries(scratch.DATABASE, SEALED_ENTRIES)
    began = time.monotonic()
    said = ours.verify()
    seconds = round(time.monotonic() - began, 1)
    _must(re.search(r"書きかえ|合いません", said) is None, said)
    rows = [
        ("p50 with an empty ledger", f"{before.p50_ms} ms"), (f"p50 beside {OLD_ENTRIES:,} entries", f"{after.p50_ms} ms ({ratio} ×)"),
        (f"`ibasho ledger verify`, {SEALED_ENTRIES:,} entries", f"{seconds} s"),
    ]  # fmt: skip
    table.show("Years later", ("", ""), rows)
    return {
        "big.p50_before_ms": before.p50_ms,
        "big.p50_after_ms": after.p50_ms,
        "big.ratio": ratio,
        "verify.million_s": seconds,
    }


def _show(us: list[Fired], them: list[Fired], stormed: Fired) -> None:
    rows = [
        ("Ibasho, one redemption", *_cells(us[0])), ("the same while the journal is sealed every second", *_cells(us[1])),
        ("pretix, one check-in", *_cells(max(them, key=_speed))),
        (f"Ibasho, {STORM:,} tries on one card, 500 at once: one ○", *_cells(stormed)),
    ]  # fmt: skip
    title = f"{CLIENTS} clients, two workers of {THREADS} threads, the same PostgreSQL"
    table.show(title, ("", "per second", "p50 ms", "p95 ms", "p99 ms"), rows)
    ratio = max(map(_speed, us)) / max(map(_speed, them))
    table.say(f"\nIbasho answers {ratio:.1f} times as many as pretix.")


def _cells(fired: Fired) -> tuple[str, str, str, str]:
    return f"{fired.per_second:,.0f}", f"{fired.p50_ms}", f"{fired.p95_ms}", f"{fired.p99_ms}"


def _named(name: str, fired: Fired) -> dict[str, object]:
    return {f"{name}.{key}": value for key, value in asdict(fired).items() if key != "statuses"}


def _speed(fired: Fired) -> float:
    return fired.per_second


def _take(cards: list[str], count: int) -> list[str]:
    """Cards nobody has eaten with yet; they are gone from the list."""
    found, cards[:] = cards[:count], cards[count:]
    _must(len(found) == count, "not enough cards")
    return found


def _sound() -> None:
    with psycopg.connect(postgres.dsn(scratch.DATABASE, postgres.SUPERUSER)) as connection:
        found = audit.broken(connection)
    _must(not found, f"promises broken: {found}")


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(otherwise)
