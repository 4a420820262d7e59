"""Mails about requests and visits: parts of actions, written into the outbox in the same transaction.

A mail says which day, when and what for; a child's name, an address or a word of care never stands in one. It carries
the reader's own link, so its text is erased once it is on its way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.actions import links
from ibasho.rooms.familysupport.actions.ask_letters import URGENT
from ibasho.rooms.familysupport.models import Member, Request, Visit
from ibasho.rooms.familysupport.queries.asks import reachable
from ibasho.rooms.familysupport.queries.holders import OPENS
from ibasho.rooms.familysupport.queries.nearby import instead
from ibasho.rooms.familysupport.rules.kinds import CancelKind
from ibasho.town.outbox.actions import send

BY = Actor.of_job("familysupport.letters")


def asked(request: Request, visits: Sequence[Visit], *, at: datetime) -> None:
    """To the family: we have it and are looking."""
    first = visits[0]
    words = {"request": request, "when": when(first), "count": len(visits)}
    _write(request.member, "asked", request.pk, words, first=first.starts_at, at=at)


def withdrawn(request: Request, *, yen: int, first: datetime, at: datetime) -> None:
    """To the family: all visits at once, and what they cost. `first`: when the first of them would have begun."""
    words = {"request": request, "yen": yen}
    _write(request.member, "withdrawn", request.pk, words, first=first, at=at)


def cancelled(visit: Visit, provider: Member | None, *, at: datetime, mail_family: bool = True) -> None:
    """To both sides: the family reads what it costs, the provider that nobody waits for them. `mail_family` False:
    the caller tells the family about all visits at once."""
    kind = CancelKind(visit.cancel_kind)
    if mail_family:
        _about(visit, visit.request.member, "cancelled", at, kind=kind, provider=provider)
    if provider is not None and kind != CancelKind.PROVIDER:
        _about(visit, provider, "cancelled_helper", at, kind=kind)


def restored(visit: Visit, *, yen: int, at: datetime) -> None:
    """To the provider: called off by a slip of the finger, it stands after all. `yen`: the fee that was told with it."""
    if visit.provider is not None:
        _about(visit, visit.provider, "restored_helper", at, yen=yen)


def fee_gone(visit: Visit, provider: Member, *, yen: int, at: datetime) -> None:
    """To who was to come: the visit that was called off is looked for anew, and the fee they were told of is not paid."""
    _about(visit, provider, "fee_gone_helper", at, yen=yen)


def reopened(visit: Visit, provider: Member | None, *, at: datetime) -> None:
    """To both: the one who was to come cannot (no reason is told); we look for another."""
    _about(visit, visit.request.member, "reopened", at)
    if provider is not None:
        _about(visit, provider, "reopened_helper", at)


def unmet(visit: Visit, *, at: datetime) -> None:
    """To the family: nobody was found, and in the same mail where the child can go."""
    site = str(settings.PUBLIC_URL).rstrip("/")
    _about(visit, visit.request.member, "unmet", at, near=instead(visit, at), site=site)


def when(visit: Visit) -> str:
    """`11月25日（水）15:00～17:00`."""
    starts, ends = clock.jst(visit.starts_at).time(), clock.jst(visit.ends_at).time()
    hours = f"{clock.time_label(starts)}～{clock.time_label(ends)}"
    return f"{visit.day.month}月{visit.day.day}日（{wareki.WEEKDAYS[visit.day.weekday()]}）{hours}"


def _about(visit: Visit, to: Member, name: str, at: datetime, **words: Any) -> None:
    told = {"visit": visit, "when": when(visit), **words}
    _write(to, name, visit.pk, told, first=visit.starts_at, at=at)


def _write(to: Member, name: str, pk: int, words: dict[str, Any], *, first: datetime, at: datetime) -> None:
    """The first line of the template is the subject. Who has no address is told by telephone: the desk says who."""
    if not reachable(to):
        return
    page = f"{links.ensure(to, at)}#requests" if to.state in OPENS else ""
    context = {"city": settings.IBASHO_CITY, "member": to, "page": page, **words}
    text = render_to_string(f"familysupport/requests/mail/{name}.txt", context).strip()
    subject, _, body = text.partition("\n")
    send(
        to=to.person or to.email, event_key=f"familysupport.{name}:{pk}:{clock.jst(at):%Y%m%d%H%M%S}",
        subject=subject, body=body.lstrip("\n"), by=BY, at=at, secret=True, urgent=first - at < URGENT,
    )  # fmt: skip
