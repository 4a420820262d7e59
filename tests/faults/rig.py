"""Server, copy and scheme together: what the tests of storms, kills and clocks stand on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from config import postgres
from tests.faults import app, server
from tests.faults.app import ROOT, App
from tests.faults.seed import TillKey, Wanted
from tests.faults.server import Server
from tests.faults.till import Till


@dataclass(slots=True)
class Rig:
    """`cards` are QR texts of cards nobody has eaten with yet."""

    server: Server
    app: App
    keys: list[TillKey]
    cards: list[str]

    def till(self, number: int = 0) -> Till:
        return Till(self.keys[number % len(self.keys)], self.app.port)

    @property
    def urls(self) -> dict[str, str]:
        """For `app.environment`."""
        return {"url": self.server.url(), "owner_url": self.server.url(postgres.OWNER)}

    def audit(self) -> psycopg.Connection[tuple[object, ...]]:
        return self.server.connect()


@contextmanager
def standing(name: str, wanted: Wanted) -> Iterator[Rig]:
    with server.running(name, template()) as own:
        keys, cards = planted(own, wanted)
        with served(own) as copy:
            yield Rig(own, copy, keys, cards)


@contextmanager
def served(own: Server, port: int | None = None) -> Iterator[App]:
    """A copy on this server; `port`: it reaches its database through a proxy."""
    with app.serving(own.url(port=port), own.url(postgres.OWNER)) as copy:
        yield copy


def template() -> str:
    """The migrated database all other tests copy; it stands once any of them has run in this checkout."""
    with psycopg.connect(postgres.dsn("postgres", postgres.SUPERUSER)) as admin:
        found = admin.execute(
            "select datname from pg_database where datname ~ '^ibasho_template_[0-9a-f]+$'"
        ).fetchone()
    assert found is not None, "a fault test needs the fixture django_db_setup"
    return str(found[0])


def planted(own: Server, wanted: Wanted) -> tuple[list[TillKey], list[str]]:
    path = own.folder.with_suffix(".json")
    environment = app.environment(own.url(), own.url(postgres.OWNER))
    told = f"planting.write({str(path)!r}, seed.Wanted(**{asdict(wanted)!r}))"
    command = [
        sys.executable, "-m", "django", "shell", "--no-imports", "-c", f"from tests.faults import planting, seed; {told}",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(Path(path).read_text())
    path.unlink()
    return [TillKey(**row) for row in found["tills"]], found["cards"]
