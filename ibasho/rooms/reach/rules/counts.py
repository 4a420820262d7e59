"""What visits of 出張開設 add up to: by hall, by 小学校区, by month. Heads only; what nobody counted is no nought. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.errors import Conflict, Invalid

HEADS_MAX = 500
NOTE_MAX = 200


@dataclass(frozen=True, slots=True)
class Count:
    """One visit as the report reads it. `families` and the rest None: not told."""

    day: date
    hall: str
    district: str
    done: bool
    cancelled: bool
    families: int | None = None
    children: int | None = None
    consultations: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """`visits` held and told, `cancelled`, `untold` of those whose day is over. None: nobody told any number."""

    label: str
    visits: int
    cancelled: int
    untold: int
    families: int | None
    children: int | None
    consultations: int | None

    @property
    def families_each(self) -> float | None:
        """親子組数 a visit, of those that were told."""
        return round(self.families / self.visits, 1) if self.visits and self.families is not None else None


def add_up(label: str, rows: Iterable[Count], today: date) -> Sum:
    found = list(rows)
    done = [row for row in found if row.done]
    return Sum(
        label=label,
        visits=len(done),
        cancelled=sum(row.cancelled for row in found),
        untold=sum(not row.done and not row.cancelled and row.day < today for row in found),
        families=_total(row.families for row in done),
        children=_total(row.children for row in done),
        consultations=_total(row.consultations for row in done),
    )


def by(key: Callable[[Count], str], rows: Sequence[Count], today: date) -> list[Sum]:
    """One line per label in the order the labels first appear."""
    return [
        add_up(label, [row for row in rows if key(row) == label], today)
        for label in dict.fromkeys(map(key, rows))
    ]


def _total(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def check(families: int | None, children: int | None, consultations: int | None, note: str) -> None:
    """親子組数 must be told (0 is a count); the others may stay blank. Raises Invalid with the field's own sentence."""
    if families is None:
        raise Invalid(
            "reach.count_families",
            "親子の組数を 入れてください。だれも 来なかったときは 0 です。",
            fields={"families": "組数を 入れてください。だれも 来なかったときは 0 です。"},
        )
    for name, number in (("families", families), ("children", children), ("consultations", consultations)):
        if number is not None and not 0 <= number <= HEADS_MAX:
            raise Invalid(
                "reach.count_range",
                f"数は 0から {HEADS_MAX}までで 入れてください。",
                fields={name: f"0から {HEADS_MAX}までの 数に してください。"},
            )
    if len(note) > NOTE_MAX:
        raise Invalid(
            "reach.note_long", f"気づいたことは {NOTE_MAX}文字までです。短く してください。",
            fields={"note": f"{NOTE_MAX}文字までに してください。"},
        )  # fmt: skip


def check_day(day: date, today: date, *, cancelled: bool) -> None:
    """Numbers are written on the day or after it. Raises Conflict."""
    if cancelled:
        raise Conflict(
            "reach.visit_cancelled", "この回は 中止です。数を 書くには、中止を 取り消してください。"
        )
    if day > today:
        raise Conflict("reach.visit_not_yet", "数は その日に なってから 書けます。")
