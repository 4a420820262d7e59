"""Grants that are open, and where each group stands with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.network.models import Grant, GrantUse, SentReport
from ibasho.rooms.network.rules import grants as rules
from ibasho.rooms.network.rules.grants import Use
from ibasho.rooms.network.rules.kinds import GrantState
from ibasho.town.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Open:
    """A grant with what is left. `left` None: always open."""

    grant: Grant
    left: int | None
    is_open: bool
    soon: bool


def open_now(day: date) -> list[Open]:
    """Those one can ask for on `day`, what closes first above."""
    rows = Grant.objects.filter(
        Q(opens_on__isnull=True) | Q(opens_on__lte=day), Q(closes_on__isnull=True) | Q(closes_on__gte=day), is_active=True
    )  # fmt: skip
    return [_seen(one, day) for one in rows.order_by(F("closes_on").asc(nulls_last=True), "name", "pk")]


def coming(day: date) -> list[Open]:
    rows = Grant.objects.filter(opens_on__gt=day, is_active=True).order_by("opens_on", "name", "pk")
    return [_seen(one, day) for one in rows]


def ended(day: date) -> list[Open]:
    """Over, or taken off the list; the newest first."""
    rows = Grant.objects.filter(Q(closes_on__lt=day) | Q(is_active=False))
    return [_seen(one, day) for one in rows.order_by(F("closes_on").desc(nulls_last=True), "name", "pk")]


def _seen(grant: Grant, day: date) -> Open:
    left = rules.days_left(grant.closes_on, day)
    opened = rules.is_open(grant.opens_on, grant.closes_on, day)
    return Open(grant, left, opened, left is not None and 0 <= left <= rules.CLOSING.days)


def find(public_id: str) -> Grant:
    """Raises NotFound."""
    found = Grant.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.grant_unknown", "見つかりません。アドレスを 確かめてください。")
    return found


def find_use(public_id: str) -> GrantUse:
    """Raises NotFound."""
    found = _uses().filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.grant_use_unknown", "見つかりません。アドレスを 確かめてください。")
    return found


def uses(nendo: int | None = None) -> list[GrantUse]:
    """Of all groups, what is due first above."""
    rows = _uses() if nendo is None else _uses().filter(Q(nendo=nendo) | Q(state=GrantState.GRANTED))
    return list(rows.order_by(F("report_due_on").asc(nulls_last=True), "organisation__kana", "pk"))


def own_uses(organisation: Organisation) -> list[GrantUse]:
    rows = _uses().filter(organisation=organisation)
    return list(rows.order_by(F("report_due_on").asc(nulls_last=True), "-nendo", "pk"))


def due(day: date, organisation_ids: Sequence[int] | None = None) -> QuerySet[GrantUse]:
    """Reports wanted within two weeks, or late."""
    rows = _uses().filter(state=GrantState.GRANTED, report_due_on__lte=day + rules.REMIND)
    if organisation_ids is not None:
        rows = rows.filter(organisation__in=organisation_ids)
    return rows.order_by("report_due_on", "pk")


def told(row: GrantUse) -> Use:
    return Use(**{name: getattr(row, name) for name in Use.__dataclass_fields__})


def sent(organisation: Organisation | None = None) -> list[SentReport]:
    """Reports that went out, newest first; of all groups without one named."""
    rows = SentReport.objects.select_related("organisation", "place", "grant_use__grant")
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return list(rows.order_by("-made_at", "pk")[:200])


def find_report(public_id: str) -> SentReport:
    """Raises NotFound."""
    rows = SentReport.objects.select_related("organisation", "place", "grant_use__grant", "made_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.report_unknown", "見つかりません。アドレスを 確かめてください。")
    return found


def _uses() -> QuerySet[GrantUse]:
    return GrantUse.objects.select_related("grant", "organisation")
