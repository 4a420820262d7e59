"""Statements that PostgreSQL plans once a connection, for the few ways where a person waits at a counter.

The ORM sends every statement with its values inside, so that each is planned anew: for a look over six tables, planning
takes ten times as long as looking. Here the values travel beside the statement. Everything else goes through the ORM.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorDebugWrapper
from django.db.models import Field, Model
from django.db.models.expressions import RawSQL

Values = Mapping[str, Any] | Sequence[Any]


def row(sql: str, values: Values) -> tuple[Any, ...] | None:
    """The first row that one statement answers, or None. Raises what Django's own cursor raises."""
    cursor = _run(sql, values)
    _opened().health_check_done = True  # type: ignore[attr-defined] # it has just answered: nobody need ask whether it does
    return cursor.fetchone()


def insert(*things: Model) -> None:
    """Writes new rows as `save(force_insert=True)` does, without signals (nobody of ours listens), and gives them their
    keys, or keeps the key a row brings along. A value may be a RawSQL without parameters: then the database works it out."""
    for thing in things:
        sql, values = _insert(thing, _opened())
        (thing.pk,) = _run(sql, values).fetchone() or (None,)
        _is_written(thing)


def insert_pair(first: Model, then: Model, *, link: str, along: Sequence[Model] = ()) -> None:
    """The two of them in one statement. `link`: the column of `then` that takes the key of `first`. `along`: other new
    rows, written in the same statement, each bringing its own key or needing none."""
    real = _opened()
    setattr(then, link, _FIRST)
    parts, values = [], []
    for name, thing in (*((f"other{turn}", one) for turn, one in enumerate(along)), ("first", first)):
        sql, own = _insert(thing, real)
        parts.append(f"{name} as ({sql})")
        values += own
    sql, own = _insert(then, real)
    keys = _run(f"with {', '.join(parts)} {sql}, (select key from first)", [*values, *own]).fetchone()  # noqa: S608 - names of ours alone
    then.pk, first.pk = keys or (None, None)
    setattr(then, link, first.pk)
    for thing in (*along, first, then):
        _is_written(thing)


_FIRST = RawSQL("(select key from first)", ())


def _is_written(thing: Model) -> None:
    thing._state.adding, thing._state.db = False, DEFAULT_DB_ALIAS


class _Logged(CursorDebugWrapper):
    """Tells a statement as it was prepared, without its values."""

    def debug_sql(
        self, sql: Any = None, params: Any = None, use_last_executed_query: bool = False, many: bool = False
    ) -> AbstractContextManager[None]:
        told: AbstractContextManager[None] = super().debug_sql(sql, params, False, many)
        return told


def _opened() -> BaseDatabaseWrapper:
    """Django's connection itself: its stand-in `connection` looks it up anew at every touch."""
    return connections[DEFAULT_DB_ALIAS]


@cache
def _fields(model: type[Model], with_key: bool) -> tuple[tuple[str, Field[Any, Any]], ...]:
    """Attribute and field of each column; of the key only where the row brings it along."""
    fields = model._meta.concrete_fields
    return tuple((one.attname, one) for one in fields if with_key or one is not model._meta.auto_field)


def _insert(thing: Model, real: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
    """The statement, that answers the row's `key`, and its values."""
    with_key = thing.pk is not None
    worked_out, values = [], []
    for name, field in _fields(type(thing), with_key):
        value = getattr(thing, name)
        if isinstance(value, RawSQL):
            worked_out.append((name, value.sql))
        else:
            values.append(field.get_db_prep_save(value, real))
    return _insert_sql(type(thing), with_key, tuple(worked_out)), values


@cache
def _insert_sql(model: type[Model], with_key: bool, worked_out: tuple[tuple[str, str], ...]) -> str:
    told = dict(worked_out)
    fields = _fields(model, with_key)
    columns = ", ".join(f'"{field.column}"' for _, field in fields)
    values = ", ".join(told.get(name, "%s") for name, _ in fields)
    key = model._meta.pk.column
    return f'insert into "{model._meta.db_table}" ({columns}) values ({values}) returning "{key}" as key'  # noqa: S608 - names of ours alone


def _run(sql: str, values: Values) -> psycopg.Cursor[tuple[Any, ...]]:
    """In the connection and the transaction that Django has open, refused and counted like every other statement."""
    real = _opened()
    if real.connection is None or real.closed_in_transaction:
        real.ensure_connection()
    cursor = psycopg.Cursor(real.connection)
    if real.queries_logged or real.execute_wrappers:
        _Logged(cursor, real).execute(sql, values)
    else:
        real.validate_no_broken_transaction()
        with real.wrap_database_errors:
            cursor.execute(sql, values)
    return cursor
