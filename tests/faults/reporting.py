"""What a release says of its database: figures that have to be the same after it was brought to a newer one.

Runs in a process of its own (`django shell`), with the code of today.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import connection

from ibasho.base.journal import queries as journal
from ibasho.rooms.mealtickets.queries import proving

_ROWS = (
    "mealtickets_ledgerentry",
    "mealtickets_redemption",
    "mealtickets_card",
    "people_person",
    "places_place",
    "journal_entry",
)


def told() -> dict[str, Any]:
    proof = proving.prove()
    assert not proof.broken, proof.broken
    with connection.cursor() as cursor:
        rows = {}
        for table in _ROWS:
            cursor.execute(f'select count(*) from "{table}"')
            rows[table] = cursor.fetchone()[0]
    return {"books": [one.sentence for one in proof.sums], "head": journal.verify().head, "rows": rows}


def write(path: str) -> None:
    Path(path).write_text(json.dumps(told(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
