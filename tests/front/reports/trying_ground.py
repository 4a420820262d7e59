"""Pilots, 課題 and decisions, written straight to the tables."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.front.reports.models import Decision, Issue, Line, Pilot, PilotFigure
from ibasho.town.places.models import Event, EventGroup, Headcount, SessionReport
from tests import make

TODAY = clock.day(make.AT)


def pilot(line: Line, **fields: Any) -> Pilot:
    """The study room on Saturdays, from today."""
    known: dict[str, Any] = {
        "title": "土曜日の 自習スペース", "aim": "学校が ない日にも すごせる", "begins_on": TODAY,
        "made_at": make.AT, "changed_at": make.AT,
    }  # fmt: skip
    return Pilot.objects.create(line=line, **{**known, **fields})


def figure(pilot: Pilot, **fields: Any) -> PilotFigure:
    known: dict[str, Any] = {
        "moment": "before", "label": "来た中学生", "value": 3, "unit": "人", "as_of": TODAY, "source": "入口の 人数",
    }  # fmt: skip
    return PilotFigure.objects.create(pilot=pilot, **{**known, **fields})


def issue(line: Line, **fields: Any) -> Issue:
    known: dict[str, Any] = {
        "tag": "people", "words": "土曜に 見守る人が いない", "source": "pilot", "found_on": TODAY, "made_at": make.AT
    }  # fmt: skip
    return Issue.objects.create(line=line, **{**known, **fields})


def decision(line: Line, **fields: Any) -> Decision:
    known: dict[str, Any] = {
        "kind": "go", "reason": "来る人が ふえた", "decided_on": TODAY, "line_was": line.state, "line_is": line.state, "made_at": make.AT
    }  # fmt: skip
    return Decision.objects.create(line=line, **{**known, **fields})


def trial_day(on: date = date(2024, 2, 16), *, children: int = 16, guardians: int = 13) -> Event:
    """A day of the plan: ten groups, 26 volunteers."""
    event = make.event("あそび場INカケショク", source_name="市の資料")
    session = make.event_day(event, on)
    for of_class, heads in (("infant_elementary", children), ("guardian", guardians)):
        Headcount.objects.create(session=session, of_class=of_class, heads=heads)
    EventGroup.objects.bulk_create(EventGroup(event=event, name=f"協力団体{n}") for n in range(1, 11))
    SessionReport.objects.create(
        session=session, groups=10, volunteers=26, closed_at=make.AT + timedelta(hours=3)
    )
    return event
