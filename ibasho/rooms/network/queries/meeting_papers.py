"""The A4 papers of a 交流会: the minutes, and an invitation with the slip to send back and the code of the group's page."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.conf import settings

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel import nendo as nendos
from ibasho.base.ports import pdf
from ibasho.rooms.network.models import Invitation, Meeting
from ibasho.rooms.network.queries import meetings
from ibasho.town.places.datasets import ical


def minutes(meeting: Meeting) -> bytes:
    """Groups by name with how many came; nobody's name. Raises Invalid for a letter no font has."""
    came = [one for one in meetings.invitations(meeting) if one.came_heads]
    rows = [[one.organisation.name, f"{one.came_heads}人"] for one in came]
    if not rows and meeting.groups_told:
        rows = [["参加した 団体（資料のまま）", f"{meeting.groups_told}団体"]]
    todos = meeting.todos.filter(dropped_at=None).select_related("organisation").order_by("due_on", "pk")
    data = {
        **_facts(meeting), "came": rows, "minutes": meeting.minutes.split("\n") if meeting.minutes else [],
        "decisions": [one.words for one in meeting.decisions.all()],
        "todos": [
            [one.organisation.name, one.words, wareki.short_label(one.due_on) if one.due_on else "", "できた" if one.done_at else ""]
            for one in todos
        ],
        "source": meeting.source, "draft": meeting.told_at is None and not meeting.source,
    }  # fmt: skip
    return pdf.render("network/pdf/meeting_minutes.typ", data)


def letter(invitation: Invitation, address: str) -> bytes:
    """`address`: of the group's page, printed as a code."""
    meeting = invitation.meeting
    polling = meeting.day is None
    until = meeting.poll_until if polling else meeting.answer_until
    days = [
        f"{wareki.full_label(one.day)} {clock.time_label(one.starts)}～{clock.time_label(one.ends)}"
        for one in meeting.days.all()
    ]
    city = settings.IBASHO_CITY
    data = {
        **_facts(meeting), "group": invitation.organisation.name, "until": wareki.full_label(until) if until else "",
        "days": days if polling else [], "city": city["name"], "phone": city.get("phone", ""),
    }  # fmt: skip
    return pdf.render("network/pdf/meeting_letter.typ", data, files={"page.svg": _qr(address)})


def calendar(meeting: Meeting, url: str) -> bytes:
    """One meeting as an iCal file; without hours a whole day."""
    if meeting.day is None:
        return b""
    entry = ical.Entry(
        f"network-{meeting.public_id}", meeting.day, meeting.starts, meeting.ends, meeting.title, meeting.made_at,
        location=where(meeting), description=meeting.aim, url=url, cancelled=meeting.state == "off",
    )  # fmt: skip
    return ical.write(ical.Feed(meeting.title, meeting.aim, url, (entry,)))


def where(meeting: Meeting) -> str:
    return meeting.venue or (meeting.place.name if meeting.place else "")


def _facts(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": meeting.title, "round": f"{nendos.label(meeting.nendo)} 第{meeting.round}回",
        "day": meeting.day.isoformat() if meeting.day else None, "aim": meeting.aim, "where": where(meeting),
        "when": wareki.full_label(meeting.day) if meeting.day else meeting.month_words, "hours": _hours(meeting),
    }  # fmt: skip


def _hours(meeting: Meeting) -> str:
    if meeting.starts is None:
        return ""
    return f"{clock.time_label(meeting.starts)}～{clock.time_label(meeting.ends) if meeting.ends else ''}"


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, light="#fff")
    return out.getvalue()
