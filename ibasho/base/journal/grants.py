"""What the app role may do: rows of every table, but only add to the append-only ones."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql


def append_only_tables() -> list[str]:
    """Tables whose model carries a trigger named `append_only`."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", []))
    )


def apply() -> None:
    """Run by the owner after every migration. Idempotent."""
    role = sql.Identifier(settings.IBASHO_APP_ROLE)
    with connection.cursor() as cursor:
        for statement in (
            "grant usage on schema public to {role}",
            "grant select, insert, update, delete on all tables in schema public to {role}",
            "grant usage, select on all sequences in schema public to {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=role))
        for table in append_only_tables():
            cursor.execute(
                sql.SQL("revoke update, delete, truncate on {table} from {role}").format(
                    table=sql.Identifier(table), role=role
                )
            )
