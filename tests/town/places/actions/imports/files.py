"""Taking small files in, as the tests of this folder do it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ibasho.base.kernel.actor import Actor, Via
from ibasho.town.places.actions import imports
from ibasho.town.places.datasets.report import Report
from ibasho.town.places.datasets.rows import Dataset, Generation
from ibasho.town.places.models import Place
from tests import make
from tests.town.places.datasets import files

SERVER = Actor(via=Via.COMMAND, job="places.import")
SATURDAYS = {"開催曜日": "土", "開催日": "毎週土曜日"}


def shokudo(*changes: dict[str, str]) -> bytes:
    """Rows of こども食堂, each with a number, a name and an address of its own unless a change says otherwise."""
    rows = [
        files.SHOKUDO | {"ID": str(n), "名称": f"{name}食堂", "住所": f"静岡県掛川市長谷{n}-1"} | change
        for n, (name, change) in enumerate(
            zip(["みどり", "あおぞら", "ひだまり", "もみじ", "こもれび"], changes, strict=False), 1
        )
    ]
    return files.make(Dataset.KODOMO_SHOKUDO, Generation.NEW, *rows)


def take_in(data: bytes, *, by: Actor = SERVER, at: datetime = make.AT, **options: Any) -> Report:
    return imports.take_in(data=data, filename="places.csv", by=by, at=at, **options)


def told(report: Report) -> set[str]:
    return {problem.code for problem in report.problems}


def numbers(report: Report) -> tuple[int, int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.missing, report.rejected


def the(name: str) -> Place:
    return Place.objects.get(name=name)
