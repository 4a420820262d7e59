"""The world the crowd lives in: planted once, by the makers of the rooms' own tests, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from config import postgres
from tests.faults import app, rig
from tests.faults.crowd.playing import World
from tests.faults.rig import Rig
from tests.faults.seed import Wanted


@contextmanager
def standing(name: str, *, many: int = 40, cards: int = 0) -> Iterator[tuple[Rig, World]]:
    """A rig and the crowd's world on it; of everything that is used up there is `many` in each room. `cards`: so many
    more, for the test itself."""
    whole = 2 * many + cards
    with rig.standing(name, Wanted(cards=whole, live_meals=whole)) as standing:
        yield standing, planted(standing, many=many)


def planted(standing: Rig, *, many: int = 40) -> World:
    """The world on a rig that stands already. The crowd's cards are taken away from the rig's."""
    path = standing.server.folder.with_suffix(".crowd.json")
    environment = app.environment(standing.server.url(), standing.server.url(postgres.OWNER))
    told = f"from tests.faults.crowd import planting; planting.write({str(path)!r}, {many})"
    command = [sys.executable, "-m", "django", "shell", "--no-imports", "-c", told]
    done = subprocess.run(command, cwd=app.ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    known = json.loads(Path(path).read_text())
    path.unlink()
    cards = [standing.cards.pop() for _ in range(min(len(standing.cards), 2 * many))]
    known["mealtickets"] |= {"tills": [asdict(one) for one in standing.keys], "cards": cards}
    return World(known)
