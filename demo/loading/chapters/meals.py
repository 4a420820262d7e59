"""こどもの食事: fund, shops, gifts, cards, three months of meals and two closed months, in the order in which they happened.

Everything goes through the actions people use, at the moment it is told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import pairwise

from demo.chapters.meals import Kind, Meals
from demo.city import City
from demo.loading.chapters.meal_desk import Desk
from demo.loading.chapters.meal_tills import EVENING, Tills
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import Card, Gift, Redemption, Shop
from ibasho.rooms.mealtickets.rules.banking import Incoming
from ibasho.rooms.mealtickets.rules.kinds import Outcome

DAY = timedelta(days=1)
RIBBON_DAYS = 35
Deed = tuple[datetime, Callable[[datetime], object]]


def load(city: City, work: Work) -> str:
    told, desk = city.meals, Desk(city.meals, work)
    tills = Tills(told, desk)
    deeds = [
        *_shops(told, desk, tills, work.day), *_gifts(told, desk, work), *_weeks(told, desk, work.day),
        *_months(told, desk), *_visits(told, tills),
    ]  # fmt: skip
    for at, deed in sorted((one for one in deeds if one[0] <= work.at), key=lambda one: one[0]):
        deed(at)
    tills.close(work.at)
    eaten = Redemption.objects.filter(outcome__in=(Outcome.OK, Outcome.DOUBLE)).count()
    return f"お店 {Shop.objects.count()}、寄附 {Gift.objects.count()}、カード {Card.objects.count()}、食べられた {eaten}"


def _shops(told: Meals, desk: Desk, tills: Tills, today: date) -> Iterator[Deed]:
    yield clock.at(told.made_on, time(9)), desk.begin
    for shop in told.shops:
        yield clock.at(shop.applied_on, time(14)), partial(desk.apply, shop)
        if shop.started_on is None:
            continue
        yield clock.at(shop.started_on - 3 * DAY, time(10)), partial(desk.approve, shop)
        yield clock.at(shop.started_on, time(10)), partial(tills.start, shop)
        for number in range(RIBBON_DAYS if shop.ribbon else 0):
            day = today - (RIBBON_DAYS - number) * DAY
            yield clock.at(day, time(19, 45)), partial(desk.ribbons, shop, day, number)


def _gifts(told: Meals, desk: Desk, work: Work) -> Iterator[Deed]:
    """What is on show at /demo/ is made now, so that it is good for as long as a card may be."""
    for number, gift in enumerate(told.gifts):
        yield clock.at(gift.on, time(11)), partial(desk.gift, gift, number)
    for line in told.bank_lines:
        lines = [Incoming(line.on, line.yen, line.payer)]
        yield clock.at(line.on, time(15)), partial(desk.bank, lines)
    for sheet in told.sheets:
        yield work.at if sheet.ours else clock.at(sheet.on, time(13)), partial(desk.sheet, sheet)
    for one in told.thanks:
        yield clock.at(one.on, time(18)), partial(desk.thank, one)


def _weeks(told: Meals, desk: Desk, today: date) -> Iterator[Deed]:
    """Every Monday; the first week is brought out on the first day of meals."""
    yield (
        clock.at(told.first_on, time(0, 45)),
        partial(desk.week, told.first_on - told.first_on.weekday() * DAY),
    )
    monday = told.first_on + (7 - told.first_on.weekday()) * DAY
    while monday <= today:
        yield clock.at(monday, time(0, 30)), partial(desk.week, monday)
        monday += 7 * DAY


def _months(told: Meals, desk: Desk) -> Iterator[Deed]:
    """All but the last are closed two days after their cut-off; the bank's word is read before the next cut-off."""
    for cut_off, following in pairwise(told.cut_offs):
        yield clock.at(cut_off + 2 * DAY, time(9, 30)), partial(desk.close_months, cut_off)
        yield clock.at(following, time(9)), desk.bank_result


def _visits(told: Meals, tills: Tills) -> Iterator[Deed]:
    """A till without a network tells in the evening what it did."""
    for visit in told.visits:
        offline = visit.kind in (Kind.DOUBLE, Kind.UNKNOWN)
        day, when = visit.at.date(), visit.at.time()
        yield clock.at(day, EVENING if offline else when), partial(tills.visit, visit)
