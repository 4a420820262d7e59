"""Every indicator's value of a day, kept with its papers: of the whole area and of each place."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.facts import Fact, Span
from ibasho.front.reports import policies
from ibasho.front.reports.models import Indicator, Measurement
from ibasho.front.reports.queries import figures, measured
from ibasho.front.reports.rules import series
from ibasho.front.reports.rules.series import Meaning
from ibasho.town.people.permissions import Permission

log = logging.getLogger(__name__)
AREA = ("", "")


class MeasuringFailed(Exception):
    """Some indicators could not be counted: a mistake in a figure, not in the city's data. What could be is kept."""

    def __init__(self, failed: tuple[str, ...], kept: int) -> None:
        super().__init__(f"kept {kept} values; could not be measured: {', '.join(failed)}")
        self.failed, self.kept = failed, kept


def measure(*, by: Actor, at: datetime) -> int:
    """Keeps what every indicator in use says on that day; returns how many values are new, 0 on the second call of a day.

    Each indicator is written for itself: where one figure raises, the others stay, and `MeasuringFailed` names it at the
    end, with the first mistake as its cause. Asked again, only what is missing is added.
    """
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    today = clock.day(at)
    live = figures.Live(Span.of(nendo.nendo(today), today))
    kept, failed = 0, dict[str, Exception]()
    for indicator in figures.in_use():
        try:
            kept += _measure(indicator, live, at)
        except Exception as mistake:
            log.exception("reports.measure: %s could not be measured", indicator.code)
            failed[indicator.code] = mistake
    _tell(kept, tuple(failed), today, by, at)
    if failed:
        raise MeasuringFailed(tuple(failed), kept) from next(iter(failed.values()))
    return kept


@transaction.atomic
def _measure(indicator: Indicator, live: figures.Live, at: datetime) -> int:
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    meanings = measured.kept([indicator]).meanings.get(indicator.pk, ())
    meaning = series.holding(meanings, live.span.last)
    if meaning is None:
        return 0
    values = list(_values(meaning, live))
    days = {fact.as_of for _place, fact in values}
    known = set(
        Measurement.objects.filter(definition=meaning.key, as_of__in=days).values_list("place_code", "as_of")
    )
    new = [_row(meaning, place, fact, at) for place, fact in values if (place[0], fact.as_of) not in known]
    return len(Measurement.objects.bulk_create(new))


def _values(meaning: Meaning, live: figures.Live) -> Iterator[tuple[tuple[str, str], Fact]]:
    """(code and name of the place, fact); the area has neither. LookupError for a figure nobody offers."""
    if meaning.fact:
        fact = live.area(meaning)
        if fact is None:
            raise LookupError(f"no room offers {meaning.fact}")
        yield AREA, fact
    if meaning.place_fact:
        facts = live.each_place(meaning)
        if facts is None:
            raise LookupError(f"no room offers {meaning.place_fact} for places")
        for row in measured.each_place(facts):
            yield (row.code, row.name), row.fact


def _row(meaning: Meaning, place: tuple[str, str], fact: Fact, at: datetime) -> Measurement:
    code, name = place
    is_words = isinstance(fact.value, str)
    return Measurement(
        definition_id=meaning.key, place_code=code, place_name=name, as_of=fact.as_of,
        value=None if is_words else fact.value, words=str(fact.value) if is_words else "", unit=fact.unit, n=fact.n,
        marks=sorted(mark.value for mark in fact.marks), audience=fact.audience.value, source=fact.source,
        query=fact.query, measured_at=at,
    )  # fmt: skip


@transaction.atomic
def _tell(kept: int, failed: tuple[str, ...], today: date, by: Actor, at: datetime) -> None:
    journal.record(
        "reports.measurement.measure", noun="reports.Measurement", object_id=today.isoformat(), by=by, at=at,
        data={"kept": kept, "failed": list(failed)},
    )  # fmt: skip
