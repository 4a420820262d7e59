"""What the desk looks at: offers that seek a home, and one proposal with all its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.models import Offer, Passed, Proposal, Receiver, Share
from ibasho.rooms.surplus.queries import allotting, takers
from ibasho.rooms.surplus.rules import sharing
from ibasho.rooms.surplus.rules.kinds import GOING, OfferState, ProposalState, ShareState
from ibasho.town.places.models import Place
from ibasho.town.places.queries import slots
from ibasho.town.places.rules.status import Planned

LIVE = (ShareState.PROPOSED, *GOING, ShareState.NO_SHOW)


@dataclass(frozen=True, slots=True)
class Row:
    """One offer on the board. `left`: grams without a home; `days`: until the last day to eat it; `open`: the proposal that
    waits for a yes, None where there is none; `newest_id`: public id of the newest proposal, "" before the first."""

    offer: Offer
    days: int
    left: int
    open: Proposal | None
    shares: Sequence[Share]
    newest_id: str

    @property
    def unplaced(self) -> int:
        """Grams that stand in no share, not even in a proposed one."""
        proposed = sum(one.grams for one in self.shares if one.state == ShareState.PROPOSED)
        return max(0, self.left - proposed)

    @property
    def is_homeless(self) -> bool:
        return not self.shares or (self.open is None and self.left > 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One receiver of a proposal. `most`: grams it could take, for the form; `recent`: of four weeks before."""

    receiver: Receiver
    grams: int
    words: Sequence[str]
    recent: int
    metres: int | None
    no_shows: int
    share: Share | None = None


def seeking(at: datetime) -> QuerySet[Offer]:
    """Offers with a way still to go, the soonest to spoil first."""
    found = Offer.objects.filter(state__in=sharing.SEEKING, use_until__gte=clock.day(at), recall__isnull=True)
    return found.select_related("organisation", "depot").order_by("use_until", "pk")


def to_confirm(at: datetime) -> QuerySet[Proposal]:
    """Open proposals with at least one receiver in them."""
    some = Share.objects.filter(proposal=OuterRef("pk"))
    rows = Proposal.objects.filter(Exists(some), offer__in=seeking(at), state=ProposalState.PROPOSED.value)
    return rows.order_by("made_at")


def homeless(at: datetime) -> list[Offer]:
    """Looked for and found nobody: a person calls round."""
    return [row.offer for row in board(at) if row.is_homeless and row.offer.proposals.exists()]


def stranded(at: datetime) -> list[Share]:
    """Agreed, not handed over, and the place has closed since or called off every day before the food spoils."""
    today = clock.day(at)
    rows = Share.objects.filter(proposal__offer__in=seeking(at), state=ShareState.CONFIRMED.value)
    shares = list(rows.select_related("proposal__offer", "receiver__place").order_by("pk"))
    last = max((one.proposal.offer.use_until for one in shares), default=today)
    days = slots.of_days(Place.objects.filter(pk__in=[one.receiver.place_id for one in shares]), today, last)
    return [one for one in shares if not _can_cook(one, days.get(one.receiver.place_id, []), at)]


def _can_cook(one: Share, planned: Sequence[Planned], at: datetime) -> bool:
    offer, since = one.proposal.offer, max(at, one.proposal.offer.ready_from)
    return one.receiver.place.state == Place.State.PUBLISHED and any(
        not slot.cancelled
        and slot.day <= offer.use_until
        and sharing.in_time(slot.day, slot.ends, since=since)
        for slot in planned
    )


def board(at: datetime) -> list[Row]:
    """Every offer that is under way, with its shares of the proposals that count."""
    today, offers = clock.day(at), list(seeking(at))
    shares: dict[int, list[Share]] = defaultdict(list)
    rows = Share.objects.filter(proposal__offer__in=offers, state__in=LIVE)
    for one in rows.select_related("proposal", "receiver__place").order_by("pk"):
        shares[one.proposal.offer_id].append(one)
    opened = {
        one.offer_id: one
        for one in Proposal.objects.filter(offer__in=offers, state=ProposalState.PROPOSED.value)
    }
    numbered = (
        Proposal.objects.filter(offer__in=offers).order_by("number").values_list("offer_id", "public_id")
    )
    newest_of = dict(numbered)
    return [_row(one, shares[one.pk], opened.get(one.pk), newest_of.get(one.pk, ""), today) for one in offers]


def _row(offer: Offer, shares: list[Share], opened: Proposal | None, newest_id: str, today: date) -> Row:
    waits = opened if opened and any(one.proposal_id == opened.pk for one in shares) else None
    taken = sum(one.grams for one in shares if one.state in GOING)
    return Row(offer, (offer.use_until - today).days, max(0, offer.grams - taken), waits, shares, newest_id)


def proposal(public_id: str) -> Proposal | None:
    rows = Proposal.objects.select_related("offer__organisation", "offer__depot", "made_by", "confirmed_by")
    return rows.filter(public_id=public_id).first()


def newest(offer: Offer) -> Proposal | None:
    return offer.proposals.order_by("-number").first()


def before(row: Proposal) -> QuerySet[Share]:
    """What other proposals of the same offer gave to whom."""
    rows = Share.objects.filter(proposal__offer_id=row.offer_id).exclude(proposal=row)
    return rows.exclude(state=ShareState.DROPPED.value).select_related("receiver__place").order_by("pk")


def lines(row: Proposal, at: datetime) -> tuple[list[Line], list[Line]]:
    """Who gets some, and who nothing, each with why; with what a person may want to know beside it."""
    shares = list(row.shares.exclude(state=ShareState.DROPPED.value).select_related("receiver__place"))
    passed = list(row.passed.select_related("receiver__place"))
    receivers = [one.receiver for one in shares] + [one.receiver for one in passed]
    told = {one.key: one for one in takers.takers(row.offer, receivers, at)}
    return (
        [
            _line(one.receiver, one.grams, one.reasons, told, one)
            for one in sorted(shares, key=lambda one: -one.grams)
        ],
        [
            _line(one.receiver, 0, one.reasons, told)
            for one in sorted(passed, key=lambda one: one.receiver.place.name)
        ],
    )


def _line(
    receiver: Receiver, grams: int, reasons: list[Any], told: dict[int, Any], share: Share | None = None
) -> Line:
    taker = told[receiver.pk]
    return Line(
        receiver, grams, allotting.words(reasons), taker.recent_grams, taker.metres, taker.no_shows, share
    )


def told_to_all(at: datetime, limit: int = 10) -> list[tuple[Proposal, list[Share], list[Passed]]]:
    """What was decided lately, for every receiver to read: places, kilos and why; nothing of a person."""
    hidden = (ShareState.DROPPED.value, ShareState.PROPOSED.value, ShareState.GONE.value)
    shown = Share.objects.exclude(state__in=hidden)
    rows = (
        Proposal.objects.filter(state=ProposalState.CONFIRMED.value, confirmed_at__lte=at)
        .select_related("offer__organisation")
        .prefetch_related(
            Prefetch("shares", shown.select_related("receiver__place").order_by("-grams")),
            Prefetch("passed", Passed.objects.select_related("receiver__place")),
        )
    )
    found = rows.order_by("-confirmed_at")[:limit]
    return [(one, list(one.shares.all()), list(one.passed.all())) for one in found]


def new_offers() -> int:
    """Offers nobody has looked at yet."""
    return Offer.objects.filter(state=OfferState.NEW.value).count()
