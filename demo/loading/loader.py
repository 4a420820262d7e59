"""Puts a demo city into the database. `make demo` runs it with the app role.

One transaction: it is loaded whole or not at all. Its mark is an entry of the journal, so a second run finds
it and changes nothing, and a database that holds anything else is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection, transaction

from demo.loading import kakegawa, mihon
from demo.loading.work import Work
from ibasho.base.journal import actions as journal
from ibasho.base.journal.models import Entry
from ibasho.town.people.models import Organisation, Person

MARK = "demo.city.load"
LOCK = 0x64656D6F  # "demo": one loader at a time
Say = Callable[[str], None]


class OtherDataError(SystemExit):
    """The database belongs to somebody: one clear line, and nothing was written."""


def load(city: str, *, at: datetime, say: Say) -> bool:
    """Loads the city unless it is there already. True if it did. Raises OtherDataError."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        if loaded_on(city) is not None:
            return False
        refuse_other_data(city)
        work = Work(at=at)
        for words, chapter in chapters(city, at):
            say(f"{words}: {chapter(work)}")
        journal.record(MARK, noun="demo.City", object_id=city, by=work.by, at=at)
    return True


def chapters(city: str, at: datetime) -> Sequence[tuple[str, Callable[[Work], str]]]:
    return kakegawa.chapters() if city == "kakegawa" else mihon.chapters(at)


def loaded_on(city: str) -> datetime | None:
    """When this demo city was put into this database, None if it was not."""
    found = Entry.objects.filter(verb=MARK, object_id=city).order_by("-pk").first()
    return found.at if found else None


def refuse_other_data(city: str) -> None:
    """Asked before the tables are touched as well, so it trusts nothing to be there."""
    tables = set(connection.introspection.table_names())
    if not tables or (Entry._meta.db_table in tables and loaded_on(city) is not None):
        return
    ours = Person._meta.db_table in tables and Entry._meta.db_table in tables
    if not ours or Person.objects.exists() or Organisation.objects.exists():
        raise OtherDataError(
            "このデータベースには ほかのものが 入っています。みほんは 空の データベースにだけ 入れます。"
            "DATABASE_URL を はずすか、空の データベースを 書いてください。"
        )
