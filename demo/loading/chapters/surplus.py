"""Food from hand to hand in みほん市, by the actions people use: offered, proposed, agreed, handed over, eaten, thanked for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from demo.chapters.surplus import Given
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.actions import (
    depots,
    drivers,
    handing,
    kitchen,
    offers,
    proposing,
    recalls,
    receivers,
    standing,
    thanking,
    uses,
)
from ibasho.rooms.surplus.actions.offers import OfferWords
from ibasho.rooms.surplus.actions.standing import StandingWords
from ibasho.rooms.surplus.models import Depot, Handover, Offer, Receiver, Share, Use
from ibasho.rooms.surplus.rules.kinds import Food, Told
from ibasho.rooms.surplus.rules.receiving import Settings
from ibasho.town.places.actions import reports, sessions
from ibasho.town.places.models import Place, Session
from ibasho.town.places.rules.kinds import PlaceKind

CSW, CLERK = "sora", "yuri"
KG = 1000
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEEKS_BEHIND = timedelta(weeks=7)
READY = timedelta(days=2)
EVENING = time(19, 30)


def load(city: City, work: Work) -> str:
    food = _Food(city, work)
    food.prepare()
    for given in city.surplus.past:
        food.eaten(given)
    for given in city.surplus.recalled:
        food.recalled(given)
    food.today()
    grams = sum(Handover.objects.values_list("grams", flat=True))
    return (
        f"おすそわけ {Offer.objects.count()}、うけとる所 {Receiver.objects.count()}、"
        f"わたした {grams // KG}kg、使ったこと {Use.objects.count()}"
    )


def _weeks_behind(place: Place, work: Work) -> None:
    """The sessions of the last weeks, counted as they were held: what was cooked needs a day on which it was."""
    first = work.day - WEEKS_BEHIND
    sessions.remake(place=place, today=first)
    sessions.remake(place=place, today=work.day)
    held = Session.objects.filter(
        place=place, event=None, day__range=(first, work.day - DAY), state="planned"
    )
    for number, session in enumerate(held.order_by("day")):
        reports.close(
            session=session, heads={"elementary": 14 + 3 * number % 8, "junior": 3 + number % 3, "guardian": 6},
            volunteers=5 + number % 2, note="", by=work.by, at=clock.at(session.day, EVENING),
        )  # fmt: skip


class _Food:
    def __init__(self, city: City, work: Work) -> None:
        self.city, self.work, self.told = city, work, city.surplus
        self.depots: dict[str, Depot] = {}
        self.keepers = {one.place: one.by or CLERK for one in self.told.receivers}
        self.codes = {work.places[one.place].pk: one.place for one in self.told.receivers}

    def by(self, code: str) -> Actor:
        return Actor(person_id=self.work.people[code].pk)

    def prepare(self) -> None:
        self._carriers()
        begun = self.work.at - WEEKS_BEHIND
        for told in self.told.receivers:
            place = self.work.places[told.place]
            settings = Settings(
                room_grams=told.room_kg * KG, chilled_grams=told.chilled_kg * KG, frozen_grams=told.frozen_kg * KG,
                meals=told.meals, wished=told.wished, refused=told.refused, avoids=told.avoids, reach_metres=15_000,
            )  # fmt: skip
            receivers.register(place=place, told=settings, by=self.by(self.keepers[told.place]), at=begun)
            if place.kind == PlaceKind.KODOMO_SHOKUDO.value:
                _weeks_behind(place, self.work)
            else:
                sessions.remake(place=place, today=self.work.day - WEEKS_BEHIND)
                sessions.remake(place=place, today=self.work.day)
        for wish in self.told.wishes:
            receivers.wish(
                receiver=self.work.places[wish.place].surplus_receiver, food=Food(wish.food), words=wish.words,
                grams=wish.kg * KG or None, until=wish.on, by=self.by(wish.by), at=self.work.at,
            )  # fmt: skip
        self._promises()

    def _carriers(self) -> None:
        towns = {town.name: town.point for town in self.city.geography.towns}
        by = self.by(CSW)
        for told in self.told.depots:
            words = {
                "name": told.name, "kind": told.kind, "lat": towns[told.town].lat, "lng": towns[told.town].lng,
                "hours_words": told.hours_words, "chilled": told.chilled,
            }  # fmt: skip
            self.depots[told.code] = depots.register(words=words, by=by, at=self.work.at)
        for one in self.told.drivers:
            drivers.register(
                words={
                    "name": one.name, "phone": one.phone, "weekdays": sorted(one.days), "load_grams": one.load_kg * KG,
                    "chilled": one.chilled,
                },
                by=by, at=self.work.at,
            )  # fmt: skip

    def _promises(self) -> None:
        for told in self.told.standing:
            words = StandingWords(
                food=told.food, name=told.name, grams=told.kg * KG, step_grams=told.step_kg * KG,
                keeps_days=told.keeps_days, months=told.months, weekday=told.weekday, depot=self.depots[told.depot],
                note=told.note,
            )  # fmt: skip
            farm = self.work.organisations[told.organisation]
            standing.promise(words=words, organisation=farm, by=self.by(told.by), at=self.work.at)

    def offered(self, given: Given, at: datetime) -> Offer:
        last = given.on + given.keeps_days * DAY
        words = OfferWords(
            food=given.food, name=given.name, grams=given.kg * KG, step_grams=given.step_kg * KG, band=given.band,
            date_kind=given.date_kind, ready_from=at, ready_until=clock.at(clock.day(at + READY), time(17)), use_until=last,
            expires_on=None if given.date_kind == "none" else last,
            allergens_told="listed" if given.allergens else "grown", allergens=given.allergens,
            amount_words=given.amount_words, note=given.note, lot=f"{given.on:%m%d}",
            depot=self.depots["ja" if given.date_kind == "none" else "michi"], giver_brings=False,
            giver_name=given.giver_name, giver_phone=given.giver_phone,
        )  # fmt: skip
        if not given.by:
            return offers.post(told=Told.PUBLIC, words=words, organisation=None, by=Actor.public(), at=at)
        giver = self.work.organisations[given.organisation]
        return offers.post(told=Told.OWN, words=words, organisation=giver, by=self.by(given.by), at=at)

    def agreed(self, offer: Offer, at: datetime) -> list[Share]:
        proposal = proposing.propose(offer=offer, by=self.by(CSW), at=at + HOUR)
        if not proposal.shares.exists():
            return []
        proposing.confirm(proposal=proposal, by=self.by(CSW), at=at + 2 * HOUR)
        return list(proposal.shares.select_related("receiver__place").order_by("pk"))

    def handed(self, given: Given) -> tuple[Offer, list[Share]]:
        at = clock.at(given.on, given.hour)
        offer = self.offered(given, at)
        shares = self.agreed(offer, at)
        cold = None if given.temperature is None else round(given.temperature * 10)
        for share in shares:
            handing.hand(
                share=share,
                words=handing.Words(grams=share.grams, temperature=cold),
                by=self._keeper(share),
                at=at + DAY,
            )
        return offer, shares

    def _keeper(self, share: Share) -> Actor:
        return self.by(self.keepers[self.codes[share.receiver.place_id]])

    def eaten(self, given: Given) -> None:
        offer, shares = self.handed(given)
        told = [self._cooked(given, share, thanks=not number) for number, share in enumerate(shares)]
        if any(told) and offer.organisation_id:
            thanking.thank(offer=offer, by=self.by(CSW), at=self.work.at)

    def _cooked(self, given: Given, share: Share, *, thanks: bool) -> bool:
        """On the next day the place was open; where none has come yet, it lies in the store. `thanks`: its children said so."""
        day = _next_day(share.receiver.place, given.on + given.rests_days * DAY, self.work.day - DAY)
        if day is None or day > given.on + given.keeps_days * DAY:
            return False
        by, at = self._keeper(share), clock.at(day, EVENING)
        meals = share.receiver.meals
        words = uses.Words(
            used=share.grams, meals=meals, dish=given.dish, thanks=given.thanks if thanks else ""
        )
        use = uses.tell(share=share, day=day, words=words, by=by, at=at)
        if use.thanks:
            uses.look(use=use, shown=True, by=self.by(CSW), at=min(at + DAY, self.work.at))
        menu = {
            "menu": f"{given.dish}、サラダ、牛乳",
            "bought": "米と 牛乳：虹橋町の 商店",
            "meals": meals,
            "heated": True,
            "helpers_well": True,
        }
        kitchen.write(place=share.receiver.place, day=day, words=menu, by=by, at=at)
        return True

    def recalled(self, given: Given) -> None:
        offer, shares = self.handed(given)
        if shares:
            recalls.recall(offer=offer, words=given.words, by=self.by(CSW), at=self.work.at - HOUR)

    def today(self) -> None:
        """The 20 kg of this morning, for which the worker makes a proposal as it starts; and one that nobody has looked at."""
        self.offered(self.told.story, min(clock.at(self.work.day, self.told.story.hour), self.work.at))
        self.offered(self.told.unseen, self.work.at)


def _next_day(place: Place, first: date, last: date) -> date | None:
    found = (
        Session.objects.filter(place=place, day__range=(first, last), state="planned").order_by("day").first()
    )
    return found.day if found else None
