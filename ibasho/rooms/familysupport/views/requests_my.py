"""What a family has asked for, on its own page: what is ahead, with its state, and the button to ask."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.rules.calling_off import is_slip
from ibasho.rooms.familysupport.rules.kinds import RequestState, VisitState

AHEAD_MAX = 6


def part(request: Request, member: Member) -> str:
    """Safe HTML, or nothing for who only helps."""
    if not member.asks:
        return ""
    rows = queries.of_member(member, request.at)
    visits = [one for row in rows for one in row.visits.all() if one.ends_at > request.at]
    gone = {
        one.pk
        for one in visits
        if one.state == VisitState.CANCELLED and not is_slip(one.cancelled_at, request.at)
    }
    ahead = sorted((one for one in visits if one.pk not in gone), key=lambda one: (one.starts_at, one.pk))
    by_key = {row.pk: row for row in rows}
    for one in ahead:
        one.request = by_key[one.request_id]
    context = {
        "furigana": "off", "member": member, "ahead": queries.occasions(ahead[:AHEAD_MAX], request.at),
        "more": max(0, len(ahead) - AHEAD_MAX), "any": bool(rows), "children": list(member.children.order_by("pk")),
        "open": [row for row in rows if row.state == RequestState.OPEN],
    }  # fmt: skip
    return render_to_string("familysupport/requests/_my_part.html", context, request)
