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
from django.db import connection
from django.db.backends.utils import CursorDebugWrapper
from django.db.models import Field, Model
from django.db.models.expressions import RawSQL

Values = Mapping[str, Any] | Sequence[Any]


def row(sql: str, values: Values) -> tuple[Any, ...] | None:
    """The first row that one statement answers, or None. Raises what Django's own cursor raises."""
    cursor = _run(sql, values)
    connection.health_check_done = True  # type: ignore[attr-defined] # it has just answered: nobody need ask whether it does
    return cursor.fetchone()


def insert(*things: Model) -> None:
    """Writes new rows as `save(force_insert=True)` does, without signals (nobody of ours listens), and gives them their
    keys. A value may be a RawSQL without parameters: then the database works it out."""
    for thing in things:
        sql, values = _insert(thing)
        (thing.pk,) = _run(sql, values).fetchone() or (None,)
        _is_written(thing)


def insert_pair(first: Model, then: Model, *, link: str) -> None:
    """The two of them in one statement. `link`: the column of `then` that takes the key of `first`."""
    setattr(then, link, _FIRST)
    one, values = _insert(first)
    two, more = _insert(then)
    keys = _run(f"with first as ({one}) {two}, (select key from first)", [*values, *more]).fetchone()  # noqa: S608 - names of ours alone
    then.pk, first.pk = keys or (None, None)
    setattr(then, link, first.pk)
    _is_written(first)
    _is_written(then)


_FIRST = RawSQL("(select key from first)", ())


def _is_written(thing: Model) -> None:
    thing._state.adding, thing._state.db = False, connection.alias


class _Logged(CursorDebugWrapper):
    """Tells a statement as it was prepared, without its values."""

    def debug_sql(
        self, sql: Any = None, params: Any = None, use_last_executed_query: bool = False, many: bool = False
    ) -> AbstractContextManager[None]:
        told: AbstractContextManager[None] = super().debug_sql(sql, params, False, many)
        return told


@cache
def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field is not model._meta.auto_field]


def _insert(thing: Model) -> tuple[str, list[Any]]:
    """The statement, that answers the row's `key`, and its values."""
    fields = _fields(type(thing))
    told = [getattr(thing, field.attname) for field in fields]
    worked_out = tuple(value.sql if isinstance(value, RawSQL) else "" for value in told)
    values = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(fields, told, strict=True)
        if not isinstance(value, RawSQL)
    ]
    return _insert_sql(type(thing), worked_out), values


@cache
def _insert_sql(model: type[Model], worked_out: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in _fields(model))
    values = ", ".join(sql or "%s" for sql in worked_out)
    key = model._meta.pk.column
    return f'insert into "{model._meta.db_table}" ({columns}) values ({values}) returning "{key}" as key'  # noqa: S608 - names of ours alone


def _run(sql: str, values: Values) -> psycopg.Cursor[tuple[Any, ...]]:
    """In the connection and the transaction that Django has open, refused and counted like every other statement."""
    if connection.connection is None or connection.closed_in_transaction:
        connection.ensure_connection()
    cursor = psycopg.Cursor(connection.connection)
    if connection.queries_logged or connection.execute_wrappers:
        _Logged(cursor, connection).execute(sql, values)
    else:
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors:
            cursor.execute(sql, values)
    return cursor
