"""`ibasho prepare` changes tables with this: it never keeps children waiting behind a lock it can't get."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

LOCK_SECONDS = 2  # a table that changes waits this long for those who use it; who comes after waits no longer
TRIES_MAX = 30

# What an index built beside the work of the day leaves behind when its lock did not come: it would never be used.
_HALF_BUILT = """
    select indexrelid::regclass::text from pg_index join pg_class on pg_class.oid = indexrelid
    where not indisvalid and relnamespace = 'public'::regnamespace and relkind = 'i'
"""


class Command(BaseCommand):
    help = "Migrates with a short lock_timeout, and tries again while somebody long holds a table."

    def handle(self, *args: Any, **options: Any) -> None:
        for number in range(1, TRIES_MAX + 1):
            if self._migrated():
                return
            self.stdout.write(f"… 表を つかっている 人を 待っています（{number}回目）")
            time.sleep(min(10, number))
        raise CommandError(
            "表を 変えられませんでした：だれかが 長いあいだ つかっています。何も 変わっていません。"
            "すいている時に `ibasho prepare` を もう一度 してください。"
        )

    def _migrated(self) -> bool:
        """False where a lock did not come in time: what was done before it stays, the rest is as it was."""
        with connection.cursor() as cursor:
            cursor.execute(f"set lock_timeout = '{LOCK_SECONDS}s'; set statement_timeout = 0")
            cursor.execute(_HALF_BUILT)
            for (name,) in cursor.fetchall():
                cursor.execute(f"drop index concurrently if exists {name}")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            connection.close()
            return False
        return True
