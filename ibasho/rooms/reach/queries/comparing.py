"""Two studies beside one another, and the years to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import reachmap, studies
from ibasho.rooms.reach.queries.reachmap import CellRow
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.rules.summary import Line, Look, picture
from ibasho.town.areas.models import Population
from ibasho.town.places.queries import turned as turned_places
from ibasho.town.places.queries.turned import Turned

CHOICES_MAX = 40
CELL_WORTH = 0.05  # children; less is rounding


@dataclass(frozen=True, slots=True)
class CellChange:
    """Children of a cell who reach nothing, before and after."""

    code: str
    name: str
    district_code: str
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Year:
    """One point of the trend. `study` None: not worked out yet."""

    population: Population
    study: Study | None
    line: Line | None

    @property
    def projected(self) -> bool:
        return self.population.kind == Population.Kind.PROJECTION


def choices() -> list[Study]:
    """Finished studies, newest first: of the city, of plans, of years to come."""
    return list(studies.listed().filter(state=Study.State.DONE)[:CHOICES_MAX])


def pair(before: str, after: str) -> tuple[Study, Study] | None:
    """The two that are named; else the newest plan beside its base; else the last two. None with fewer than two."""
    found = choices()
    named = {one.public_id: one for one in found}
    for code in {before, after} - set(named):
        if code and (one := studies.find(code)) and one.state == Study.State.DONE:
            named[code] = one
    if before in named and after in named:
        return named[before], named[after]
    planned = next((one for one in found if one.plan and one.plan.base_id), None)
    base = studies.studies().filter(plans=planned.plan_id).first() if planned else None
    if planned is not None and base is not None:
        return named.get(before, base), named.get(after, planned)
    return (named.get(before, found[1]), named.get(after, found[0])) if len(found) > 1 else None


def turned(before: Study, after: Study) -> list[Turned]:
    """Places that opened, changed their hours or went between the two, in whichever order they stand. Nothing for a plan
    or a projected year: what differs there has not happened."""
    since, until = before.done_at, after.done_at
    planned = any(
        one.plan_id or (one.population and one.population.kind == "projection") for one in (before, after)
    )
    if planned or since is None or until is None:
        return []
    return turned_places.between(min(since, until), max(since, until))


def before(study: Study) -> Study | None:
    """The study of the city as it was, of the same weeks of life and limits, that this one followed."""
    if study.plan_id or study.done_at is None:
        return None
    said = {
        f"settings__{name}": value
        for name, value in study.settings.items()
        if name in ("slots_min", "seats_min")
    }
    older = studies.now().filter(scenario=study.scenario, population=study.population_id, **said)
    return older.filter(Q(done_at__lt=study.done_at)).first()


def cell_changes(before: Study, after: Study, look: Look) -> list[CellChange]:
    """The cells both know whose unreached children differ."""
    old = {row.code: row for row in reachmap.cells(before, look)}
    return list(_changed(old, reachmap.cells(after, look)))


def _changed(old: dict[str, CellRow], new: list[CellRow]) -> Iterator[CellChange]:
    for row in new:
        was = old.get(row.code)
        if was is not None and not row.secret and not was.secret:
            change = CellChange(row.code, row.name, row.district_code, was.unreached, row.unreached)
            if abs(change.change) >= CELL_WORTH:
                yield change


def projections() -> list[Population]:
    return list(Population.objects.filter(kind=Population.Kind.PROJECTION).order_by("year", "pk"))


def years(look: Look, scenario: Scenario) -> list[Year]:
    """The city as it is, then every projected year, with the newest study of each."""
    now = studies.latest(scenario)
    found = [_year(now.population, now, look)] if now and now.population else []
    newest = {one.population_id: one for one in reversed(_of_projections(scenario))}
    return found + [_year(one, newest.get(one.pk), look) for one in projections()]


def _of_projections(scenario: Scenario) -> list[Study]:
    rows = studies.studies().filter(
        state=Study.State.DONE, plan__isnull=True, population__kind=Population.Kind.PROJECTION, scenario=scenario.value
    )  # fmt: skip
    return list(rows)


def _year(population: Population, study: Study | None, look: Look) -> Year:
    found = picture(study.summary, look) if study else None
    return Year(population, study, found.city if found and found.known else None)
