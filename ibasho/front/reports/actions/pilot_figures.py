"""The figures of a 試行 before and after it: measured from an indicator, or written down with their source."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.facts import Fact, Mark, Span
from ibasho.base.kernel.nendo import nendo
from ibasho.base.kernel.reasons import reason
from ibasho.front.reports import policies
from ibasho.front.reports.actions import pilots
from ibasho.front.reports.models import Definition, Pilot, PilotFigure
from ibasho.front.reports.queries import sources
from ibasho.front.reports.rules import pilots as rules
from ibasho.front.reports.rules.kinds import Moment, Over, PilotState
from ibasho.town.people.permissions import Permission

NOUN = "reports.PilotFigure"


@transaction.atomic
def note(
    *, pilot: Pilot, moment: Moment, label: str, value: float | None, unit: str, as_of: date, source: str,
    n: int | None = None, by: Actor, at: datetime,
) -> PilotFigure:  # fmt: skip
    """Written down: `value` None is 「記録なし」. The same label at the same moment is written anew."""
    row = _open(pilot, by, at)
    rules.check_moment(moment, as_of, row.begins_on, clock.day(at))
    said = reason(label, code="reports.figure_label", sentence="なにの 数かを 書いてください。", field="label", most=rules.LABEL_MAX)  # fmt: skip
    papers = reason(
        source, code="reports.figure_source", sentence="その数を どこから とったかを 書いてください。", field="source", most=300
    )  # fmt: skip
    values: dict[str, object] = {
        "definition": None, "value": value, "unit": " ".join(unit.split())[: rules.UNIT_MAX], "n": n, "marks": [],
        "as_of": as_of, "source": papers, "query": "",
    }  # fmt: skip
    return _kept(row, moment, said, values, "note", by, at)


@transaction.atomic
def measure(*, pilot: Pilot, moment: Moment, definition: Definition, by: Actor, at: datetime) -> PilotFigure:
    """The indicator's figure of this moment: of the pilot's place where the indicator knows places, else of the whole
    area. Raises Conflict for one that is a word, or that no room offers."""
    row = _open(pilot, by, at)
    today = clock.day(at)
    rules.check_moment(moment, today, row.begins_on, today)
    fact, of_place = _measured(row, definition, today)
    label = definition.indicator.title + (f"（{row.place.name}）" if of_place and row.place else "")
    values: dict[str, object] = {
        "definition": definition, "value": _number(fact), "unit": fact.unit if fact else "",
        "n": fact.n if fact else None, "marks": sorted(fact.marks, key=list(Mark).index) if fact else [],
        "as_of": fact.as_of if fact else today, "source": fact.source if fact else f"{definition.words}（記録なし）",
        "query": fact.query if fact else "",
    }  # fmt: skip
    return _kept(row, moment, label[: rules.LABEL_MAX], values, "measure", by, at)


@transaction.atomic
def remove(*, figure: PilotFigure, by: Actor, at: datetime) -> None:
    """Typed in wrongly; not once the pilot is judged."""
    row = _open(figure.pilot, by, at)
    PilotFigure.objects.filter(pk=figure.pk, pilot=row).delete()
    _note("remove", row, figure.label, Moment(figure.moment), by, at)


def _measured(pilot: Pilot, definition: Definition, today: date) -> tuple[Fact | None, bool]:
    """The fact and whether it is the place's own; None where the place has none."""
    span = Span.of(nendo(today), today)
    try:
        if pilot.place_id and definition.place_fact:
            return sources.each_place(definition.place_fact, span).get(pilot.place_id), True
        if definition.fact:
            return sources.area(definition.fact, Over(definition.over), span), False
    except KeyError as error:
        raise Conflict(
            "reports.figure_not_offered",
            "このしるしは いま 計算できません。ほかの しるしを えらぶか、「数を 書く」で 入れてください。",
        ) from error
    raise Conflict(
        "reports.figure_of_places",
        "このしるしは 居場所ごとの 数だけです。試行に 居場所を つけてから はかってください。",
    )


def _number(fact: Fact | None) -> float | None:
    if fact is None or fact.value is None:
        return None
    if isinstance(fact.value, str):
        raise Conflict(
            "reports.figure_is_word",
            "このしるしは 数ではないので、まえと あとを くらべられません。ほかの しるしを えらんでください。",
        )
    return float(fact.value)


def _open(pilot: Pilot, by: Actor, at: datetime) -> Pilot:
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = pilots.locked(pilot)
    rules.check_changed(PilotState(row.state))
    return row


def _kept(
    row: Pilot, moment: Moment, label: str, values: dict[str, object], verb: str, by: Actor, at: datetime
) -> PilotFigure:
    made, _ = PilotFigure.objects.update_or_create(
        pilot=row, moment=moment.value, label=label, defaults=values
    )
    _note(verb, row, label, moment, by, at)
    return made


def _note(verb: str, row: Pilot, label: str, moment: Moment, by: Actor, at: datetime) -> None:
    journal.record(
        f"reports.pilot_figure.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"label": label, "moment": moment.value},
    )  # fmt: skip
