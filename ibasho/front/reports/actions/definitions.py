"""A definition changes since a day: the old one stays with what it measured, a new series begins."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.front.reports import policies
from ibasho.front.reports.models import Definition, Indicator, Measurement, PilotFigure
from ibasho.front.reports.queries import measured, sources
from ibasho.front.reports.rules import defining
from ibasho.front.reports.rules.defining import Wanted
from ibasho.front.reports.rules.kinds import Over
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@transaction.atomic
def change(
    *, indicator: Indicator, since_on: date, words: str, reason: str, fact: str, place_fact: str, over: Over,
    by: Actor, at: datetime,
) -> Definition:  # fmt: skip
    """Counts otherwise from `since_on`. `fact`, `place_fact`: figures that exist, or empty. Raises Invalid for words or
    figures that cannot be, Conflict for a day on which the old definition was measured."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    now = _newest(indicator)
    wanted = Wanted(
        since_on=since_on, words=words, reason=reason, over=over, fact=fact, place_fact=place_fact
    ).tidy()
    defining.check_change(
        wanted, measured.meaning_of(now), measured_last=_measured_last(now),
        areas=sources.names(sources.REGISTER[over]), places=sources.names("BY_PLACE"),
    )  # fmt: skip
    made = Definition.objects.create(
        indicator=indicator, number=now.number + 1, since_on=wanted.since_on, words=wanted.words, reason=wanted.reason,
        over=over.value, fact=wanted.fact, place_fact=wanted.place_fact, made_at=at, made_by_id=people.person_of(by),
    )  # fmt: skip
    _note("change", made, by, at)
    return made


@transaction.atomic
def take_back(*, indicator: Indicator, by: Actor, at: datetime) -> None:
    """The newest definition, before anything was measured with it: the one before holds again. Raises Conflict otherwise."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    now = _newest(indicator)
    if now.number == 1:
        raise Conflict(
            "reports.definition_first",
            "はじめの きめかたは とりけせません。かえるときは 新しい きめかたを 書いてください。",
        )
    if _measured_last(now) is not None or PilotFigure.objects.filter(definition=now).exists():
        raise Conflict(
            "reports.definition_measured",
            "この きめかたで もう はかったので、とりけせません。もとに もどすときは、もとと おなじ 新しい きめかたを 書いてください。",
        )
    _note("take_back", now, by, at)
    now.delete()


def _newest(indicator: Indicator) -> Definition:
    """The indicator is held, so that two changes at once come one after the other."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    return Definition.objects.filter(indicator=indicator).latest("number")


def _measured_last(definition: Definition) -> date | None:
    found: date | None = Measurement.objects.filter(definition=definition).aggregate(day=Max("as_of"))["day"]
    return found


def _note(verb: str, definition: Definition, by: Actor, at: datetime) -> None:
    journal.record(
        f"reports.definition.{verb}", noun="reports.Definition", object_id=definition.pk, by=by, at=at, why=definition.reason,
        data={
            "indicator": definition.indicator.code, "number": definition.number, "since": definition.since_on.isoformat(),
            "fact": definition.fact, "place_fact": definition.place_fact,
        },
    )  # fmt: skip
