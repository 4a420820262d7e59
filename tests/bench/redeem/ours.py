"""Our side: the scratch copy in production mode with 32 shops, an opened device in each, and many cards."""

from __future__ import annotations

import json
import subprocess
from itertools import cycle

import psycopg

from config import postgres
from tests.bench import scratch
from tests.bench.redeem.fire import post
from tests.faults.seed import TillKey, Wanted
from tests.faults.till import PATH, headers, signed

SHOPS = 32
_SEALING = """\
import time, django
django.setup()
from ibasho.base.journal import actions
print("ready", flush=True)
while True:
    actions.seal()
    time.sleep(1)
"""
FILE = scratch.ROOT / "build" / "bench-redeem.json"


def prepare(cards: int) -> tuple[list[TillKey], list[str]]:
    """An empty copy with its scheme; gives the devices and the QR texts of the cards."""
    scratch.prepare(static=False)
    wanted = Wanted(shops=SHOPS, cards=cards, live_meals=2 * cards, reserve_meals=10)
    scratch.inside(f"from tests.faults import planting, seed; planting.write({str(FILE)!r}, seed.{wanted!r})")
    found = json.loads(FILE.read_text())
    FILE.unlink()
    settle()
    return [TillKey(**row) for row in found["tills"]], found["cards"]


def settle() -> None:
    """Fresh statistics, as by the next day."""
    with psycopg.connect(postgres.dsn(scratch.DATABASE, postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute("vacuum analyze")


def requests(tills: list[TillKey], cards: list[str]) -> list[bytes]:
    """One scan for each card, signed beforehand, from each device in turn."""
    return [
        scan(till, code, number)
        for number, (till, code) in enumerate(zip(cycle(tills), cards, strict=False), 1)
    ]


def scan(till: TillKey, code: str, counter: int) -> bytes:
    known = headers(till)["Authorization"]
    return post(PATH, json.dumps(signed(till, code, counter=counter)).encode(), Authorization=known)


def sealing() -> subprocess.Popen[bytes]:
    """A job worker that seals the journal every second while scans come in; in a city it does so every minute."""
    app = scratch.app()
    worker = subprocess.Popen(
        [app.python, "-c", _SEALING], cwd=app.folder, env=dict(app.environment), stdout=subprocess.PIPE
    )
    if worker.stdout is None or worker.stdout.readline() != b"ready\n":
        raise SystemExit("the sealing worker did not start")
    return worker


def verify() -> str:
    """What `ibasho ledger verify` says."""
    return scratch.run("-m", "ibasho.cli", "ledger", "verify")
