"""Offers as their givers and the desk see them. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.links import Link
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Offer, Proposal, Share
from ibasho.rooms.surplus.queries import uses
from ibasho.rooms.surplus.rules import allergens, amounts
from ibasho.rooms.surplus.rules.kinds import (
    GOING,
    AllergensTold,
    Band,
    DateKind,
    Food,
    OfferState,
    ShareState,
    Told,
)
from ibasho.rooms.surplus.rules.offering import CHANGEABLE, ENDED, STEPS
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import moderation

LINK = Link("surplus.offer", "surplus:giver_page")
OPEN = [one.value for one in OfferState if one not in ENDED]


@dataclass(frozen=True, slots=True)
class Step:
    """One stone of the way. `mark`: done, now, or empty for what is still to come."""

    label: str
    mark: str


@dataclass(frozen=True)
class Shown:
    """One offer in words, for every page that shows it. `offer` comes with organisation, depot and going shares."""

    offer: Offer
    today: date

    @property
    def kg(self) -> str:
        return amounts.kg(self.offer.grams)

    @property
    def step_kg(self) -> str:
        return amounts.kg(self.offer.step_grams)

    @property
    def food(self) -> str:
        return Food(self.offer.food).label

    @property
    def band(self) -> str:
        return Band(self.offer.band).label

    @property
    def state(self) -> str:
        return OfferState(self.offer.state).label

    @property
    def told(self) -> str:
        return Told(self.offer.told).label

    @property
    def giver(self) -> str:
        """An organisation's name, or what who has no account calls itself: for the giver and for staff alone."""
        return self.offer.organisation.name if self.offer.organisation else self.offer.giver_name

    @property
    def date_words(self) -> str:
        """消費期限 and 賞味期限 each by its own name."""
        if self.offer.expires_on is None:
            return DateKind.NONE.label
        return f"{DateKind(self.offer.date_kind).label} {wareki.day_label(self.offer.expires_on)}"

    @property
    def allergen_words(self) -> str:
        told = self.offer.allergens_told
        if told == AllergensTold.LISTED:
            return allergens.words(self.offer.allergens)
        return "" if told == AllergensTold.NOT_ASKED else AllergensTold(told).label

    @property
    def days_left(self) -> int:
        """Days until the last day to eat it; below 0 it is past."""
        return (self.offer.use_until - self.today).days

    @property
    def where(self) -> str:
        if self.offer.depot:
            return f"{self.offer.depot.name}へ 持っていく"
        if self.offer.giver_brings:
            return "とどける"
        return f"とりに 来てもらう{f'（{self.offer.pickup_words}）' if self.offer.pickup_words else ''}"

    @property
    def when(self) -> str:
        first, last = clock.jst(self.offer.ready_from), clock.jst(self.offer.ready_until)
        start, end = (
            f"{wareki.day_label(one.date())} {clock.time_label(one.time())}" for one in (first, last)
        )
        return f"{start}～{clock.time_label(last.time()) if first.date() == last.date() else end}"

    @property
    def is_changeable(self) -> bool:
        return self.offer.state in CHANGEABLE and not self.going

    @property
    def is_ended(self) -> bool:
        return self.offer.state in ENDED

    @property
    def is_over(self) -> bool:
        """Nothing of it waits for its giver any more: ended, or nobody can eat it any longer."""
        return self.is_ended or self.days_left < 0

    @cached_property
    def going(self) -> list[Share]:
        """Where it goes: agreed or handed over."""
        found = Share.objects.filter(proposal__offer=self.offer, state__in=GOING)
        return list(found.select_related("receiver__place").order_by("receiver__place__name", "pk"))

    @property
    def goes_to(self) -> list[tuple[str, str, bool]]:
        """(place, kilos, whether it was handed over)."""
        return [
            (one.receiver.place.name, amounts.kg(one.grams), one.state == ShareState.HANDED)
            for one in self.going
        ]

    @cached_property
    def became(self) -> uses.Became | None:
        """What was made of it, once somebody told."""
        found = (
            uses.became(self.offer) if self.offer.state in (OfferState.CONFIRMED, OfferState.DONE) else None
        )
        return found if found and (found.meals or found.thanks) else None

    @property
    def used_kg(self) -> str:
        return amounts.kg(self.became.used) if self.became else ""

    @property
    def proposals(self) -> list[Proposal]:
        """Newest first: for the desk."""
        return list(self.offer.proposals.order_by("-number"))

    @property
    def is_withdrawable(self) -> bool:
        return not self.is_ended and not any(handed for _, _, handed in self.goes_to)

    @property
    def is_finishable(self) -> bool:
        """Some of it was handed over and nobody is still to get any: the rest may be let go."""
        return not self.is_ended and bool(self.going) and all(handed for _, _, handed in self.goes_to)

    @property
    def was_agreed(self) -> bool:
        """Somebody may have some: a recall can be needed, whatever became of it since."""
        return self.offer.proposals.filter(confirmed_at__isnull=False).exists()

    @property
    def steps(self) -> list[Step]:
        """The way of an offer; nothing for one that went nowhere."""
        if self.offer.state in (OfferState.WITHDRAWN, OfferState.LAPSED):
            return []
        words = ("うけとる所を さがす", "分け方の 案", "うけとる所が きまる", "わたす")
        at = STEPS.index(OfferState(self.offer.state)) if self.offer.state in STEPS else -1
        done = at + 1 if self.offer.state == OfferState.DONE else at
        first = [Step("市が 見る", "now" if at < 0 else "done")] if self.offer.told == Told.PUBLIC else []
        rest = [
            Step(word, "done" if number < done else "now" if number == at else "")
            for number, word in enumerate(words)
        ]
        return [*first, *rest]

    @property
    def flags(self) -> list[str]:
        """What to look at twice in the words of somebody from outside, before others read them."""
        words = f"{self.offer.name}。{self.offer.note}"
        return [flag.label for flag in moderation.flags(words)] if self.offer.told == Told.PUBLIC else []


def rows() -> QuerySet[Offer]:
    return Offer.objects.select_related("organisation", "depot", "standing")


def by_token(token: str) -> Offer | None:
    """Whose giver's page this is."""
    return LINK.find(rows(), token)


def one_of(by: Actor, public_id: str, at: datetime) -> Offer:
    """For its own giver, and for who reads all. Raises NotFound."""
    found = rows().filter(public_id=public_id).first()
    if found is None or not (_is_own(found, by, at) or policies.may(by, Permission.SURPLUS_READ, at=at)):
        raise people.not_found()
    return found


def own(by: Actor, at: datetime) -> QuerySet[Offer]:
    """Of the organisations the actor gives for, what is under way first, then the newest."""
    theirs = givers(by, at)
    return rows().filter(organisation__in=theirs).order_by("-made_at", "-pk")


def givers(by: Actor, at: datetime) -> QuerySet[Organisation]:
    return people.organisations_of(by, Permission.SURPLUS_OWN, day=clock.day(at)).order_by("name", "pk")


def last_of(organisations: Iterable[Organisation]) -> Offer | None:
    """For 「まえと おなじ」."""
    return rows().filter(organisation__in=list(organisations)).order_by("-made_at", "-pk").first()


def new_ones() -> QuerySet[Offer]:
    """From who has no account; nobody has looked yet. The first to spoil comes first."""
    return rows().filter(state=OfferState.NEW).order_by("use_until", "pk")


def listed(*, state: str = "", text: str = "") -> QuerySet[Offer]:
    """For the desk. `state`: a code, "all", or empty for what is under way."""
    found = rows()
    if state != "all":
        found = found.filter(state=state) if state else found.filter(state__in=OPEN)
    if text:
        found = found.filter(
            Q(name__icontains=text) | Q(organisation__name__icontains=text) | Q(giver_name__icontains=text)
        )
    return found.order_by("use_until", "pk") if not state else found.order_by("-made_at", "-pk")


def shown(offers: Iterable[Offer], at: datetime) -> list[Shown]:
    today = clock.day(at)
    return [Shown(one, today) for one in offers]


def sees_photo(offer: Offer, by: Actor, at: datetime) -> bool:
    """Its giver, staff, and who is to get some of it."""
    if _is_own(offer, by, at) or policies.may(by, Permission.SURPLUS_READ, at=at):
        return True
    theirs = people.organisations_of(by, Permission.SURPLUS_HAND, day=clock.day(at))
    return Share.objects.filter(
        proposal__offer=offer, state__in=GOING, receiver__place__organisation__in=theirs
    ).exists()


def _is_own(offer: Offer, by: Actor, at: datetime) -> bool:
    return offer.organisation_id is not None and people.may(
        by, Permission.SURPLUS_OWN, day=clock.day(at), organisation_id=offer.organisation_id
    )
