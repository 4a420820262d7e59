"""Standing offers with what is to be answered this week. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions.standing import due_day
from ibasho.rooms.surplus.models import StandingOffer
from ibasho.rooms.surplus.queries import offers
from ibasho.rooms.surplus.rules import amounts
from ibasho.rooms.surplus.rules.kinds import Food
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Shown:
    """`due`: the pick-up day of this week without an answer, None where nothing is asked. `seasons`: (month, in it)."""

    standing: StandingOffer
    due: date | None
    mailed: bool

    @property
    def kg(self) -> str:
        return amounts.kg(self.standing.grams)

    @property
    def food(self) -> str:
        return Food(self.standing.food).label

    @property
    def weekday(self) -> str:
        return f"毎週 {wareki.WEEKDAYS[self.standing.weekday]}曜日"

    @property
    def seasons(self) -> list[tuple[int, bool]]:
        """From April on, as the 年度 goes."""
        return [(month, month in self.standing.months) for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]

    @property
    def where(self) -> str:
        return self.standing.depot.name if self.standing.depot else self.standing.pickup_words


def rows() -> QuerySet[StandingOffer]:
    found = StandingOffer.objects.select_related("organisation", "depot")
    return found.order_by("-is_active", "organisation__name", "pk")


def one_of(by: Actor, public_id: str, at: datetime) -> StandingOffer:
    """For its own giver and for who types in for everybody. Raises NotFound."""
    found = rows().filter(public_id=public_id).first()
    if found is None or not policies.may_of(by, Permission.SURPLUS_OWN, found.organisation_id, at=at):
        raise people.not_found()
    return found


def own(by: Actor, at: datetime) -> list[Shown]:
    return shown(rows().filter(organisation__in=offers.givers(by, at)), at)


def shown(found: QuerySet[StandingOffer], at: datetime) -> list[Shown]:
    """What waits for an answer comes first."""
    today = clock.day(at)
    made = [Shown(one, due_day(one, today), reached(one, today)) for one in found]
    return sorted(made, key=lambda one: (one.due is None, not one.standing.is_active))


def reached(standing: StandingOffer, today: date) -> bool:
    """Whether somebody of the giver has an account to be asked by; the others are rung up."""
    held = people.holders(Permission.SURPLUS_OWN, day=today, organisation_id=standing.organisation_id)
    return held.exists()


def due(found: QuerySet[StandingOffer], today: date) -> list[StandingOffer]:
    return [one for one in found.filter(is_active=True) if due_day(one, today) is not None]
