"""Mails about requests and visits: parts of actions, written into the outbox in the same transaction.

A mail says which day, when and what for; a child's name, an address or a word of care never stands in one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.models import Member, Request, Visit
from ibasho.rooms.familysupport.queries.nearby import instead
from ibasho.rooms.familysupport.rules.kinds import CancelKind
from ibasho.town.outbox.actions import send

BY = Actor.of_job("familysupport.letters")


def asked(request: Request, visits: Sequence[Visit], *, at: datetime) -> None:
    """To the family: we have it and are looking."""
    first = visits[0]
    words = {
        "request": request,
        "when": when(first),
        "count": len(visits),
        "page": _page("my_request", request),
    }
    _write(request.member, f"familysupport.asked:{request.pk}", "asked", words, at=at)


def withdrawn(request: Request, *, yen: int, at: datetime) -> None:
    words = {"request": request, "yen": yen}
    _write(request.member, f"familysupport.withdrawn:{request.pk}:{_moment(at)}", "withdrawn", words, at=at)


def cancelled(visit: Visit, provider: Member | None, *, at: datetime, mail_family: bool = True) -> None:
    """To both sides: the family reads what it costs, the provider that nobody waits for them. `mail_family` False:
    the caller tells the family about all visits at once."""
    kind = CancelKind(visit.cancel_kind)
    words = {"visit": visit, "when": when(visit), "kind": kind, "provider": provider}
    key = f"{visit.pk}:{_moment(at)}"
    if mail_family:
        _write(visit.request.member, f"familysupport.cancelled:{key}", "cancelled", words, at=at)
    if provider is not None and kind != CancelKind.PROVIDER:
        _write(provider, f"familysupport.cancelled_helper:{key}", "cancelled_helper", words, at=at)


def restored(visit: Visit, *, at: datetime) -> None:
    """To the provider: called off by a slip of the finger, it stands after all."""
    if visit.provider is not None:
        words = {"visit": visit, "when": when(visit)}
        key = f"familysupport.restored:{visit.pk}:{_moment(at)}"
        _write(visit.provider, key, "restored_helper", words, at=at)


def reopened(visit: Visit, provider: Member | None, *, at: datetime) -> None:
    """To both: the one who was to come cannot (no reason is told); we look for another."""
    words = {"visit": visit, "when": when(visit), "page": _page("my_request", visit.request)}
    key = f"{visit.pk}:{_moment(at)}"
    _write(visit.request.member, f"familysupport.reopened:{key}", "reopened", words, at=at)
    if provider is not None:
        _write(provider, f"familysupport.reopened_helper:{key}", "reopened_helper", words, at=at)


def unmet(visit: Visit, *, at: datetime) -> None:
    """To the family: nobody was found, and in the same mail where the child can go."""
    words = {
        "visit": visit, "when": when(visit), "centre": visit.request.member.centre,
        "near": instead(visit, at), "page": _page("my_request", visit.request), "site": _site(),
    }  # fmt: skip
    key = f"familysupport.unmet:{visit.pk}:{_moment(at)}"
    _write(visit.request.member, key, "unmet", words, at=at)


def when(visit: Visit) -> str:
    """`11月25日（水）15:00–17:00`."""
    starts, ends = clock.jst(visit.starts_at).time(), clock.jst(visit.ends_at).time()
    hours = f"{clock.time_label(starts)}–{clock.time_label(ends)}"
    return f"{visit.day.month}月{visit.day.day}日（{wareki.WEEKDAYS[visit.day.weekday()]}）{hours}"


def _write(to: Member, key: str, name: str, words: Mapping[str, object], *, at: datetime) -> None:
    """The first line of the template is the subject. Who has no address is told by telephone: the desk says who."""
    address = to.email or (to.person.email if to.person else "")
    if not address:
        return
    context = {"city": settings.IBASHO_CITY, "member": to, **words}
    text = render_to_string(f"familysupport/requests/mail/{name}.txt", context).strip()
    subject, _, body = text.partition("\n")
    send(to=address, event_key=key, subject=subject, body=body.lstrip("\n"), by=BY, at=at)


def _moment(at: datetime) -> str:
    return f"{clock.jst(at):%Y%m%d%H%M%S}"


def _site() -> str:
    return str(settings.PUBLIC_URL).rstrip("/")


def _page(name: str, request: Request) -> str:
    return _site() + reverse(f"familysupport:{name}", args=[request.public_id])
