"""What became of it: for the giver, for the desk, for who told it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Handover, Offer, Share, Use
from ibasho.rooms.surplus.rules.kinds import OfferState, ShareState, WordsState
from ibasho.rooms.surplus.rules.using import THANK_AFTER
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import moderation


@dataclass(frozen=True, slots=True)
class Thanks:
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Became:
    """Of one offer or several. Grams; `thanks` only what somebody put on the page, `dishes` none with a way to reach
    somebody. `meals`: at least so many. `whole`: all of it is told of."""

    grams: int
    used: int
    thrown: int
    meals: int
    places: int
    dishes: tuple[str, ...]
    thanks: tuple[Thanks, ...]

    @property
    def whole(self) -> bool:
        return self.grams > 0 and self.used + self.thrown >= self.grams


def became(offer: Offer) -> Became:
    return of_shares(Share.objects.filter(proposal__offer=offer, state=ShareState.HANDED))


def of_shares(shares: QuerySet[Share]) -> Became:
    """What of these was handed over, and what is known of it. A recalled offer's words are nobody's thanks."""
    handed = list(Handover.objects.filter(share__in=shares).values_list("grams", "share__receiver__place"))
    uses = list(
        Use.objects.filter(share__in=shares).select_related("share__receiver__place").order_by("day", "pk")
    )
    shown = [one for one in uses if one.thanks and one.thanks_state == WordsState.SHOWN]
    return Became(
        grams=sum(grams for grams, _place in handed), used=sum(one.grams_used for one in uses),
        thrown=sum(one.grams_thrown for one in uses), meals=_meals(uses),
        places=len({place for _grams, place in handed}),
        dishes=tuple(dict.fromkeys(one.dish for one in uses if one.dish and moderation.may_be_shown(one.dish))),
        thanks=tuple(Thanks(one.share.receiver.place.name, one.thanks) for one in shown),
    )  # fmt: skip


def _meals(uses: Iterable[Use]) -> int:
    """One dinner of daikon and of carrots is told of twice and eaten once: of each place and day the most counts."""
    most: dict[tuple[int, date], int] = {}
    for one in uses:
        key = (one.share.receiver_id, one.day)
        most[key] = max(most.get(key, 0), one.meals)
    return sum(most.values())


def to_thank(at: datetime) -> list[Offer]:
    """Used up and every word of thanks read, or two weeks after the last hand-over. Never what was recalled."""
    rows = Offer.objects.filter(state=OfferState.DONE, thanked_at__isnull=True, recall__isnull=True)
    return [one for one in rows.order_by("pk") if _is_due(one, at)]


def unthanked() -> QuerySet[Offer]:
    """Handed over and over, and the giver has not heard from us. What was recalled is for a person alone to thank for."""
    handed = Share.objects.filter(proposal__offer=OuterRef("pk"), state=ShareState.HANDED)
    rows = Offer.objects.filter(Q(state=OfferState.DONE) | Q(recall__isnull=False), thanked_at__isnull=True)
    return rows.filter(Exists(handed)).select_related("organisation", "recall").order_by("ended_at", "pk")


def _is_due(offer: Offer, at: datetime) -> bool:
    last = Handover.objects.filter(share__proposal__offer=offer).order_by("-handed_at").first()
    if last is None:
        return False
    if at - last.handed_at >= THANK_AFTER:
        return True
    waiting = to_look_at().filter(share__proposal__offer=offer).exists()
    return became(offer).whole and not waiting


def to_look_at() -> QuerySet[Use]:
    """Words of thanks nobody has read yet."""
    rows = Use.objects.filter(thanks_state=WordsState.WAITING).exclude(thanks="")
    return rows.select_related("share__receiver__place", "share__proposal__offer").order_by("told_at", "pk")


def looked_at(most: int = 30) -> Iterable[Use]:
    rows = Use.objects.exclude(thanks="").exclude(thanks_state=WordsState.WAITING)
    return rows.select_related("share__receiver__place", "share__proposal__offer").order_by(
        "-looked_at", "-pk"
    )[:most]


def find(by: Actor, public_id: str, at: datetime) -> Use | None:
    if not policies.may(by, Permission.SURPLUS_MANAGE, at=at):
        return None
    return Use.objects.filter(public_id=public_id).select_related("share__proposal__offer").first()


def untold(by: Actor, at: datetime) -> list[Share]:
    """Handed to one's own places, with something left of which nobody told yet what became of it."""
    groups = people.organisations_of(by, Permission.SURPLUS_HAND, day=clock.day(at))
    rows = Share.objects.filter(receiver__place__organisation__in=groups, state=ShareState.HANDED)
    rows = rows.filter(proposal__offer__recall__isnull=True, handover__handed_at__gt=at - 4 * THANK_AFTER)
    found = rows.select_related("receiver__place", "proposal__offer", "handover").prefetch_related("uses")
    return [one for one in found.order_by("-handover__handed_at") if left(one) > 0]


def left(share: Share) -> int:
    """Grams of which nothing has been told."""
    told = sum(one.grams_used + one.grams_thrown for one in share.uses.all())
    return max(0, share.handover.grams - told)
