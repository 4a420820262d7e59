"""Whom the adviser has on the telephone: active members who ask, by name, reading or number."""

from __future__ import annotations

from django.db.models import Q

from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.rules.kinds import MemberKind, MemberState

SHOWN_MAX = 40


def askers(text: str) -> list[Member]:
    rows = Member.objects.filter(
        state=MemberState.ACTIVE, kind__in=(MemberKind.USER, MemberKind.BOTH)
    ).prefetch_related("children")
    told = text.strip()
    if told.isascii() and told.isdecimal() and len(told) < 9:
        rows = rows.filter(number=int(told))
    elif told:
        rows = rows.filter(Q(name__icontains=told) | Q(kana__icontains=told))
    return list(rows.order_by("kana", "number", "pk")[:SHOWN_MAX])


def asker(public_id: str) -> Member | None:
    """Whatever state they are in: the form says why somebody may not ask."""
    return Member.objects.select_related("centre", "person").filter(public_id=public_id).first()
