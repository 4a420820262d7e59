"""花 sends a report; what she counts later shows as a difference and changes nothing that went out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import reporting
from ibasho.rooms.network.models import Grant, GrantUse, SentReport
from ibasho.rooms.network.queries import attendance, report_papers
from ibasho.rooms.network.rules.kinds import ReportForm
from ibasho.town.places.models import Headcount, Place, Session
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
AT = make.AT
TODAY = clock.day(AT)
FIRST = date(2026, 10, 1)


@pytest.fixture
def people() -> Cast:
    return cast()


def counted(place: Place, day: date, **heads: int) -> Session:
    held = make.session(place, day)
    for of_class, number in heads.items():
        Headcount.objects.create(session=held, of_class=of_class, heads=number)
    return held


def dinners(people: Cast) -> tuple[Place, Session]:
    """Two counted, one nobody wrote down, one that was called off, one still to come; and あおぞら's own day."""
    place = make.place(organisation=people.midori)
    counted(place, date(2026, 10, 7), elementary=12, guardian=4)
    silent = make.session(place, date(2026, 10, 14))
    counted(place, date(2026, 11, 4), elementary=9, junior=3, helper_middle=2)
    off = counted(place, date(2026, 11, 11), elementary=5)
    off.state = "cancelled"
    off.save()
    make.session(place, TODAY + timedelta(days=7))
    counted(make.place("あおぞら", organisation=people.aozora), date(2026, 10, 7), junior=30)
    return place, silent


def send(people: Cast, form: str = "subsidy", **changed: object) -> SentReport:
    told = {
        "form": form, "organisation": people.midori, "place": None, "first": FIRST, "last": TODAY,
        "by": people.by(people.hana), "at": AT, **changed,
    }  # fmt: skip
    return reporting.send(**told)  # type: ignore[arg-type]


def test_every_form_says_the_same_children(people: Cast) -> None:
    dinners(people)
    told = set()
    for form in ReportForm:
        shown = report_papers.shown(form.value, people.midori, None, FIRST, TODAY, TODAY)
        told |= {one.shown for one in shown.lines if one.asked.figure == "children"}
        assert (shown.recorded, shown.unrecorded) == (2, 1)
    assert told == {"少なくとも 24"}


def test_a_later_count_is_seen_and_changes_nothing_sent(people: Cast) -> None:
    _place, silent = dinners(people)
    row = send(people)
    assert report_papers.differences(row, TODAY) == ()
    Headcount.objects.create(session=silent, of_class="elementary", heads=10)
    found = {
        one.then.asked.figure: (one.then.shown, one.now.shown)
        for one in report_papers.differences(row, TODAY)
    }
    assert found["children"] == ("少なくとも 24", "34")
    kept = {one.asked.figure: one.shown for one in report_papers.of_sent(SentReport.objects.get()).lines}
    assert kept["children"] == "少なくとも 24"


def test_with_its_grant_which_is_then_reported_and_back_within_a_day(people: Cast) -> None:
    dinners(people)
    use = GrantUse.objects.create(
        grant=Grant.objects.create(name="はじめ助成", giver="財団"), organisation=people.midori, nendo=2026,
        state="granted", yen_given=1, applied_on=FIRST, report_due_on=TODAY, changed_at=AT,
    )  # fmt: skip
    row = send(people, "funder", grant_use=use)
    use.refresh_from_db()
    assert (use.state, use.reported_on) == ("reported", TODAY)
    hana = people.by(people.hana)
    with pytest.raises(Conflict, match="1日が すぎた"):
        reporting.take_back(report=row, by=hana, at=AT + timedelta(days=2))
    reporting.take_back(report=row, by=hana, at=AT + timedelta(hours=1))
    use.refresh_from_db()
    assert (use.state, use.reported_on, SentReport.objects.count()) == ("granted", None, 0)


def test_pressed_twice_it_went_out_once(people: Cast) -> None:
    dinners(people)
    send(people)
    with pytest.raises(Conflict, match="きょう もう 出しています"):
        send(people)
    send(people, "council")
    send(people, at=AT + timedelta(days=1))
    assert SentReport.objects.count() == 3


def test_a_grant_with_another_report_stays_reported(people: Cast) -> None:
    dinners(people)
    use = GrantUse.objects.create(
        grant=Grant.objects.create(name="はじめ助成", giver="財団"), organisation=people.midori, nendo=2026,
        state="granted", yen_given=1, applied_on=FIRST, report_due_on=TODAY, changed_at=AT,
    )  # fmt: skip
    send(people, "funder", grant_use=use)
    second = send(people, "funder", grant_use=use, first=date(2026, 11, 1))
    reporting.take_back(report=second, by=people.by(people.hana), at=AT)
    use.refresh_from_db()
    assert (use.state, use.reported_on) == ("reported", TODAY)
    reporting.take_back(report=SentReport.objects.get(), by=people.by(people.hana), at=AT)
    use.refresh_from_db()
    assert (use.state, use.reported_on) == ("granted", None)


def test_no_record_no_report(people: Cast) -> None:
    make.place(organisation=people.midori)
    with pytest.raises(Conflict, match="記録が 1日も ありません"):
        send(people)


def test_another_groups_place_or_grant(people: Cast) -> None:
    dinners(people)
    other = Place.objects.get(organisation=people.aozora)
    with pytest.raises(Invalid):
        send(people, place=other)
    with pytest.raises(NotFound):
        send(people, by=people.by(people.ken))
    with pytest.raises(NotFound):
        send(people, by=people.by(people.megumi))


def test_an_event_of_ones_own_elsewhere_counts_for_the_group_alone(people: Cast) -> None:
    place, _silent = dinners(people)
    held = make.event_day(make.event(organisation=people.midori), date(2026, 11, 3))
    Headcount.objects.create(session=held, of_class="children", heads=50)
    whole = attendance.days(people.midori, None, FIRST, TODAY, TODAY)
    assert sum(one.heads.get("children", 0) for one in whole) == 50
    assert len(attendance.days(people.midori, place, FIRST, TODAY, TODAY)) == len(whole) - 1
