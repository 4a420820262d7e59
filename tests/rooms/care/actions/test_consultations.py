"""Sumi counts consultations; a month is counted by its totals; nobody else counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.care.actions import consultations as actions
from ibasho.rooms.care.models import Consultation
from ibasho.rooms.care.queries import consultations as queries
from ibasho.rooms.care.rules.consultations import Line
from tests import make
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db

TODAY = clock.day(make.AT)
MONTH = TODAY.replace(day=1)
LINES = [
    Line(MONTH, "visit", "welfare", 40, 12, whole_month=True),
    Line(MONTH, "phone", "abuse", 11, 3, whole_month=True),
]


@pytest.fixture
def people() -> Cast:
    return cast()


def counted(people: Cast, **changed: object) -> Consultation:
    told = {"on": TODAY, "channel": "phone", "category": "abuse", "count": 2, "firsts": 1, **changed}
    return actions.note(**told, by=Cast.by(people.sumi), at=make.AT)  # type: ignore[arg-type]


def total() -> tuple[int, int]:
    year = queries.year(2026)
    return year.total.count, year.total.firsts


def test_one_is_counted_taken_back_and_counted_again(people: Cast) -> None:
    made, by = counted(people), Cast.by(people.sumi)
    assert total() == (2, 1)
    actions.drop(consultation=made, by=by, at=make.AT)
    actions.drop(consultation=made, by=by, at=make.AT)
    assert total() == (0, 0)
    actions.restore(consultation=made, by=by, at=make.AT)
    assert total() == (2, 1)
    entries = Entry.objects.filter(verb__startswith="care.consultation.")
    assert [one.verb.split(".")[-1] for one in entries.order_by("pk")] == ["note", "drop", "restore"]
    assert all(one.data == {} for one in entries), (
        "the journal is read outside the centre: no kind, no number"
    )


def test_a_change_leaves_the_old_line_and_nobody_changes_twice(people: Cast) -> None:
    made = counted(people)
    told = {
        "on": TODAY - timedelta(days=1),
        "channel": "visit",
        "category": "family",
        "count": 5,
        "firsts": 0,
    }
    by = Cast.by(people.tomoe)
    new = actions.change(consultation=made, **told, by=by, at=make.AT)  # type: ignore[arg-type]
    assert (total(), new.category, Consultation.objects.count()) == ((5, 0), "family", 2)
    with pytest.raises(Conflict, match="もう とりけしてあります"):
        actions.change(consultation=made, **told, by=by, at=make.AT)  # type: ignore[arg-type]


def test_a_month_s_totals_stand_in_place_of_the_ones_before(people: Cast) -> None:
    by = Cast.by(people.sumi)
    counted(people)
    assert actions.total_months(months=[MONTH], lines=LINES, by=by, at=make.AT) == [MONTH]
    assert total() == (51, 15), "single ones of the month stand in the totals already"
    assert actions.total_months(months=[MONTH], lines=LINES, by=by, at=make.AT) == [], (
        "again: nothing changes"
    )
    less = [replace(LINES[0], count=39)]
    assert actions.total_months(months=[MONTH], lines=less, by=by, at=make.AT) == [MONTH]
    assert total() == (39, 12)
    assert Consultation.objects.filter(whole_month=True).count() == 3, "what stood before stays, dropped"
    dropped = Consultation.objects.filter(whole_month=True).exclude(dropped_at=None)[0]
    with pytest.raises(Conflict):
        actions.restore(consultation=dropped, by=by, at=make.AT)


@pytest.mark.parametrize(
    "lines",
    [
        [LINES[0], LINES[0]],
        [replace(LINES[0], firsts=99)],
        [replace(LINES[0], on=date(2027, 1, 1))],
        [replace(LINES[0], count=0)],
    ],
    ids=["twice", "more firsts", "a month to come", "nothing"],
)
def test_totals_that_cannot_be_change_nothing(people: Cast, lines: list[Line]) -> None:
    with pytest.raises(Invalid):
        actions.total_months(
            months=[one.on for one in lines], lines=lines, by=Cast.by(people.sumi), at=make.AT
        )
    assert total() == (0, 0)


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "megumi", "hana", "ken", "tamotsu"])
def test_outside_the_centre_there_is_nothing_to_count(people: Cast, who: str) -> None:
    made, by = ground.consultation(people), Cast.by(getattr(people, who))
    for deed in (
        lambda: actions.note(on=TODAY, channel="phone", category="abuse", by=by, at=make.AT),
        lambda: actions.drop(consultation=made, by=by, at=make.AT),
        lambda: actions.total_months(months=[MONTH], lines=LINES, by=by, at=make.AT),
    ):
        with pytest.raises(NotFound):
            deed()
    assert total() == (1, 1)
