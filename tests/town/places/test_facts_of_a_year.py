"""A 年度 of places: days that were open, events where generations met, and what stands on a day. The last day is counted
and the day behind it is not; a place that has ended keeps its year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.chapters.events import trial_day
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Mark, Span, text, value_text
from ibasho.town.people.models import Organisation
from ibasho.town.places import facts
from ibasho.town.places.actions import events, reports
from ibasho.town.places.facts.events import events_counted
from ibasho.town.places.models import Headcount, Place, Session, SessionReport
from ibasho.town.places.rules.event import CoGroup, EventDay
from tests import make
from tests.people import cast

pytestmark = pytest.mark.django_db
TODAY = make.TUESDAY
R7, R8 = Span.of(2025, TODAY), Span.of(2026, TODAY)
DAY = timedelta(days=1)


def event_day(
    day: date = TODAY, *, place: Place | None = None, volunteers: int | None = 0, **heads: int
) -> Session:
    """A day of an event, written down."""
    row = make.event_day(make.event(place=place), day)
    for of_class, count in heads.items():
        Headcount.objects.create(session=row, of_class=of_class, heads=count)
    SessionReport.objects.create(session=row, volunteers=volunteers, closed_at=make.AT)
    return row


def statements(make_it: Callable[[Span], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        make_it(R8)
    return len(found)


def test_a_year_counts_its_own_days_alone() -> None:
    place = make.place()
    for day in (date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1), TODAY, TODAY + DAY):
        make.session(place, day)
    assert text(facts.YEAR["sessions_held"](R7)) == "最低でも2回"
    told = facts.YEAR["sessions_held"](R8)
    assert (told.value, told.as_of, told.audience) == (2, TODAY, Audience.PUBLIC)
    assert "令和8年度（11月24日まで）" in told.source
    assert facts.BY_PLACE["sessions_held"](R8)[place.pk].value == 2


def test_what_was_called_off_or_never_sure_was_not_held() -> None:
    place = make.place()
    rows = [make.session(place, TODAY - number * DAY) for number in range(3)]
    Session.objects.filter(pk=rows[0].pk).update(state="cancelled")
    Session.objects.filter(pk=rows[1].pk).update(staffing="short")
    assert facts.YEAR["sessions_held"](R8).value == 1
    Session.objects.filter(pk=rows[2].pk).update(state="cancelled")
    assert facts.YEAR["sessions_held"](R8).value == 0  # nothing happened, and that is known


def test_a_year_nobody_planned_is_not_known() -> None:
    make.place()
    assert value_text(facts.YEAR["sessions_held"](R7)) == "記録なし"
    assert value_text(facts.YEAR["events_mixed"](R7)) == "記録なし"
    assert facts.BY_PLACE["sessions_held"](R7) == {} == facts.BY_PLACE["events_mixed"](R7)
    assert facts.TABLES["events_counted"](R7).rows == ()


def test_a_place_that_has_ended_keeps_its_year_and_a_restricted_one_has_none() -> None:
    ended, shut = (
        make.place(state="ended"),
        make.place(restricted=True, restricted_to="北小の子", everyone=False),
    )
    club = make.place(kind="after_school")
    for place in (ended, shut, club):
        make.session(place, date(2026, 5, 1))
    assert set(facts.BY_PLACE["sessions_held"](R8)) == {ended.pk}
    assert facts.YEAR["sessions_held"](R8).value == 1


def test_generations_met_where_children_and_others_than_guardians_were_written_down() -> None:
    place = make.place()
    event_day(TODAY, place=place, elementary=12, guardian=10)  # guardians are no strangers
    event_day(TODAY - DAY, place=place, elementary=12, senior=3)
    event_day(TODAY - 2 * DAY, elementary=5, guardian=5, volunteers=4)
    event_day(TODAY - 3 * DAY, local_adult=9, senior=20)  # no child came
    event_day(date(2026, 3, 31), place=place, elementary=12, senior=3)
    told = facts.YEAR["events_mixed"](R8)
    assert (told.value, told.marks) == (2, frozenset())
    assert facts.BY_PLACE["events_mixed"](R8)[place.pk].value == 1
    assert facts.YEAR["events_mixed"](R7).value == 1


def test_grown_ups_nobody_told_apart_make_the_number_a_least_one() -> None:
    event_day(TODAY, children=12, adults=8)
    told = facts.YEAR["events_mixed"](R8)
    assert (told.value, told.marks) == (0, {Mark.AT_LEAST})


def test_drafts_visits_and_days_called_off_are_no_events() -> None:
    for fields in ({"state": "draft"}, {"kind": "mobile"}):
        row = make.event_day(make.event(**fields))
        Headcount.objects.create(session=row, of_class="elementary", heads=20)
    off = event_day(TODAY - DAY, elementary=12, senior=3)
    Session.objects.filter(pk=off.pk).update(state="cancelled")
    assert facts.YEAR["events_mixed"](R8).value is None


def test_the_trial_day_of_the_plan_comes_out_as_it_was_published() -> None:
    """2024-02-16: 16 children and 13 guardians are 29, ten groups, 26 who helped."""
    people, data = cast(), trial_day()
    membership = people.aoi.memberships.get()
    membership.starts_on = date(2023, 4, 1)
    membership.save()
    by, evening = people.by(people.aoi), datetime(2024, 2, 16, 18, tzinfo=JST)
    event = events.create(
        values={"title": data.title, "venue_name": "カケショク", "organisation_id": people.city.pk,
                "source_name": data.source},
        days=[EventDay(data.on, data.starts, data.ends)], groups=[CoGroup(name) for name in data.groups],
        state="published", by=by, at=evening,
    )  # fmt: skip
    reports.close(
        session=event.sessions.get(), heads={row.of_class: row.heads for row in data.participants},
        groups=len(data.groups), volunteers=data.volunteers, by=by, at=evening,
    )  # fmt: skip
    told = facts.TABLES["events_counted"](Span.of(2023, TODAY))
    assert told.audience is Audience.PUBLIC
    assert told.columns == ("乳幼児～小学生（内訳なし）", "保護者", "来た人の 計", "協力団体", "ボランティア")
    (row,) = told.rows
    assert row.label.startswith("令和6年2月16日")
    assert [value_text(one) for one in row.facts] == ["16人", "13人", "29人", "10団体", "26人"]
    assert {one.source for one in row.facts} == {data.source}
    assert events_counted(Span.of(2024, TODAY)).rows == ()


def test_few_heads_are_hidden_and_the_sum_does_not_tell_them() -> None:
    event_day(TODAY, elementary=16, senior=4, guardian=20, volunteers=3)
    event_day(TODAY - DAY, senior=4, volunteers=None)
    told = facts.TABLES["events_counted"](R8)
    assert told.columns[:3] == ("小学生", "保護者", "高齢者")
    assert [value_text(one) for one in told.rows[1].facts] == [
        "秘匿",
        "20人",
        "秘匿",
        "40人",
        "記録なし",
        "秘匿",
    ]
    assert [value_text(one) for one in told.rows[0].facts] == [
        "記録なし", "記録なし", "秘匿", "秘匿", "記録なし", "記録なし",
    ]  # fmt: skip


def test_more_places_ask_no_more_of_the_database() -> None:
    def fill(count: int) -> list[int]:
        for _ in range(count):
            place = make.place()
            make.session(place, TODAY)
            event_day(TODAY - DAY, place=place, elementary=10, senior=10)
        made = [*facts.YEAR.values(), *facts.BY_PLACE.values(), *facts.TABLES.values()]
        return [statements(one) for one in made]

    assert fill(1) == fill(4)
    assert max(statements(one) for one in facts.BY_PLACE.values()) <= 2


def test_variety_is_counted_in_kinds() -> None:
    make.place()
    make.place()
    make.place(kind="library")
    make.place(kind="jidokan", state="paused", paused_since=TODAY)
    assert text(facts.FACTS["kinds_open"](TODAY)) == "2種類"


def test_a_fee_nobody_wrote_is_not_free() -> None:
    make.place(fee_elementary_yen=0)
    make.place(fee_elementary_yen=300)
    assert text(facts.FACTS["free_places"](TODAY)) == "1か所"
    make.place()
    assert text(facts.FACTS["free_places"](TODAY)) == "最低でも1か所"


def test_a_shop_that_takes_tickets_makes_a_district_one_where_a_child_eats() -> None:
    for code in ("M01", "M02", "M03"):
        make.district(code)
    make.place(district_code="M01")
    make.place(district_code="M02", kind="partner_shop")
    make.place(district_code="M03", kind="library")
    assert text(facts.FACTS["districts_with_meals"](TODAY)) == "66.7%（3件中）"


def test_places_of_others_than_the_city() -> None:
    people = cast()
    neighbours = Organisation.objects.create(kind="jichikai", name="虹橋自治会")
    for organisation in (people.city, people.midori, neighbours):
        make.place(organisation=organisation)
    assert text(facts.FACTS["run_by_others"](TODAY)) == "2か所"
    make.place(organisation_name="どこかの会")
    assert text(facts.FACTS["run_by_others"](TODAY)) == "最低でも2か所"
