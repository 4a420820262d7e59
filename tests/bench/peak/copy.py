"""The copy under load: its scheme, its ten years, its two workers, and what it must hold when a run is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from config import postgres
from tests.bench import scratch, serving, table
from tests.bench.peak import years
from tests.bench.peak.arrivals import Answers
from tests.bench.peak.watching import Watch
from tests.bench.redeem import ours
from tests.faults.seed import TillKey

THREADS = 4  # of each worker: a page that is made keeps one busy, the others answer
_MEALS = """
select (select count(*) from mealtickets_redemption where outcome = 'ok' and id > %(meal)s),
    (select count(*) from mealtickets_ledgerentry where kind = 'meal' and id > %(entry)s),
    (select count(*) from journal_entry where verb = 'mealtickets.meal.eat' and id > %(deed)s),
    (select count(*) from (select card_id from mealtickets_carduse where redemption_id > %(meal)s group by card_id, day having count(*) > 1) as twice)
"""
_LAST = """
select coalesce((select max(id) from mealtickets_redemption), 0), coalesce((select max(id) from mealtickets_ledgerentry), 0),
    coalesce((select max(id) from journal_entry), 0)
"""


@dataclass(slots=True)
class Copy:
    """`cards` gives the QR texts nobody has eaten with; `before` are the last rows of history."""

    port: int
    watch: Watch
    tills: list[TillKey]
    cards: Iterator[str]
    before: dict[str, int]
    facts: dict[str, object]
    scanned: list[Answers] = field(default_factory=list)  # of all that was asked for meals

    def require_all_meals(self) -> None:
        """What shops were shown is what the tables hold: each ○ one meal, one entry, one word in the journal. Where no
        answer came there may be one more."""
        shown = sum(one.statuses[201] for one in self.scanned)
        unheard = sum(one.failed for one in self.scanned)
        with _admin() as admin:
            meals, entries, deeds, twice = admin.execute(_MEALS, self.before).fetchone() or (0, 0, 0, 0)
        if not (shown <= meals <= shown + unheard and meals == entries == deeds and twice == 0):
            raise SystemExit(
                f"{shown} shown, {meals} meals, {entries} entries, {deeds} deeds, {twice} cards twice"
            )


@contextmanager
def running(cards: int) -> Iterator[Copy]:
    """A copy with so many cards, served and sealed every second; nothing of it stays."""
    try:
        table.say(
            f"ours: a copy with {ours.SHOPS} shops and {cards:,} cards, and {years.YEARS:g} years behind it"
        )
        tills, texts = ours.prepare(cards)
        # Pages name their files.
        scratch.run("-m", "django", "collectstatic", "--noinput", "--verbosity", "0")
        facts = years.fill()
        with _admin() as admin:
            last = admin.execute(_LAST).fetchone() or (0, 0, 0)
        port = serving.free_port()
        with serving.served(scratch.app(), port, threads=THREADS):
            sealing = ours.sealing()
            try:
                before = dict(zip(("meal", "entry", "deed"), last, strict=True))
                yield Copy(port, Watch.of(port), tills, iter(texts), before, facts)
            finally:
                sealing.terminate()
                sealing.wait()
    finally:
        postgres.drop_database(scratch.DATABASE)


def _admin() -> psycopg.Connection[tuple[int, ...]]:
    return psycopg.connect(postgres.dsn(scratch.DATABASE, postgres.SUPERUSER), autocommit=True)
