"""Redemptions per second with every check, the ledger and the journal; one card stormed; a ledger of many years."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace

import psycopg

from config import postgres
from tests.bench import scratch, serving, table
from tests.bench.redeem import big, ours, peer, raw
from tests.bench.redeem.fire import CLIENTS, Fired, fire
from tests.bench.serving import App
from tests.faults import audit
from tests.faults.seed import TillKey

CARDS, WARM_UP = 12_000, 400
ROUNDS = (
    5  # each side's turn directly after the other's: a machine that changes its speed changes it for both
)
SCANS, TICKETS = 1_000, 300  # of one turn
STORM = 10_000
OLD_ENTRIES, SEALED_ENTRIES = 10_000_000, 1_000_000
THREADS = 2  # of each of the two workers; more only wait for each other. pretix gets the same


def measure() -> dict[str, object]:
    scratch.settings()
    with postgres.running():
        table.say("ours: an empty copy, 32 shops, 12,000 cards")
        tills, cards = ours.prepare(CARDS)
        figures = _beside_the_peer(tills, cards)
        figures |= _years_later(tills, cards)
        figures |= _raw_limit(figures)  # it uses up cards at random: nobody eats with them after it
        figures |= _proven()
    return figures


def _beside_the_peer(tills: list[TillKey], cards: list[str]) -> dict[str, object]:
    """Both sides take turns under the same load, ours once more beside the seal; then one card is stormed."""
    port, other = serving.free_port(), serving.free_port()
    app, list_id = peer.prepare(other, ROUNDS * TICKETS + 40)
    with serving.served(scratch.app(), port, threads=THREADS), serving.served(app, other, threads=THREADS):
        fire(port, ours.requests(tills, _take(cards, WARM_UP)))
        fire(other, peer.requests(list_id, range(40)), clients=4)
        us, them = [], []
        for first in range(40, 40 + ROUNDS * TICKETS, TICKETS):
            us.append(_scans(port, tills, cards, SCANS))
            them.append(fire(other, peer.requests(list_id, range(first, first + TICKETS))))
        sealed = _scans(port, tills, cards, SCANS, sealing=True)
        stormed = fire(
            port, [ours.scan(tills[n % len(tills)], cards[0], n) for n in range(STORM)], clients=500
        )
        cards.pop(0)
    _must(
        all(one.statuses == {201: SCANS} for one in (*us, sealed)), f"not every card was fed: {us}, {sealed}"
    )
    _must(all(one.statuses == {201: TICKETS} for one in them), f"the peer refused: {them}")
    _must(stormed.statuses == {201: 1, 409: STORM - 1}, f"one card, many tries: {stormed.statuses}")
    _sound()
    ratios = sorted(round(one.per_second / other.per_second, 1) for one, other in zip(us, them, strict=True))
    ordinary, peers = _middle(us), _middle(them)
    _show(ordinary, sealed, peers, stormed, ratios)
    return {
        **_named("ibasho", ordinary), **_named("ibasho.while_sealing", sealed), **_named("pretix", peers),
        **_named("ibasho.one_card", stormed), "ratio.pretix": ratios[ROUNDS // 2], "ratio.pretix.each": ratios,
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
    """The same scans beside a ledger of ten million entries and beside the one of today, in turns."""
    table.say(f"{OLD_ENTRIES:,} entries of ten years gone by are written")
    with _years_gone_by() as old:
        before, after, ratio = _in_turns(old, tills, cards)
    rows = [
        ("p50 with an empty ledger", f"{before.p50_ms} ms"), (f"p50 beside {OLD_ENTRIES:,} entries", f"{after.p50_ms} ms ({ratio} ×)"),
    ]  # fmt: skip
    table.show("Years later", ("", ""), rows)
    return {"big.p50_before_ms": before.p50_ms, "big.p50_after_ms": after.p50_ms, "big.ratio": ratio}


def _proven() -> dict[str, object]:
    """A million sealed entries, in a database of their own."""
    fresh, _ = ours.prepare(40)
    _must(len(fresh) == ours.SHOPS, "the scheme is there again")
    big.add_sealed_entries(scratch.DATABASE, SEALED_ENTRIES)
    began = time.monotonic()
    said = ours.verify()
    seconds = round(time.monotonic() - began, 1)
    _must(re.search(r"書きかえ|合いません", said) is None, said)
    table.show("Proof", ("", ""), [(f"`ibasho ledger verify`, {SEALED_ENTRIES:,} entries", f"{seconds} s")])
    return {"verify.million_s": seconds}


@contextmanager
def _years_gone_by() -> Iterator[App]:
    """Our application on a second copy of the same database, with the old entries and at rest."""
    today = scratch.app()
    name = f"{scratch.NAME}_years"
    database = f"{scratch.DATABASE}_years"
    postgres.drop_database(database)
    with psycopg.connect(postgres.dsn("postgres", postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute(f'create database "{database}" template "{scratch.DATABASE}" owner {postgres.OWNER}')
    try:
        big.add_old_entries(database, OLD_ENTRIES)
        yield replace(today, name="ibasho-years", environment={**today.environment, "CITY": name})
    finally:
        postgres.drop_database(database)


def _in_turns(old: App, tills: list[TillKey], cards: list[str]) -> tuple[Fired, Fired, float]:
    """The middle turn of each, and the middle of what each turn beside the old entries took to the one before it."""
    port, other = serving.free_port(), serving.free_port()
    there = list(cards)  # each database has all the cards
    with serving.served(scratch.app(), port, threads=THREADS), serving.served(old, other, threads=THREADS):
        for where, which in ((port, cards), (other, there)):
            fire(where, ours.requests(tills, _take(which, WARM_UP)))
        pairs = [
            (_scans(port, tills, cards, SCANS), _scans(other, tills, there, SCANS)) for _ in range(ROUNDS)
        ]
    before, after = ([pair[side] for pair in pairs] for side in (0, 1))
    _must(all(one.statuses == {201: SCANS} for one in before + after), f"not every card was fed: {pairs}")
    ratio = sorted(late.p50_ms / early.p50_ms for early, late in pairs)[ROUNDS // 2]
    return _middle(before), _middle(after), round(ratio, 2)


def _show(ordinary: Fired, sealed: Fired, peers: Fired, stormed: Fired, ratios: list[float]) -> None:
    rows = [
        ("Ibasho, one redemption", *_cells(ordinary)), ("the same while the journal is sealed every second", *_cells(sealed)),
        ("pretix, one check-in", *_cells(peers)),
        (f"Ibasho, {STORM:,} tries on one card, 500 at once: one ○", *_cells(stormed)),
    ]  # fmt: skip
    title = f"{CLIENTS} clients, two workers of {THREADS} threads, the same PostgreSQL; the middle one of {ROUNDS} turns"
    table.show(title, ("", "per second", "p50 ms", "p95 ms", "p99 ms"), rows)
    table.say(f"\nIbasho answers {ratios[ROUNDS // 2]} times as many as pretix (turn by turn: {ratios}).")


def _cells(fired: Fired) -> tuple[str, str, str, str]:
    return f"{fired.per_second:,.0f}", f"{fired.p50_ms}", f"{fired.p95_ms}", f"{fired.p99_ms}"


def _named(name: str, fired: Fired) -> dict[str, object]:
    return {f"{name}.{key}": value for key, value in asdict(fired).items() if key != "statuses"}


def _middle(turns: list[Fired]) -> Fired:
    return sorted(turns, key=lambda one: one.per_second)[len(turns) // 2]


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
