"""応援する人: who gives food, money, place and time, and what it became. Joins what surplus, mealtickets and network may show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from ibasho.base.kernel import nendo as years
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.rooms.mealtickets.queries import giving
from ibasho.rooms.mealtickets.queries import public as money
from ibasho.rooms.mealtickets.queries.giving import Giver
from ibasho.rooms.network.models import Match, Notice, Supporter
from ibasho.rooms.network.queries import supporting
from ibasho.rooms.network.rules.goals import GOALS, labelled
from ibasho.rooms.network.rules.kinds import Direction, Resource
from ibasho.rooms.surplus.queries import figures
from ibasho.rooms.surplus.queries.figures import Given


@dataclass(frozen=True, slots=True)
class Became:
    """What came of a want and an offer. `children` None: not told, or too few to show."""

    resource: str
    giver: str
    taker: str
    words: str
    children: int | None


@dataclass(frozen=True, slots=True)
class One:
    """A supporter in the list."""

    supporter: Supporter
    goals: list[tuple[int, str]]
    food: Given
    money: Giver | None


@dataclass(frozen=True, slots=True)
class Page:
    """All of a 年度. `money`: of all days, since the ledger tells totals alone."""

    nendo: int
    food: Given
    money: money.Page
    became: list[Became]
    supporters: list[One]
    donors: list[Giver]
    goals: list[tuple[int, str]]
    chart: Chart | None

    def count(self, resource: str) -> int:
        return sum(1 for one in self.became if one.resource == resource)

    @property
    def foods(self) -> int:
        return self.count(Resource.FOOD)

    @property
    def places(self) -> int:
        return self.count(Resource.PLACE)

    @property
    def times(self) -> int:
        return self.count(Resource.TIME)


def days_of(nendo: int, today: date) -> tuple[date, date]:
    return years.first_day(nendo), min(years.last_day(nendo), today)


def page(nendo: int, goal: int | None, today: date) -> Page:
    first, last = days_of(nendo, today)
    rows = list(supporting.shown_supporters())
    donors = giving.givers()
    ones = [_one(row, first, last, donors) for row in rows]
    food = figures.given(None, first, last)
    used = sorted({number for row in rows for number in row.goals if number in GOALS})
    return Page(
        nendo=nendo, food=food, money=money.page(today), became=became(supporting.done_matches(first, last)),
        supporters=[one for one in ones if goal is None or goal in one.supporter.goals], donors=donors,
        goals=labelled(used), chart=_chart(food, ones),
    )  # fmt: skip


def _one(row: Supporter, first: date, last: date, donors: Iterable[Giver]) -> One:
    given = figures.given(row.organisation_id, first, last)
    return One(row, labelled(row.goals), given, _donor(row.organisation_id, donors))


def _donor(organisation_id: int, donors: Iterable[Giver]) -> Giver | None:
    return next((one for one in donors if one.donor.organisation_id == organisation_id), None)


def _chart(food: Given, ones: Iterable[One]) -> Chart | None:
    """Food by who gave it; whoever is not named here stands together."""
    named = sorted((one for one in ones if one.food.grams), key=lambda one: -one.food.grams)
    rows = [Bar(one.supporter.organisation.name, one.food.grams / 1000, tint="green") for one in named]
    rest = food.grams - sum(one.food.grams for one in named)
    if rest > 0:
        rows.append(Bar(_("名前を 出していない 人"), rest / 1000, tint="sand"))
    title = _("だれから どれだけ（食べもの）")
    return bars(title, rows, unit="kg", label_head=_("だれから"), decimals=1) if rows else None


def became(matches: Iterable[Match]) -> list[Became]:
    """The giver by name only where it shows itself, the taker where it said so or shows itself; children only where there
    are enough of them."""
    shown = set(supporting.shown_supporters().values_list("organisation", flat=True))
    return [
        Became(
            one.offer.resource, one.offer.organisation.name if one.offer.organisation_id in shown else "",
            one.want.organisation.name if one.want.agreed_on or one.want.organisation_id in shown else "",
            one.became, _enough(one.children),
        )
        for one in matches
    ]  # fmt: skip


def _enough(children: int | None) -> int | None:
    return children if children is not None and children >= settings.SMALL_NUMBER_MIN else None


@dataclass(frozen=True, slots=True)
class Whole:
    """One supporter's page."""

    supporter: Supporter
    goals: list[tuple[int, str]]
    wants: list[Notice]
    offers: list[Notice]
    food: Given
    money: Giver | None
    became: list[Became]

    @property
    def gave(self) -> bool:
        return bool(self.food.grams or self.money or self.became)


def whole(row: Supporter, today: date) -> Whole:
    """Since the beginning."""
    first = date(2000, 1, 1)
    own = list(supporting.open_notices(today).filter(organisation=row.organisation))
    return Whole(
        supporter=row, goals=labelled(row.goals), wants=[one for one in own if one.direction == Direction.WANT],
        offers=[one for one in own if one.direction == Direction.OFFER],
        food=figures.given(row.organisation_id, first, today), money=_donor(row.organisation_id, giving.givers()),
        became=became(supporting.done_matches(first, today, row.organisation_id)),
    )  # fmt: skip
