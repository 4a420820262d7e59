from ibasho.front.reports.models.april import AprilTick, Deputy, Handover, HandoverItem
from ibasho.front.reports.models.measuring import Definition, Indicator, Measurement, Review, Target
from ibasho.front.reports.models.plan import Goal, Line, LinePart, Todo
from ibasho.front.reports.models.rehearsals import Rehearsal
from ibasho.front.reports.models.trying import Decision, Issue, Pilot, PilotFigure
from ibasho.front.reports.models.yearly import Report, ReportWords

__all__ = [
    "AprilTick",
    "Decision",
    "Definition",
    "Deputy",
    "Goal",
    "Handover",
    "HandoverItem",
    "Indicator",
    "Issue",
    "Line",
    "LinePart",
    "Measurement",
    "Pilot",
    "PilotFigure",
    "Rehearsal",
    "Report",
    "ReportWords",
    "Review",
    "Target",
    "Todo",
]
