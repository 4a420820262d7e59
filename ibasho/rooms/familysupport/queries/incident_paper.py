"""What stands on the A4 report of an incident."""

from __future__ import annotations

from datetime import date
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Incident, Visit
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import incidents as queries
from ibasho.rooms.familysupport.rules import ages
from ibasho.rooms.familysupport.rules import incidents as rules
from ibasho.rooms.familysupport.rules.kinds import Side


def report(incident: Incident, today: date) -> dict[str, Any]:
    """For `familysupport/pdf/incident.typ`. Days are ISO; the child stands by age alone, for the report goes on to others."""
    happened = clock.jst(incident.happened_at)
    due = rules.due(queries.standing(incident))
    policy = centres.policy_on(incident.centre, happened.date())
    return {
        "day": today.isoformat(), "centre": incident.centre.name, "phone": incident.centre.phone,
        "number": incident.public_id, "serious": incident.serious_on is not None,
        "facts": [
            ["種類", incident.get_kind_display()],
            ["おきた時", f"{happened:%Y-%m-%d %H:%M}"],
            ["どこで", incident.where or "－"],
            *_of_visit(incident.visit),
            ["治るまで", _treatment(incident)],
            ["保険", policy.name if policy else "この日に 有効な 保険が 登録されていません"],
            ["保険会社に 知らせた日", _iso(incident.insurer_told_on)],
            *_state(incident),
        ],
        "what": incident.what, "done": incident.done,
        "sides": [_side(incident, side) for side in Side],
        "due": [f"{one.words}: {one.by:%Y-%m-%d} まで" if one.by else f"{one.words}: できるだけ 早く" for one in due],
    }  # fmt: skip


def _of_visit(visit: Visit | None) -> list[list[str]]:
    if visit is None:
        return [["活動", "活動の外・分からない"]]
    start, end = clock.jst(visit.starts_at), clock.jst(visit.ends_at)
    children = [
        ages.age_words(one.born_on, visit.day) for one in visit.request.children.order_by("born_on", "pk")
    ]
    return [
        ["活動", f"{visit.day:%Y-%m-%d} {start:%H:%M}–{end:%H:%M} {visit.request.get_content_display()}"],
        ["こども", "、".join(children) or "－"],
        ["依頼会員", f"会員番号 {visit.request.member.number or '－'}"],
        ["提供会員", f"会員番号 {visit.provider.number or '－'}" if visit.provider else "－"],
        ["センターの決定", f"{clock.jst(visit.decided_at):%Y-%m-%d %H:%M}" if visit.decided_at else "－"],
    ]


def _treatment(incident: Incident) -> str:
    if incident.died:
        return "亡くなった"
    return "－" if incident.treatment_days is None else f"{incident.treatment_days}日"


def _state(incident: Incident) -> list[list[str]]:
    if incident.serious_on is None:
        return []
    return [
        ["国に 報告した日（第1報）", _iso(incident.state_told_on)],
        ["国に 報告した日（第2報）", _iso(incident.state_second_on)],
    ]


def _side(incident: Incident, side: Side) -> dict[str, Any]:
    said = [one for one in queries.notes(incident) if one.side == side.value]
    return {
        "label": side.label,
        "words": [[f"{clock.jst(one.written_at):%Y-%m-%d}", one.words] for one in said],
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "まだ"
