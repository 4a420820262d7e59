"""The lines of a 年度 as the report tells them: tried, found, decided, and what follows."""

from __future__ import annotations

from django.db.models import Prefetch

from ibasho.base.kernel import wareki
from ibasho.front.reports.models import Decision, Line, LinePart, Pilot
from ibasho.front.reports.queries import plan
from ibasho.front.reports.rules.edition import DecisionTold, LineTold, PilotTold
from ibasho.front.reports.rules.kinds import LineState, PartKind, PilotState


def lines(nendo: int) -> tuple[LineTold, ...]:
    """In the plan's order, as everybody may read them on the plan's own page; a decision that was corrected is not told."""
    lead = LinePart.objects.filter(kind=PartKind.LEAD).select_related("organisation")
    holding = Decision.objects.filter(corrected_by=None).select_related("next_line")
    tried = Pilot.objects.filter(state__in=plan.PUBLIC_PILOTS)
    rows = Line.objects.filter(nendo=nendo).exclude(state=LineState.IDEA).prefetch_related(
        Prefetch("parts", lead, to_attr="lead_parts"), Prefetch("decisions", holding), Prefetch("pilots", tried),
    )  # fmt: skip
    return tuple(_line(one) for one in rows)


def next_lines(nendo: int) -> tuple[tuple[str, str, str], ...]:
    """What is decided for the next 年度: not what the city only thinks of, not what it gave up."""
    rows = Line.objects.filter(nendo=nendo + 1).exclude(state__in=(LineState.IDEA, LineState.STOPPED))
    return tuple(rows.values_list("code", "title", "child_title"))


def _line(one: Line) -> LineTold:
    parts: list[LinePart] = one.lead_parts  # type: ignore[attr-defined]
    return LineTold(
        code=one.code, title=one.title, child_title=one.child_title, state=LineState(one.state).label, aim=one.aim,
        lead=parts[0].organisation.name if parts else "", pilots=tuple(_pilot(row) for row in one.pilots.all()),
        decisions=tuple(_decision(row) for row in one.decisions.all()),
    )  # fmt: skip


def _pilot(one: Pilot) -> PilotTold:
    ends = f"～{wareki.long_label(one.ends_on)}" if one.ends_on and one.ends_on != one.begins_on else ""
    days = wareki.long_label(one.begins_on) + ends
    return PilotTold(one.title, PilotState(one.state).label, days, one.hypothesis, one.result_words)


def _decision(one: Decision) -> DecisionTold:
    following = one.next_line if one.next_line and one.next_line.state != LineState.IDEA else None
    return DecisionTold(
        one.get_kind_display(), one.reason, one.decided_on, following.code if following else "",
        following.title if following else "",
    )  # fmt: skip
