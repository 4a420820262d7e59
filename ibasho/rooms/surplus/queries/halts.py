"""The halts of a way, from the shares to be carried: where each is, what goes in and out of the car."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ibasho.base.kernel.geo import Position
from ibasho.rooms.surplus.models import Handover, Offer, Run, Share, Stop
from ibasho.rooms.surplus.queries import takers
from ibasho.rooms.surplus.rules import route
from ibasho.rooms.surplus.rules.kinds import GOING, StopKind
from ibasho.rooms.surplus.rules.route import Halt, Metres
from ibasho.town.areas import travel
from ibasho.town.areas.engine.ways import metres_along


@dataclass(frozen=True, slots=True)
class Planned:
    """One halt with the rows it is for."""

    halt: Halt
    kind: StopKind
    offer: Offer | None = None
    share: Share | None = None


def planned(shares: Sequence[Share]) -> list[Planned]:
    """A pick-up for each offer, a drop for each share after it, and crates that the same places still have go back."""
    found: list[Planned] = []
    picks: dict[int, int] = {}
    for one in shares:
        offer = one.proposal.offer
        if offer.pk not in picks:
            picks[offer.pk] = len(found)
            grams = sum(each.grams for each in shares if each.proposal.offer_id == offer.pk)
            found.append(Planned(Halt(len(found), takers.position(offer), grams), StopKind.PICK, offer=offer))
    drops: dict[int, int] = {}
    for one in shares:
        drops[one.receiver_id] = len(found)
        halt = Halt(
            len(found), one.receiver.place.position, -one.grams, frozenset({picks[one.proposal.offer_id]})
        )
        found.append(Planned(halt, StopKind.DROP, share=one))
    return [*found, *_crates(drops, len(found))]


def stops(run: Run) -> list[Stop]:
    """In order, with what `void` and the pages read of them."""
    rows = run.stops.select_related(
        "offer__depot", "offer__organisation", "share__receiver__place", "share__proposal__offer__depot",
        "share__proposal__offer__organisation",
    )  # fmt: skip
    return list(rows.order_by("order"))


def void(stops: Iterable[Stop]) -> set[int]:
    """Keys of those of a way at which there is nothing to do any more: the share goes nowhere, none of the offer's does,
    or nobody halts where the crates are."""
    rows = list(stops)
    drops = [one.share for one in rows if one.kind == StopKind.DROP and one.share is not None]
    live = [one for one in drops if one.state in GOING]
    offers, doors = {one.proposal.offer_id for one in live}, {one.receiver_id for one in live}
    return {one.pk for one in rows if not _is_live(one, offers, doors)}


def _is_live(stop: Stop, offers: set[int], doors: set[int]) -> bool:
    if stop.kind == StopKind.PICK:
        return stop.offer_id in offers
    share = stop.share
    if share is None:
        return False
    return share.state in GOING if stop.kind == StopKind.DROP else share.receiver_id in doors


def _crates(drops: dict[int, int], key: int) -> Iterable[Planned]:
    """Crates are fetched at a drop and brought back to whom they belong, as long as there is room for the halts."""
    rows = Handover.objects.filter(share__receiver__in=drops, crates_out__gt=0, crates_back=0).order_by("pk")
    for handed in rows.select_related("share__proposal__offer__depot")[: max(0, route.HALTS_MAX - key)]:
        share = handed.share
        after = frozenset({drops[share.receiver_id]})
        halt = Halt(key, takers.position(share.proposal.offer), 0, after)
        key += 1
        yield Planned(halt, StopKind.BACK, share=share)


def metres(halts: Iterable[Planned]) -> Metres:
    """Along the streets where they are loaded, straight and a third more elsewhere."""
    spots = list(dict.fromkeys(one.halt.position for one in halts if one.halt.position is not None))
    known = _along(spots)

    def between(one: Position | None, other: Position | None) -> int:
        if one is None or other is None:
            return route.UNKNOWN_METRES
        return known.get((one, other)) or route.straight(one, other)

    return between


def _along(spots: Sequence[Position]) -> dict[tuple[Position, Position], int]:
    streets = travel.network() if len(spots) > 1 else None
    if streets is None:
        return {}
    lats, lngs = [one.lat for one in spots], [one.lng for one in spots]
    found: dict[tuple[Position, Position], int] = {}
    for start in spots:
        ways = metres_along(streets, start.lat, start.lng, lats, lngs)
        found |= {
            (start, end): round(float(way)) for end, way in zip(spots, ways, strict=True) if not np.isnan(way)
        }
    return found
