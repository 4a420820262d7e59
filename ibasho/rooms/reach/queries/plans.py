"""Plans as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from ibasho.rooms.reach.models import Plan, PlanOpening, Study
from ibasho.rooms.reach.queries import sources
from ibasho.rooms.reach.queries.sources import Source
from ibasho.rooms.reach.rules import asking, why
from ibasho.rooms.reach.rules.asking import WEEKDAYS, Asked, Block
from ibasho.rooms.reach.rules.why import Why

Wish = PlanOpening.Wish


@dataclass(frozen=True, slots=True)
class Line:
    """One opening: chosen, or pinned to a block."""

    row: PlanOpening
    why: Why | None

    @property
    def block(self) -> Block | None:
        row = self.row
        if row.weekday is None or row.starts is None or row.ends is None:
            return None
        return Block(row.weekday, row.starts, row.ends)

    @property
    def pinned(self) -> bool:
        return self.row.wish == Wish.PINNED


class Shown:
    """A plan with its question, answer and the words for them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.found = plan.found

    @cached_property
    def asked(self) -> Asked:
        return asking.from_json(self.plan.asked)

    @cached_property
    def rows(self) -> list[PlanOpening]:
        return list(
            self.plan.openings.select_related("candidate", "place").order_by(
                "week_of_cycle", "weekday", "starts", "name", "pk"
            )
        )

    @cached_property
    def lines(self) -> list[Line]:
        """What the plan opens: chosen openings and pins of a block, once there is an answer."""
        if not self.has_answer:
            return []
        return [
            Line(row, why.from_json(row.why))
            for row in self.rows
            if row.starts is not None and row.wish != Wish.FORBIDDEN
        ]

    @cached_property
    def wishes(self) -> list[Line]:
        return [Line(row, None) for row in self.rows if row.wish != Wish.FREE]

    @property
    def has_answer(self) -> bool:
        return "value" in self.found

    @property
    def is_solving(self) -> bool:
        return self.plan.state == Plan.State.SOLVING

    @property
    def is_mobile(self) -> bool:
        return self.plan.kind == Plan.Kind.MOBILE

    @property
    def how_good(self) -> str:
        return why.how_good(self.found["gap"], done=not self.is_solving)

    @property
    def proven(self) -> bool:
        return bool(self.found["gap"] <= why.PROVEN_WITHIN)

    @property
    def study(self) -> Study | None:
        """The whole study with the plan."""
        return self.plan.studies.defer("cells").order_by("-pk").first()

    @property
    def sources(self) -> list[Source]:
        """Where the numbers under the plan come from."""
        return sources.from_rows(self.plan.base.summary.get("sources", ())) if self.plan.base else []

    @property
    def weeks(self) -> list[tuple[int, list[tuple[str, list[Line]]]]]:
        """Of a mobile plan: for each week of the cycle the weekdays with their half-days."""
        return [
            (
                week,
                [
                    (WEEKDAYS[day], [line for line in self.lines if _at(line, week, day)])
                    for day in sorted({one.weekday for one in self.asked.blocks})
                ],
            )
            for week in range(1, self.asked.cycle + 1)
        ]


def plans(kind: str = "") -> QuerySet[Plan]:
    """Newest first."""
    rows = Plan.objects.select_related("base", "made_by").order_by("-made_at", "-pk")
    found = rows.defer(*(f"base__{name}" for name in ("cells", "summary", "settings")))
    return found.filter(kind=kind) if kind else found


def open_to_change() -> QuerySet[Plan]:
    """Plans of 「新しく開く」 that a pin may still be put into."""
    return plans(Plan.Kind.OPEN).exclude(state=Plan.State.ADOPTED)


def _at(line: Line, week: int, day: int) -> bool:
    return line.row.week_of_cycle == week and line.row.weekday == day
