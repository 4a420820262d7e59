"""R25: what changes tables after a release does so beside the work of the day."""

from __future__ import annotations

from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from tests import house
from tests.contracts import gentle, replaying

NAME = "migrations.json"


def _ours() -> dict[tuple[str, str], Migration]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key: one for key, one in loader.disk_migrations.items() if key[0] in house.ROOMS}


def test_migrations_after_a_release_are_gentle() -> None:
    """Not out yet? `CONTRACTS=<that release> pytest tests/contracts` takes today's migrations into it."""
    today = sorted(".".join(key) for key in _ours())
    if replaying.FREEZING:
        replaying.write(replaying.FREEZING, NAME, today)
    frozen = set().union(*(replaying.read(release, NAME) for release in replaying.releases()))
    new = [one for key, one in _ours().items() if ".".join(key) not in frozen]
    assert [what for one in new for what in gentle.complaints(one)] == []


def test_no_migration_of_a_release_is_gone() -> None:
    """A city that skipped a release still finds its way."""
    today = {".".join(key) for key in _ours()}
    for release in replaying.releases():
        assert set(replaying.read(release, NAME)) <= today


def _migration(*operations: Any) -> Migration:
    kind = type("Migration", (migrations.Migration,), {"operations": list(operations), "__module__": "later"})
    made: Migration = kind("0099_later", "places")
    return made


CHECK = models.CheckConstraint(condition=models.Q(number__gt=0), name="number_above_zero")
INDEX = models.Index(fields=["number"], name="place_number")
HARSH = {
    "a column without a default of the database": migrations.AddField("place", "number", models.IntegerField(default=3)),
    "a column that points elsewhere": migrations.AddField("place", "other", models.ForeignKey("people.Person", models.PROTECT, null=True)),
    "a column that is found by": migrations.AddField("place", "number", models.IntegerField(null=True, db_index=True)),
    "a column gone": migrations.RemoveField("place", "name"),
    "a column renamed": migrations.RenameField("place", "name", "title"),
    "a column of another kind": migrations.AlterField("place", "name", models.TextField()),
    "a table gone": migrations.DeleteModel("Place"),
    "an index that locks": migrations.AddIndex("place", INDEX),
    "a check of every row": migrations.AddConstraint("place", CHECK),
    "SQL": migrations.RunSQL("update places_place set name = ''"),
    "code": migrations.RunPython(migrations.RunPython.noop),
}  # fmt: skip
GENTLE = {
    "a column that may be empty": migrations.AddField("place", "number", models.IntegerField(null=True)),
    "a column with a default of the database": migrations.AddField("place", "number", models.IntegerField(db_default=0)),
    "an index beside the work": postgres.AddIndexConcurrently("place", INDEX),
    "a check of new rows": postgres.AddConstraintNotValid("place", CHECK),
    "a new table": migrations.CreateModel("Colour", [("id", models.BigAutoField(primary_key=True))]),
}  # fmt: skip


@pytest.mark.parametrize("what", HARSH)
def test_what_would_lock_or_break_the_release_before_is_said(what: str) -> None:
    (sentence,) = gentle.complaints(_migration(HARSH[what]))
    assert sentence.startswith("places.0099_later: ")
    inside = migrations.SeparateDatabaseAndState(database_operations=[HARSH[what]])
    assert gentle.complaints(_migration(inside)) == [sentence]


@pytest.mark.parametrize("what", GENTLE)
def test_what_does_neither_passes(what: str) -> None:
    assert gentle.complaints(_migration(GENTLE[what])) == []


def test_a_table_made_just_now_has_nobody_waiting() -> None:
    index = migrations.AddIndex("colour", INDEX)
    assert gentle.complaints(_migration(GENTLE["a new table"], index)) == []


def test_who_knows_better_says_why() -> None:
    module = ModuleType("later")
    module.GENTLE_BECAUSE = "The table has forty rows."  # type: ignore[attr-defined]
    with patch.dict("sys.modules", later=module):
        assert gentle.complaints(_migration(HARSH["SQL"])) == []


def test_every_room_is_looked_at() -> None:
    assert {key[0] for key in _ours()} >= {"mealtickets", "places", "people", "journal"}
    assert apps.is_installed("ibasho.base.backups")
