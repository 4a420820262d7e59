"""The year of the centre in numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Mark
from ibasho.rooms.familysupport import facts
from ibasho.rooms.familysupport.models import Ask, DropInCare, DropInDay, Incident, Report, Visit
from ibasho.rooms.familysupport.queries import statistics
from tests import make
from tests.people import cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def reported(made: Ground, visit: Visit, minutes: int = 120) -> Report:
    visit.state = "done"
    visit.save(update_fields=["state"])
    return Report.objects.create(
        visit=visit, tariff=made.tariff, began_at=visit.starts_at, ended_at=visit.starts_at + timedelta(minutes=minutes),
        user_yen=1_000, city_yen=1_000, written_at=make.AT, written_via="link",
    )  # fmt: skip


@pytest.fixture
def made() -> Ground:
    """Four asks in November: two reported, one unmet, one called off; and one of last year."""
    here = ground.ground(cast())
    asked = datetime(2026, 11, 1, 9, 0, tzinfo=JST)
    for n, content in ((2, "after_school"), (4, "school_way")):
        row = ground.request(here, date(2026, 11, n), content=content, asked_at=asked)
        helper = here.chiyo if n == 2 else here.goro
        decided = asked + timedelta(hours=n)
        reported(here, ground.visit(row, state="agreed", provider=helper, decided_at=decided))
    row = ground.request(here, date(2026, 11, 5), asked_at=asked)
    ground.visit(row, state="unmet", unmet_reason="no_car", unmet_at=asked)
    row = ground.request(here, date(2026, 11, 6), asked_at=asked)
    gone = ground.visit(row, state="cancelled", cancel_kind="before", cancelled_at=asked)
    Ask.objects.create(visit=gone, member=here.goro, batch="B", sent_at=asked, answer="no", answered_at=asked)
    old = ground.request(here, date(2025, 12, 3), asked_at=datetime(2025, 12, 1, tzinfo=JST))
    ground.visit(old, state="done", provider=here.chiyo, decided_at=datetime(2025, 12, 2, tzinfo=JST))
    Incident.objects.create(
        centre=here.centre, kind="near_miss", happened_at=clock.at(date(2026, 11, 2), time(16)), what="すべった",
        written_at=make.AT,
    )  # fmt: skip
    care = DropInCare.objects.create(place=make.place("にじ園", kind="temporary_care"), capacity=4)
    DropInDay.objects.create(care=care, day=date(2026, 11, 20), capacity=4, served=3, turned_away=2)
    return here


def test_the_yearly_table_counts_what_was_done(made: Ground) -> None:
    year = statistics.year(made.centre, 2026, TODAY)
    found = {one.code: one.value for one in year.figures}
    wanted = {
        "joined": 3, "left": 0, "helped": 2, "used": 1, "use_share": 100.0, "asked": 3, "served": 2,
        "served_share": 66.7, "unmet": 1, "cancelled": 1, "answer_hours": 3.0, "sent": 1, "refused": 1,
        "activities": 2, "hours": 4.0, "user_yen": 2_000, "city_yen": 2_000, "courses": 0, "course_people": 0,
        "incident_injury": 0, "incident_near_miss": 1, "incident_damage": 0, "incident_complaint": 0,
        "incident_fee": 0, "serious": 0, "drop_in": 3, "drop_in_turned_away": 2, "drop_in_share": 75.0,
    }  # fmt: skip
    assert found == wanted
    assert list(year.members) == [1, 2, 0, 3]
    assert sum(year.contents[2]) == 2  # one after school, and its sum
    assert year.contents[-1][7] == year.contents[-1][-1] == 2  # November is the eighth column
    assert list(year.unmet) == [0, 0, 1, 0, 0, 0, 0, 1]
    assert all(one.meaning for one in year.figures)


def test_another_year_is_another_table(made: Ground) -> None:
    assert statistics.known_nendo(TODAY) == [2026, 2025]
    year = statistics.year(made.centre, 2025, TODAY)
    found = {one.code: one.value for one in year.figures}
    assert (found["served"], found["activities"], found["answer_hours"]) == (1, 0, 24.0)
    assert year.span.last == date(2026, 3, 31)
    assert list(year.members) == [0, 0, 0, 0]


def test_a_visit_to_come_is_not_yet_asked_and_unanswered(made: Ground) -> None:
    ground.visit(ground.request(made, TODAY + timedelta(days=3)))
    year = statistics.year(made.centre, 2026, TODAY)
    assert {one.code: one.value for one in year.figures}["asked"] == 3


def test_a_constant_number_of_statements(made: Ground, django_assert_max_num_queries: object) -> None:
    for n in range(8):
        row = ground.request(made, date(2026, 10, 1 + n))
        reported(made, ground.visit(row, state="agreed", provider=made.chiyo, decided_at=clock.at(date(2026, 9, 1), time(9))))  # fmt: skip
    with django_assert_max_num_queries(26):  # type: ignore[operator]
        statistics.year(made.centre, 2026, TODAY)


def test_facts_for_reports(made: Ground) -> None:
    found = {name: fact.value for name, fact in facts.facts(make.AT).items()}
    assert found == {
        "users_active": 1, "providers_active": None, "both_active": 0, "visits_asked": 3, "served_share": 66.7,
        "visits_unmet": 1, "visits_unmet_place": 0, "activities_way": 1, "activities_care": 1, "minutes_helped": 240, "city_yen": 2_000,
        "answer_hours": 3.0, "drop_in_share": 75.0,
    }  # fmt: skip
    assert Mark.SUPPRESSED in facts.FACTS["providers_active"](TODAY).marks, (
        "everybody may read it, and two are few"
    )
    assert all(
        fact.query.startswith("ibasho.rooms.familysupport.facts.") for fact in facts.facts(make.AT).values()
    )


def test_before_there_is_a_centre_nothing_is_known() -> None:
    assert facts.FACTS["users_active"](TODAY).value is None
    assert facts.FACTS["served_share"](TODAY).value is None
    assert facts.FACTS["answer_hours"](TODAY).value is None
