"""Figures of the years before: written down from a paper or a publication, so that a series does not begin with the software."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.facts import Audience, Mark
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports import policies
from ibasho.front.reports.models import Definition, Indicator, Measurement
from ibasho.town.people.permissions import Permission

QUERY = f"{__name__}.note"


@transaction.atomic
def note(
    *, indicator: Indicator, as_of: date, value: float, unit: str, source: str, by: Actor, at: datetime
) -> Measurement:
    """A value somebody published, of a day before this software counted it. It stands in the series of the oldest
    definition, marked 公表値. Raises Invalid without a source or for a day to come, Conflict where the software's own count of that day or an
    earlier one is there, or this day was written down already."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    if not source.strip():
        raise Invalid("reports.earlier_source", "どこに 出ていた数か、出典を 書いてください。")
    if as_of >= clock.day(at):
        sentence = "すんだ日を 入れてください。きょうからの 数は「いま はかる」で のこります。"
        raise Invalid("reports.earlier_ahead", sentence, fields={"as_of": sentence})
    oldest = Definition.objects.select_for_update().filter(indicator=indicator).earliest("number")
    _check_free(oldest, as_of)
    row = Measurement.objects.create(
        definition=oldest, as_of=as_of, value=value, unit=unit, marks=[Mark.PUBLISHED.value],
        audience=Audience.PUBLIC.value, source=refuse_my_number(source.strip()), query=QUERY, measured_at=at,
    )  # fmt: skip
    journal.record(
        "reports.measurement.note_earlier", noun="reports.Measurement", object_id=row.pk, by=by, at=at,
        data={"indicator": indicator.code, "as_of": as_of.isoformat()},
    )  # fmt: skip
    return row


def _check_free(definition: Definition, as_of: date) -> None:
    rows = Measurement.objects.filter(definition__indicator=definition.indicator_id, place_code="")
    if rows.filter(definition=definition, as_of=as_of).exists():
        raise Conflict(
            "reports.earlier_twice",
            "その日の 数は もう あります。ちがう日にするか、もとの数を 確かめてください。",
        )
    if rows.exclude(query=QUERY).filter(as_of__lte=as_of).exists():
        raise Conflict(
            "reports.earlier_counted",
            "その日より前から この画面で 数えています。書き写せるのは、数えはじめる前の日だけです。",
        )
