"""`make bench ONLY=load MINUTES=30` (R31): 200 meals and 500 public pages a second, apart and together, at a fixed rate.

Pages alone and meals alone run for a sixth of the time each, then both for the whole of it. Beside that, once, what the
copy and the peer can do at all when 32 clients ask as fast as they can.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from config import postgres
from tests.bench import peer_pretix, scratch, serving, table
from tests.bench.peak import arrivals, copy, visitors, watching, years
from tests.bench.peak.arrivals import SHARES, Answers, Stream
from tests.bench.peak.copy import Copy
from tests.bench.redeem import peer
from tests.bench.redeem.fire import CLIENTS, Fired, fire
from tests.evidence import keeping

MEALS, PAGES = 200, 500  # a second
ALONE = 6  # pages alone and meals alone run for a sixth of the whole time each
WARM_UP_SECONDS, AT_ONCE = 20, 4_000
PEER_AT_ONCE = 400
LONG_MINUTES = 30  # a shorter run is no evidence
GOOD = {"meals": 201, "pages": 200}  # anything else that is no failure of the copy is one of this bench
LIMITS = {"meals_p95_ms": 200, "meals_p99_ms": 500, "pages_p95_ms": 100}


@dataclass(slots=True)
class Stage:
    """What came of one of the three runs."""

    name: str
    seconds: float
    answers: dict[str, Answers]
    shares: dict[str, float] = field(default_factory=dict)
    growth_percent: float = 0.0
    memory_mb: float = 0.0


def minutes(otherwise: float) -> float:
    return float(os.environ.get("MINUTES", otherwise))


def measure() -> dict[str, object]:
    whole = minutes(LONG_MINUTES) * 60
    wanted = int(MEALS * (whole * (1 + 1 / ALONE) + WARM_UP_SECONDS)) + AT_ONCE + 100
    scratch.settings()
    with postgres.running(), copy.running(wanted) as ours:
        stage(ours, "warm-up", WARM_UP_SECONDS, {"meals": MEALS / 2, "pages": PAGES / 2})
        stages = [
            stage(ours, "pages alone", whole / ALONE, {"pages": PAGES}),
            stage(ours, "meals alone", whole / ALONE, {"meals": MEALS}),
            stage(ours, "together", whole, {"meals": MEALS, "pages": PAGES}),
        ]
        ours.require_all_meals()
        show(f"{MEALS} meals and {PAGES} public pages a second", stages)
        _tell(stages[-1], whole)
        at_once = _at_once(ours)
        ours.require_all_meals()
        facts = {**ours.facts, "database_after_gb": years.size_gb()}
    return {**facts, **at_once, **figures(stages)}


def stage(ours: Copy, name: str, seconds: float, rates: dict[str, float]) -> Stage:
    """Those streams together for so long; a line of progress every half minute."""
    sources = {"meals": visitors.scans(ours.tills, ours.cards), "pages": visitors.looks()}
    streams = [Stream(kind, rate, sources[kind]) for kind, rate in rates.items()]
    ours.scanned.extend(one.answers for one in streams if one.name == "meals")
    found = Stage(name, seconds, {one.name: one.answers for one in streams})
    before, memory = ours.watch.now(), ours.watch.memory_mb()
    arrivals.run(ours.port, streams, seconds, tell=lambda gone: _progress(found, gone))
    found.shares = watching.shares(before, ours.watch.now())
    after = ours.watch.memory_mb()
    found.growth_percent, found.memory_mb = watching.growth_percent(memory, after), max(after.values())
    for one in streams:
        strange = set(one.answers.statuses) - {0, GOOD[one.name], *range(500, 600)}
        _must(not strange, f"{name}: {one.name} {dict(one.answers.statuses)}")
    return found


def _progress(found: Stage, gone: float) -> None:
    told = []
    for name, answers in found.answers.items():
        last = slice(max(0, len(answers.took) - int(30 * (MEALS if name == "meals" else PAGES))), None)
        told.append(f"{name} {len(answers.took):,} p95 {answers.ms(0.95, last)} ms, failed {answers.failed}")
    table.say(f"  {found.name}: {gone:.0f} of {found.seconds:.0f} s; {'; '.join(told)}")


def _at_once(ours: Copy) -> dict[str, object]:
    """As fast as 32 clients can ask, in turns: our kept pages and meals, the peer's page of an event and its check-ins."""
    other = serving.free_port()
    app, list_id = peer.prepare(other, PEER_AT_ONCE + 40)
    with serving.served(app, other, threads=copy.THREADS):
        their_page = [visitors.get("/meals/meals/", "en")]
        fire(other, their_page * 20, clients=4)
        fire(other, peer.requests(list_id, range(40)), clients=4)
        scans = list(islice(visitors.scans(ours.tills, ours.cards), AT_ONCE))
        us = {
            "pages": fire(ours.port, list(islice(visitors.looks(), AT_ONCE))),
            "meals": fire(ours.port, scans),
        }
        them = {
            "pages": fire(other, their_page * PEER_AT_ONCE),
            "meals": fire(other, peer.requests(list_id, range(40, 40 + PEER_AT_ONCE))),
        }
    ours.scanned.append(_counted(us["meals"]))
    _must(them["pages"].statuses == {200: PEER_AT_ONCE}, f"the peer's page: {them['pages'].statuses}")
    _must(them["meals"].statuses == {201: PEER_AT_ONCE}, f"the peer refused: {them['meals'].statuses}")
    rows = [
        (name, f"{us[name].per_second:,.0f}", f"{them[name].per_second:,.0f}", f"{us[name].per_second / them[name].per_second:.1f} ×")
        for name in us
    ]  # fmt: skip
    title = f"{CLIENTS} clients as fast as they can, two workers of {copy.THREADS} threads each"
    table.show(title, ("", "Ibasho per second", f"pretix {peer_pretix.VERSION} per second", "ratio"), rows)
    return {
        f"at_once.{who}.{name}_per_second": side[name].per_second
        for who, side in (("ibasho", us), ("pretix", them)) for name in side
    }  # fmt: skip


def _counted(fired: Fired) -> Answers:
    answers = Answers()
    answers.statuses.update(fired.statuses)
    return answers


def show(title: str, stages: list[Stage]) -> None:
    rows = [
        (
            f"{one.name}: {kind}", f"{len(answers.took):,}", *(f"{answers.ms(share)}" for share in SHARES.values()),
            answers.failed, *(f"{one.shares[who]} %" for who in one.shares), f"{one.memory_mb} MB (+{one.growth_percent} %)",
        )
        for one in stages for kind, answers in one.answers.items()
    ]  # fmt: skip
    header = ("", "requests", "p50 ms", "p95 ms", "p99 ms", "failed", "load", "web", "database", "others", "a worker's memory")  # fmt: skip
    table.show(f"{title}, {years.YEARS:g} years of rows; shares are of all cores", header, rows)


def figures(stages: list[Stage]) -> dict[str, object]:
    return {
        f"{one.name.replace(' ', '_')}.{name}": value
        for one in stages
        for name, value in (*_latencies(one), *one.shares.items(), ("growth_percent", one.growth_percent))
    }


def _latencies(one: Stage) -> Iterator[tuple[str, float]]:
    for kind, answers in one.answers.items():
        yield from ((f"{kind}_{name}_ms", answers.ms(share)) for name, share in SHARES.items())
        yield f"{kind}_requests", len(answers.took)
        yield f"{kind}_failed", answers.failed


def _tell(together: Stage, seconds: float) -> None:
    """What R31 asks for, from the run of both; only a run of the whole length is evidence."""
    found = dict(_latencies(together))
    failed = found["meals_failed"] + found["pages_failed"]
    held = failed == 0 and all(found[name] <= limit for name, limit in LIMITS.items())
    table.say(
        f"\nR31: {'held' if held else 'NOT held'} over {seconds / 60:g} minutes ({LIMITS}, failed {failed:g})"
    )
    if seconds >= LONG_MINUTES * 60:
        keeping.LONG = True
        keeping.measured(
            "R31", minutes=seconds / 60, failed=failed, growth_percent=together.growth_percent,
            generator_percent=together.shares["load"], others_percent=together.shares["others"],
            **{name: found[name] for name in ("meals_p50_ms", "meals_p95_ms", "meals_p99_ms", "pages_p50_ms", "pages_p95_ms", "pages_p99_ms")},
        )  # fmt: skip


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(otherwise)
