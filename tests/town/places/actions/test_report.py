"""The day is written down; the trial day of the plan comes out as it was published."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from demo.chapters.events import trial_day
from ibasho.base.journal import followers
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.town.places.actions import event_days, events, reception, reports
from ibasho.town.places.models import Session, SessionReport
from ibasho.town.places.queries import reception as queries
from ibasho.town.places.rules import headcount
from ibasho.town.places.rules.event import CoGroup, EventDay
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
THAT_EVENING = datetime(2024, 2, 16, 18, 0, tzinfo=JST)


@pytest.fixture
def people() -> Cast:
    found = cast()
    for membership in found.aoi.memberships.all():
        membership.starts_on = date(2023, 4, 1)
        membership.save()
    return found


def trial(people: Cast) -> Session:
    """あそび場INカケショク, written from the demo's data exactly as a person would type it in."""
    data = trial_day()
    by = people.by(people.aoi)
    event = events.create(
        values={"title": data.title, "venue_name": "カケショク", "organisation_id": people.city.pk,
                "source_name": data.source},
        days=[EventDay(data.on, data.starts, data.ends)],
        groups=[CoGroup(name) for name in data.groups], state="published", by=by, at=THAT_EVENING,
    )  # fmt: skip
    day = event.sessions.get()
    reports.close(
        session=day, heads={row.of_class: row.heads for row in data.participants}, groups=len(data.groups),
        volunteers=data.volunteers, note=data.note, by=by, at=THAT_EVENING,
    )  # fmt: skip
    return day


def test_the_trial_day_has_exactly_the_published_figures(people: Cast) -> None:
    day = trial(people)
    assert (day.day, day.starts, day.ends) == (date(2024, 2, 16), time(15), time(16, 30))
    heads = queries.heads(day)
    assert heads == {"guardian": 13, "infant_elementary": 16}  # no split is invented
    assert headcount.total(heads) == 29
    assert headcount.children(heads) == 16
    report = SessionReport.objects.get(session=day)
    assert (report.groups, report.volunteers, report.families, report.consultations) == (10, 26, None, None)
    assert queries.board(day).helpers == 0  # 26 volunteers: their generations are not known
    assert day.event is not None
    assert day.event.groups.count() == 10


def test_a_visit_is_a_session_with_families_and_consultations(people: Cast) -> None:
    event = make.event("やってくる広場", kind="mobile", organisation=people.midori, signup=False)
    report = reports.close(
        session=make.event_day(event), heads={"infant": 9, "guardian": 8}, families=8, consultations=3,
        by=people.by(people.hana), at=make.AT,
    )  # fmt: skip
    assert (report.families, report.consultations, report.volunteers) == (8, 3, None)


def test_what_was_counted_at_the_door_is_corrected_by_the_report(people: Cast) -> None:
    day = make.event_day(make.event(organisation=people.midori))
    by = people.by(people.hana)
    for _ in range(3):
        reception.count(session=day, of_class="junior", step=1, by=by, at=make.AT)
    reports.close(session=day, heads={"junior": 4, "high": 0}, by=by, at=make.AT)
    assert queries.heads(day) == {"junior": 4, "high": 0}  # nought was counted; the others were not
    reports.close(session=day, heads={"junior": 5, "high": None}, note="書きなおし", by=by, at=make.AT)
    assert queries.heads(day) == {"junior": 5}
    verbs = Entry.objects.filter(verb__in=["places.session.closed", "places.session.corrected"]).order_by(
        "pk"
    )
    assert [entry.verb for entry in verbs] == ["places.session.closed", "places.session.corrected"]


def test_closing_wakes_those_who_follow(people: Cast) -> None:
    followers.follow("places.session.closed", "journal.seal")
    try:
        day = make.event_day(make.event(organisation=people.midori))
        reports.close(session=day, heads={}, by=people.by(people.hana), at=make.AT)
    finally:
        followers.unfollow("places.session.closed", "journal.seal")
    assert Entry.objects.get(verb="places.session.closed").object_id == str(day.pk)


@pytest.mark.parametrize("heads", [{"robot": 1}, {"junior": -1}, {"junior": 10_000}])
def test_numbers_that_cannot_be_are_refused(people: Cast, heads: dict[str, int | None]) -> None:
    day = make.event_day(make.event(organisation=people.midori))
    with pytest.raises(Invalid):
        reports.close(session=day, heads=heads, by=people.by(people.hana), at=make.AT)
    with pytest.raises(Invalid):
        reports.close(
            session=day, heads={}, note="番号は 1234 5678 9018", by=people.by(people.hana), at=make.AT
        )


def test_a_day_to_come_or_called_off_is_not_summed_up(people: Cast) -> None:
    by = people.by(people.hana)
    event = make.event(organisation=people.midori)
    with pytest.raises(Conflict):
        reports.close(session=make.event_day(event, date(2026, 11, 25)), heads={}, by=by, at=make.AT)
    off = event_days.call_off(session=make.event_day(event), reason="雨", by=by, at=make.AT)
    with pytest.raises(Conflict):
        reports.close(session=off, heads={}, by=by, at=make.AT)
