"""An attacker with the whole database: every row of every table, where it lies and which transaction wrote it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

Place = tuple[int, int]  # block, number in the block


@dataclass(frozen=True)
class Row:
    table: str
    place: Place
    transaction: int
    text: str  # the row as JSON

    @property
    def columns(self) -> dict[str, Any]:
        return dict(json.loads(self.text))

    def values(self) -> set[str]:
        return {str(value) for value in self.columns.values()}


def everything() -> set[Row]:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
        tables = [name for (name,) in cursor.fetchall()]
        one = "select '{0}', ctid::text, xmin::text, to_jsonb(t)::text from \"{0}\" t"
        cursor.execute(" union all ".join(one.format(name) for name in tables))
        return {
            Row(table, _place(ctid), int(transaction), text)
            for table, ctid, transaction, text in cursor.fetchall()
        }


def of(rows: Iterable[Row], table: str) -> list[Row]:
    """As they lie in the table."""
    return sorted((row for row in rows if row.table == table), key=lambda row: row.place)


def likeness(order: Sequence[float]) -> float:
    """-1 … 1: whether what lies later came later (Spearman). `order`: when each came, as they lie."""
    came = np.argsort(np.argsort(np.array(order), kind="stable"), kind="stable")
    return float(np.corrcoef(np.arange(len(came)), came)[0, 1])


def neighbours(order: Sequence[float]) -> int:
    """How many lie beside somebody who came just before or after them."""
    return int((np.abs(np.diff(np.array(order))) == 1).sum())


def _place(ctid: str) -> Place:
    block, number = ctid.strip("()").split(",")
    return int(block), int(number)
