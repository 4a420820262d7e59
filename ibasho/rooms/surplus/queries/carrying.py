"""Drop-off points, drivers and their ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel.geo import Position
from ibasho.base.ui.links import Link
from ibasho.rooms.surplus.models import Depot, Driver, Handover, Offer, Run, Stop
from ibasho.rooms.surplus.queries import halts, takers
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.kinds import AHEAD, GOING, Band, RunState, StopKind

LINK = Link("surplus.run", "surplus:run_link")


def depots(*, active: bool = False) -> QuerySet[Depot]:
    rows = Depot.objects.select_related("organisation").order_by("-is_active", "name", "pk")
    return rows.filter(is_active=True) if active else rows


def drivers(*, active: bool = False) -> QuerySet[Driver]:
    rows = Driver.objects.order_by("-is_active", "name", "pk")
    return rows.filter(is_active=True) if active else rows


def by_token(token: str) -> Driver | None:
    """Whose link this is; None for one that was replaced or never given."""
    return LINK.find(Driver.objects.filter(is_active=True), token)


def runs(first: date, last: date) -> list[Run]:
    """Of these days, and whatever was left open before or lies further ahead."""
    rows = Run.objects.filter(Q(day__range=(first, last)) | Q(state__in=AHEAD))
    rows = rows.exclude(state=RunState.CANCELLED).select_related("driver")
    return list(rows.prefetch_related("stops__share__proposal").order_by("day", "starts", "pk"))


def progress(run: Run) -> tuple[int, int]:
    """Of the stops there is (or was) something to do at: ticked, and all."""
    stops = list(run.stops.all())
    nothing = halts.void(stops)
    counted = [one for one in stops if one.done_at or one.pk not in nothing]
    return sum(1 for one in counted if one.done_at), len(counted)


def ahead(driver: Driver, today: date) -> list[Run]:
    """Today's and later ways, and what was left open yesterday."""
    rows = driver.runs.filter(day__gte=today - timedelta(days=1)).exclude(state=RunState.CANCELLED)
    return [one for one in rows.order_by("day", "starts") if one.day >= today or one.state != RunState.DONE]


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop as the driver reads it. `who` and `phone`: whom to ring up there. `what`: lines of what goes in or out."""

    stop: Stop
    where: str
    address: str
    who: str
    phone: str
    what: tuple[str, ...]
    note: str
    position: Position | None
    recalled: bool = False
    void: bool = False  # nothing is to be done here any more

    @property
    def map_query(self) -> str:
        return f"{self.position.lat:.6f},{self.position.lng:.6f}" if self.position else self.address


def halts_of(run: Run) -> list[Halt]:
    found = halts.stops(run)
    nothing = halts.void(found)
    return [replace(_halt(one, found), void=one.pk in nothing) for one in found]


def _halt(stop: Stop, beside: Sequence[Stop]) -> Halt:
    if stop.kind == StopKind.PICK:
        return _pick(stop, beside)
    return _drop(stop) if stop.kind == StopKind.DROP else _back(stop)


def _pick(stop: Stop, beside: Sequence[Stop]) -> Halt:
    offer = stop.offer
    assert offer is not None  # the planner gives every pick-up its offer
    grams = sum(
        one.share.grams for one in beside
        if one.share is not None and one.kind == StopKind.DROP and one.share.proposal.offer_id == offer.pk
        and one.share.state in GOING
    )  # fmt: skip
    what = (f"{offer.name} {kg(grams)}（{Band(offer.band).label}）" if grams else offer.name,)
    return replace(_at_giver(stop, offer, what, offer.note), recalled=hasattr(offer, "recall"))


def _back(stop: Stop) -> Halt:
    share = stop.share
    assert share is not None
    handed = Handover.objects.filter(share=share).first()
    crates = handed.crates_out if handed else 0
    return _at_giver(
        stop, share.proposal.offer, (f"箱 {crates}こ（{share.receiver.place.name}で あずかったもの）",), ""
    )


def _at_giver(stop: Stop, offer: Offer, what: tuple[str, ...], note: str) -> Halt:
    """At the drop-off point nobody has to ring the giver up; elsewhere the driver must be able to."""
    name, phone = _giver(offer)
    if offer.depot is not None:
        depot = offer.depot
        hours = f"あいている時間：{depot.hours_words}" if depot.hours_words else ""
        return Halt(
            stop,
            depot.name,
            depot.address,
            "",
            "",
            what,
            " ".join(filter(None, (hours, depot.note, note))),
            takers.position(offer),
        )
    return Halt(
        stop, offer.pickup_words or name, offer.pickup_words, name, phone, what, note, takers.position(offer)
    )


def _giver(offer: Offer) -> tuple[str, str]:
    if offer.organisation is not None:
        return offer.giver_name or offer.organisation.name, offer.giver_phone or offer.organisation.phone
    return offer.giver_name, offer.giver_phone


def _drop(stop: Stop) -> Halt:
    share = stop.share
    assert share is not None
    place, offer = share.receiver.place, share.proposal.offer
    what = (f"{offer.name} {kg(share.grams)}（{Band(offer.band).label}）",)
    return Halt(
        stop, place.name, place.address, place.name, place.phone, what, share.receiver.note, place.position,
        recalled=hasattr(offer, "recall"),
    )  # fmt: skip
