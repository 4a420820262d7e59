"""What a visit will cost the family, as far as anybody can say before it: by the fees of its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.models import Centre, Tariff, Visit
from ibasho.rooms.familysupport.queries.tariffs import bodies_of, body_on
from ibasho.rooms.familysupport.rules import tariff as fees
from ibasho.rooms.familysupport.rules.kinds import CancelKind, VisitState
from ibasho.rooms.familysupport.rules.tariff import Priced
from ibasho.rooms.familysupport.rules.tariff_body import Body

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Expected:
    """`first`: the first visit line by line. `each`: yen of every visit in order, None where no fees are known yet."""

    first: Priced | None
    each: tuple[int | None, ...]

    @property
    def user_yen(self) -> int | None:
        """Of all visits together; None where one is not known."""
        known = [one for one in self.each if one is not None]
        return sum(known) if len(known) == len(self.each) else None


def expected(centre: Centre, spans: Sequence[Span], *, children: int, content: str) -> Expected:
    """One statement for any number of visits."""
    bodies = bodies_of(centre)
    priced = [_priced(bodies, span, children=children, content=content) for span in spans]
    return Expected(
        priced[0] if priced else None, tuple(None if one is None else one.user_yen for one in priced)
    )


def cancel_yen(visit: Visit, kind: CancelKind) -> int:
    """What calling this visit off costs: nothing while nobody was found, nothing where no fees are known."""
    if visit.state != VisitState.AGREED:
        return 0
    bodies = bodies_of(visit.request.member.centre)
    body, children = body_on(bodies, visit.day), max(1, visit.request.children.count())
    priced = _priced(
        bodies, (visit.starts_at, visit.ends_at), children=children, content=visit.request.content
    )
    return 0 if body is None or priced is None else fees.cancellation(body, kind=kind, priced=priced)


def _priced(
    bodies: Sequence[tuple[Tariff, Body]], span: Span, *, children: int, content: str
) -> Priced | None:
    """None where no fees stand for that day or hour."""
    body = body_on(bodies, clock.day(span[0]))
    if body is None:
        return None
    try:
        return fees.price(body, starts=span[0], ends=span[1], children=children, content=content)
    except Invalid:
        return None
