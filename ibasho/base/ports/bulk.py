"""Thousands of rows in one value: a file of ten thousand places has 700,000 cells, and the ORM gives each a placeholder of its
own, which costs more than reading the file. Here some hundred rows travel as one JSON text that PostgreSQL takes apart by the
types of the table's own columns; lengths, constraints and triggers hold as ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, time
from functools import cache
from typing import TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction
from django.db.models import Field, Model
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise

Row = TypeVar("Row", bound=Model)

ROWS_AT_ONCE = 1_000
# What JSON says as PostgreSQL reads it; nothing else is let through (bytes and decimals would need more care).
_PLAIN = (
    models.AutoField, models.BooleanField, models.CharField, models.DateField, models.FloatField, models.ForeignKey,
    models.IntegerField, models.JSONField, models.TextField, models.TimeField, ArrayField,
)  # fmt: skip


def insert(rows: Sequence[Model]) -> None:
    """Writes new rows of one model in their order and gives them their keys, as `bulk_create` does. A value may be a RawSQL
    without parameters, the same in every row: then the database works it out. Raises what Django's own cursor raises."""
    with transaction.atomic(savepoint=False):
        for some in _batches(rows):
            _insert(some)


def update(rows: Sequence[Model]) -> None:
    """Writes every column of rows that stand already, found by their keys, as `bulk_update` of all fields does."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for some in _batches(rows):
            fields = _fields(type(some[0]))
            cursor.execute(_update_sql(type(some[0])), [_told(some, fields)])


def _insert(rows: Sequence[Model]) -> None:
    model = type(rows[0])
    if any(row.pk is not None for row in rows):
        raise ValueError(f"{model.__name__}: a new row brings no key along")
    worked_out = {
        field: value.sql
        for field in _fields(model)
        if isinstance(value := getattr(rows[0], field.attname), RawSQL)
    }
    fields = tuple(field for field in _fields(model) if field is not model._meta.auto_field)
    told = _told(rows, [field for field in fields if field not in worked_out])
    with connection.cursor() as cursor:
        cursor.execute(_insert_sql(model, fields, tuple(worked_out.items())), [told])
        keys = [key for (key,) in cursor.fetchall()]
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for first in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[first : first + ROWS_AT_ONCE]


@cache
def _fields(model: type[Model]) -> tuple[Field[object, object], ...]:
    """Raises TypeError for a model with a column that JSON cannot carry unchanged."""
    fields = tuple(model._meta.concrete_fields)
    if strange := [field.name for field in fields if not isinstance(field, _PLAIN) or _sets_itself(field)]:
        raise TypeError(f"{model.__name__}: {', '.join(strange)} cannot be written in bulk")
    return fields


def _sets_itself(field: Field[object, object]) -> bool:
    return isinstance(field, models.DateField) and (field.auto_now or field.auto_now_add)


def _told(rows: Sequence[Model], fields: Sequence[Field[object, object]]) -> str:
    columns = [(field.column, field.attname) for field in fields]
    told = [{column: getattr(row, name) for column, name in columns} for row in rows]
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_as_text)


def _as_text(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Promise):  # a sentence not translated yet
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written in bulk")


@cache
def _insert_sql(
    model: type[Model],
    fields: tuple[Field[object, object], ...],
    worked_out: tuple[tuple[Field[object, object], str], ...],
) -> str:
    told, table = dict(worked_out), model._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(told.get(field, f'wanted."{field.column}"') for field in fields)
    return (
        f'insert into "{table}" ({columns}) select {values} '  # noqa: S608 - names of ours alone
        f'from json_populate_recordset(null::"{table}", %s::json) as wanted returning "{model._meta.pk.column}"'
    )


@cache
def _update_sql(model: type[Model]) -> str:
    key, table = model._meta.pk.column, model._meta.db_table
    others = [field.column for field in _fields(model) if not field.primary_key]
    changes = ", ".join(f'"{column}" = wanted."{column}"' for column in others)
    return (
        f'update "{table}" set {changes} '  # noqa: S608 - names of ours alone
        f'from json_populate_recordset(null::"{table}", %s::json) as wanted where "{table}"."{key}" = wanted."{key}"'
    )
