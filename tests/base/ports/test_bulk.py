"""Thousands of rows as one value: the same rows the ORM would write, in order, with everything the table insists on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from ibasho.base.journal.models import Entry
from ibasho.base.ports import bulk
from ibasho.town.people.models import Person
from ibasho.town.places.models import ImportRun, OpeningRule, Place
from tests import make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 6, 0, 0, 123456, tzinfo=UTC)
HARD = 'かぎかっこ「」と "quotes" \\ 100% %s {} \n\t\'é🍙'


def entry(**other: object) -> Entry:
    told = {
        "at": AT, "verb": "places.place.create", "noun": "places.Place", "object_id": "7", "via": "page", "transaction": 1,
        **other,
    }  # fmt: skip
    return Entry(**told)


def place(**other: object) -> Place:
    told = {"name": "みどり食堂", "kind": "kodomo_shokudo", "created_at": AT, "updated_at": AT, **other}
    return Place(**told)


def test_a_row_of_every_kind_of_column_is_the_row_the_orm_reads() -> None:
    told = place(
        description=HARD, lat=34.769166999999996, lng=138.0, everyone=None, restricted=True, restricted_to="入会した子", stages=["lower", "upper"],
        features=[], fee_adult_yen=300, paused_since=date(2026, 4, 1), original={"名称": HARD, "席": None, "x": [1, 2.5]},
    )  # fmt: skip
    bulk.insert([told])
    found = Place.objects.get(pk=told.pk)
    assert {field.attname: getattr(found, field.attname) for field in Place._meta.concrete_fields} == {
        field.attname: getattr(told, field.attname) for field in Place._meta.concrete_fields
    }
    assert not told._state.adding


def test_times_days_and_the_row_it_hangs_on_come_back_as_they_were() -> None:
    there = make.place("あおぞら")
    rule = OpeningRule(
        place=there, pattern="dates", dates=[date(2026, 12, 1)], starts=time(9, 30), weekdays=[], nth=[-1, 2]
    )
    bulk.insert([rule])
    found = OpeningRule.objects.get(pk=rule.pk)
    assert (found.place, found.dates, found.starts, found.ends, found.nth) == (
        there, [date(2026, 12, 1)], time(9, 30), None, [-1, 2],
    )  # fmt: skip


def test_many_rows_get_their_keys_in_their_order_and_few_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 40)
    rows = [entry(object_id=str(number)) for number in range(100)]
    with CaptureQueriesContext(connection) as seen:
        bulk.insert(rows)
    assert len(seen) == 3
    assert [(one.pk, one.object_id) for one in Entry.objects.order_by("pk")] == [
        (row.pk, row.object_id) for row in rows
    ]


def test_a_sentence_not_translated_yet_is_written_in_words() -> None:
    bulk.insert([entry(why=gettext_lazy("休止"))])
    assert Entry.objects.get().why == "休止"


def test_nothing_is_nothing() -> None:
    with CaptureQueriesContext(connection) as seen:
        bulk.insert([])
        bulk.update([])
    assert len(seen) == 0


def test_what_the_database_works_out_is_worked_out_there() -> None:
    bulk.insert([entry(transaction=RawSQL("pg_current_xact_id()::text::bigint", ())) for _ in range(2)])
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        assert set(Entry.objects.values_list("transaction", flat=True)) == {cursor.fetchone()[0]}


def test_a_change_writes_every_column_of_its_own_row_alone() -> None:
    first, second, other = (make.place(name) for name in ("みどり", "あおぞら", "ひだまり"))
    first.name, first.stages, first.lat = HARD, ["junior"], None
    second.phone = "000-000-0009"
    bulk.update([first, second])
    found = Place.objects.in_bulk()
    assert (found[first.pk].name, found[first.pk].stages, found[first.pk].lat) == (HARD, ["junior"], None)
    assert (found[second.pk].name, found[second.pk].phone) == ("あおぞら", "000-000-0009")
    assert found[other.pk].name == "ひだまり"


def test_a_word_too_long_is_refused_and_never_cut() -> None:
    with pytest.raises(DataError), transaction.atomic():
        bulk.insert([place(), place(name="あ" * 121)])
    assert not Place.objects.exists()


def test_constraints_hold_and_the_journal_only_grows() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([place(fee_adult_yen=-1)])
    row = entry()
    bulk.insert([row])
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        bulk.update([row])


def test_one_refused_batch_takes_back_those_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([place(), place(fee_adult_yen=-1)])
    assert not Place.objects.exists()


def test_bytes_and_times_the_orm_would_set_are_refused() -> None:
    with pytest.raises(TypeError, match="ImportRun: data cannot be written in bulk"):
        bulk.insert([ImportRun()])
    with pytest.raises(TypeError, match="Person: created_at cannot be written in bulk"):
        bulk.insert([Person()])


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        bulk.insert([place(lat=float("nan"))])


def test_a_row_that_stands_already_is_not_written_anew() -> None:
    with pytest.raises(ValueError, match="no key"):
        bulk.insert([make.place("みどり")])
