"""Which providers a family has met: at a meeting that was held, or by a visit that was decided."""

from __future__ import annotations

from django.db.models import Q

from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.rules.kinds import MeetingState, MemberState, VisitState


def met(member: Member) -> list[Member]:
    """Active providers alone, in the order of their readings."""
    came = Q(visits__request__member=member, visits__state__in=(VisitState.AGREED, VisitState.DONE))
    held = Q(meetings__child__member=member, meetings__state=MeetingState.HELD)
    rows = Member.objects.filter(came | held, state=MemberState.ACTIVE).exclude(pk=member.pk)
    return list(rows.distinct().order_by("kana", "name", "pk"))
