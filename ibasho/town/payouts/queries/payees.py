"""Payees: the living row of a receiver, the desk's list, what was written before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from ibasho.town.payouts.models import Payee
from ibasho.town.people import policies as people


def current(payee: Payee) -> Payee | None:
    """The row in use now for the receiver of `payee`: itself, or what was written after it; None where all is ended."""
    if payee.state != Payee.State.ENDED:
        return payee
    return _of_same_receiver(payee).exclude(state=Payee.State.ENDED).first()


def of_organisations(ids: Iterable[int]) -> dict[int, Payee]:
    """The living payee of each organisation that has one, by the organisation's id."""
    rows = Payee.objects.filter(organisation_id__in=set(ids)).exclude(state=Payee.State.ENDED)
    return {row.organisation_id: row for row in rows if row.organisation_id is not None}


def of_outside(codes: Iterable[str]) -> dict[str, Payee]:
    """The living payee of each of these without an account here, by the code of the room that knows them."""
    rows = Payee.objects.filter(outside__in=set(codes) - {""}).exclude(state=Payee.State.ENDED)
    return {row.outside: row for row in rows}


def of_persons(ids: Iterable[int]) -> dict[int, Payee]:
    """The living payee of each person that has one, by the person's id."""
    rows = Payee.objects.filter(person_id__in=set(ids)).exclude(state=Payee.State.ENDED)
    return {row.person_id: row for row in rows if row.person_id is not None}


def listed(*, day: date, state: str = "") -> QuerySet[Payee]:
    """The desk's list: those waiting for a second look first. Protected people are not in lists."""
    rows = people.without_protected(Payee.objects.all(), "person", day=day)
    rows = rows.filter(state=state) if state else rows.exclude(state=Payee.State.ENDED)
    return rows.select_related("written_by", "confirmed_by").order_by("-state", "name", "pk")


def waiting() -> int:
    return Payee.objects.filter(state=Payee.State.WAITING).count()


def history(payee: Payee) -> QuerySet[Payee]:
    """All rows of the same receiver, the newest first."""
    rows = _of_same_receiver(payee).select_related("written_by", "confirmed_by")
    return rows.order_by("-written_at", "-pk")


def _of_same_receiver(payee: Payee) -> QuerySet[Payee]:
    if payee.organisation_id is not None:
        return Payee.objects.filter(organisation_id=payee.organisation_id)
    if payee.outside:
        return Payee.objects.filter(outside=payee.outside)
    return Payee.objects.filter(person=payee.person)
