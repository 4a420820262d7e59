"""Rules for a migration that runs while children eat and while machines of the release before still serve (R25).

Asked of every migration that is not part of a frozen release. Where a rule does not fit, the module says why in
`GENTLE_BECAUSE = "…"`: a sentence for whoever reviews it. Sources: PostgreSQL 18, ALTER TABLE (notes) and CREATE INDEX
CONCURRENTLY; the rules of squawk and django-migration-linter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.operations.base import Operation
from django.db.models.fields import NOT_PROVIDED

BECAUSE = "GENTLE_BECAUSE"
_GONE = {
    migrations.RemoveField: "takes a column away that the release before still asks for: stop using it in this release, remove it in the next",
    migrations.DeleteModel: "takes a table away that the release before still asks for: remove it in the next release",
    migrations.RenameField: "renames a column under the release before: add a new one, write both, remove the old one later",
    migrations.RenameModel: "renames a table under the release before: keep its db_table",
    migrations.AlterModelTable: "renames a table under the release before",
    migrations.RunSQL: "runs SQL nobody can judge from outside",
    migrations.RunPython: "runs code nobody can judge from outside: many rows at once hold many locks",
}  # fmt: skip


def complaints(migration: Migration) -> list[str]:
    """Empty for a gentle one. Tables the same migration creates are nobody's yet."""
    if getattr(sys.modules.get(type(migration).__module__), BECAUSE, ""):
        return []
    new = {one.name.lower() for one in migration.operations if isinstance(one, migrations.CreateModel)}
    return [
        f"{migration.app_label}.{migration.name}: {what}"
        for one in _all(migration.operations)
        if getattr(one, "model_name", getattr(one, "name", "")).lower() not in new
        for what in _of(one)
    ]


def _all(operations: Iterable[Operation]) -> Iterator[Operation]:
    for one in operations:
        if isinstance(one, migrations.SeparateDatabaseAndState):
            yield from _all(one.database_operations)
        else:
            yield one


def _of(one: Operation) -> Iterator[str]:
    for kind, what in _GONE.items():
        if type(one) is kind:
            yield f"{type(one).__name__} {what}"
    if isinstance(one, migrations.AddField):
        yield from _added(one.model_name, one.name, one.field)
    elif isinstance(one, migrations.AlterField):
        yield f"AlterField {one.model_name}.{one.name} may rewrite or scan the whole table under a lock: say in {BECAUSE} why it does not"
    elif isinstance(one, migrations.AddIndex) and not isinstance(one, postgres.AddIndexConcurrently):
        yield f"AddIndex {one.index.name} locks every writer out: AddIndexConcurrently, atomic = False"
    elif isinstance(one, migrations.AddConstraint) and not isinstance(one, postgres.AddConstraintNotValid):
        yield f"AddConstraint {one.constraint.name} scans the table under a lock: AddConstraintNotValid, then ValidateConstraint"


def _added(model: str, name: str, field: models.Field[Any, Any]) -> Iterator[str]:
    where = f"AddField {model}.{name}"
    if isinstance(field, models.ManyToManyField):
        return
    if isinstance(field, models.GeneratedField):
        yield f"{where} rewrites the table"
    elif not field.null and field.db_default is NOT_PROVIDED:
        yield f"{where} has no db_default: the release before writes rows without it and is refused"
    if field.unique or field.db_index or field.remote_field is not None:
        yield f"{where} makes an index or checks every row under a lock: add the column first, the index concurrently"
