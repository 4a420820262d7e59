"""The report of an afternoon: written by the provider, confirmed or disputed by the family, settled by the adviser."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import reporting
from ibasho.rooms.familysupport.models import Report, Tariff, Visit
from ibasho.rooms.familysupport.queries import reports as queries
from ibasho.rooms.familysupport.rules.kinds import PaidWay
from ibasho.town.outbox.models import Message
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.rooms.familysupport.reports_ground import (
    DECEMBER,
    EVENING,
    LINK,
    confirmed,
    looked_at,
    told,
    visit,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def test_chiyo_reports_and_the_family_confirms_with_one_tap(world: Ground) -> None:
    row = visit(world)
    report = reporting.write(
        visit=row,
        told=told(ends=time(17, 20), travel_yen=200, words="宿題を しました。"),
        by=LINK,
        at=EVENING,
    )
    row.refresh_from_db()
    assert row.state == "done"
    assert (report.user_yen, report.city_yen, report.provider_yen) == (1_250, 1_250, 2_500)
    assert queries.pays_yen(report) == 1_450
    assert sum(one.user_yen for one in queries.fee_lines(report)) == 1_250
    after = looked_at(report)
    assert (after.state, after.confirmed_via) == ("confirmed", "link")
    assert looked_at(report, DECEMBER).confirmed_at == EVENING


def test_the_mail_to_the_family_says_the_day_and_no_name_of_anybody_else(world: Ground) -> None:
    written(world, words="おやつを たべました")
    mail = Message.objects.get(address="tamotsu@example.test")
    assert "11月25日" in mail.subject
    assert mail.secret
    for word in ("千代", "ひなた", "おやつ", "円"):
        assert word not in mail.subject + mail.body


def test_the_journal_holds_no_word_of_the_afternoon(world: Ground) -> None:
    report = written(world, words="ころびました")
    reporting.dispute(report=report, words="おわりは 16時でした", by=LINK, at=EVENING)
    said = "".join(f"{one.data}{one.why}" for one in Entry.objects.filter(verb__startswith="familysupport."))
    assert "ころび" not in said
    assert "16時" not in said


def test_a_yes_is_taken_to_nothing_but_what_was_seen(world: Ground, people: Cast) -> None:
    report = written(world)
    seen = queries.stamp(report)
    reporting.change(report=report, told=told(ends=time(16)), by=LINK, at=EVENING)
    for by in (LINK, people.by(people.megumi)):
        with pytest.raises(Conflict, match="もう一度 見てから") as refused:
            reporting.confirm(report=report, seen=seen, by=by, at=EVENING)
        assert refused.value.code == "support.report_changed"
    with pytest.raises(Conflict):
        reporting.confirm(report=report, by=LINK, at=EVENING)  # a link always says what it saw
    assert Report.objects.get().state == "written"
    assert looked_at(report).user_yen == 500
    with pytest.raises(Conflict):  # nor is an old page thanked for a yes to other figures
        reporting.confirm(report=report, seen=seen, by=LINK, at=EVENING)


@pytest.mark.parametrize("more", [{"travel_yen": 200}, {"cost_yen": 300}, {"begins": time(15, 1)}])
def test_the_stamp_tells_every_figure(world: Ground, more: dict[str, Any]) -> None:
    report = written(world)
    seen = queries.stamp(report)
    assert seen == queries.stamp(Report.objects.get())
    assert queries.stamp(reporting.change(report=report, told=told(**more), by=LINK, at=EVENING)) != seen


def test_what_the_centre_did_not_decide_is_not_insured(world: Ground) -> None:
    row = ground.visit(ground.request(world))
    with pytest.raises(Invalid, match="センターが 決めた活動だけが 保険の対象"):
        reporting.write(visit=row, told=told(), by=LINK, at=EVENING)


def test_one_visit_one_report(world: Ground) -> None:
    row = visit(world)
    written(world, row)
    with pytest.raises(Conflict) as refused:
        written(world, row)
    assert refused.value.code == "support.reported"


def test_nobody_is_in_two_places(world: Ground) -> None:
    first = visit(world, starts=time(15), ends=time(17))
    second = visit(world, starts=time(17), ends=time(18))
    written(world, first, ends=time(17, 15))
    with pytest.raises(Conflict, match="15:00～17:15"):
        written(world, second, begins=time(17), ends=time(18))
    assert written(world, second, begins=time(17, 15), ends=time(18))
    assert written(world, visit(world, world.goro), begins=time(15), ends=time(17))


def test_fees_are_those_of_the_day(world: Ground) -> None:
    Tariff.objects.filter(pk=world.tariff.pk).update(valid_until=date(2026, 11, 25))
    rise = world.tariff.body | {
        "bands": [{**world.tariff.body["bands"][0], "rates": [{"user": 600, "city": 600}]}, world.tariff.body["bands"][1]]
    }  # fmt: skip
    Tariff.objects.create(
        centre=world.centre, name="上げたあと", valid_from=date(2026, 11, 26), body=rise, state="published",
        published_at=EVENING,
    )  # fmt: skip
    assert written(world).user_yen == 1_000
    assert written(world, visit(world, day=DAY + timedelta(days=1))).user_yen == 1_200


def test_without_fees_for_the_day_it_says_so(world: Ground) -> None:
    Tariff.objects.all().delete()
    with pytest.raises(Conflict, match="令和8年11月25日の 料金表が ありません"):
        written(world)


def test_a_late_report_is_taken_and_marked(world: Ground) -> None:
    report = written(world, at=DECEMBER)
    assert queries.is_late(Report.objects.get(pk=report.pk))
    assert Entry.objects.get(verb="familysupport.report.write").data == {"late": True}


def test_a_dispute_goes_to_the_adviser_who_settles_it(world: Ground, people: Cast) -> None:
    report = confirmed(world)
    reporting.dispute(report=report, words="16時に むかえに 来ました", by=LINK, at=EVENING)
    assert [one.pk for one in queries.disputed()] == [report.pk]
    after = reporting.settle(
        report=report, told=told(ends=time(16)), by=people.by(people.megumi), at=DECEMBER
    )
    assert (after.state, after.user_yen, after.dispute) == ("confirmed", 500, "16時に むかえに 来ました")
    with pytest.raises(Conflict):
        reporting.settle(report=report, told=told(), by=people.by(people.megumi), at=DECEMBER)


def test_a_dispute_needs_words(world: Ground) -> None:
    with pytest.raises(Invalid):
        reporting.dispute(report=written(world), words="  ", by=LINK, at=EVENING)


def test_who_disputed_by_a_slip_confirms_after_all(world: Ground) -> None:
    report = reporting.dispute(report=written(world), words="まちがい", by=LINK, at=EVENING)
    after = looked_at(report)
    assert (after.state, after.dispute) == ("confirmed", "")


def test_the_provider_mends_a_report_until_the_family_has_confirmed(world: Ground, people: Cast) -> None:
    report = written(world)
    report = reporting.change(report=report, told=told(ends=time(16)), by=LINK, at=EVENING)
    assert (report.user_yen, report.state) == (500, "written")
    looked_at(report)
    with pytest.raises(Conflict, match="センターに 電話"):
        reporting.change(report=report, told=told(), by=LINK, at=EVENING)
    again = reporting.change(report=report, told=told(), by=people.by(people.megumi), at=EVENING)
    assert (again.state, again.user_yen, again.confirmed_at) == ("written", 1_000, None)


def test_a_report_written_by_a_slip_is_taken_back(world: Ground) -> None:
    row = visit(world)
    report = written(world, row)
    assert reporting.take_back(report=report, by=LINK, at=EVENING).state == "agreed"
    assert not Report.objects.exists()
    report = confirmed(world, Visit.objects.get(pk=row.pk))
    with pytest.raises(Conflict):
        reporting.take_back(report=report, by=LINK, at=EVENING)


def test_paper_is_typed_in_by_the_adviser(world: Ground, people: Cast) -> None:
    by = Actor(person_id=people.megumi.pk, via=Via.PAPER)
    report = reporting.write(visit=visit(world), told=told(), by=by, at=EVENING)
    after = reporting.confirm(report=report, by=by, at=EVENING)
    assert (after.written_via, after.confirmed_via) == ("paper", "paper")


def test_either_side_notes_that_it_was_paid(world: Ground) -> None:
    report = written(world)
    after = reporting.note_paid(report=report, way=PaidWay.CASH, by=LINK, at=EVENING)
    assert (after.paid_way, after.paid_on) == ("cash", DAY)
    assert reporting.note_paid(report=report, way=None, by=LINK, at=EVENING).paid_on is None
    with pytest.raises(Invalid):
        reporting.note_paid(
            report=report, way=PaidWay.CODE, paid_on=DAY - timedelta(days=1), by=LINK, at=EVENING
        )


def _write(world: Ground, by: Actor, at: datetime) -> None:
    reporting.write(visit=visit(world), told=told(), by=by, at=at)


def _confirm(world: Ground, by: Actor, at: datetime) -> None:
    reporting.confirm(report=written(world), by=by, at=at)


def _settle(world: Ground, by: Actor, at: datetime) -> None:
    report = reporting.dispute(report=written(world), words="ちがう", by=LINK, at=at)
    reporting.settle(report=report, told=told(), by=by, at=at)


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
@pytest.mark.parametrize("deed", [_write, _confirm, _settle], ids=["write", "confirm", "settle"])
def test_only_the_adviser_and_the_members_own_links(world: Ground, people: Cast, deed, who: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFound):
        deed(world, people.by(getattr(people, who)), EVENING)


def test_a_link_never_settles(world: Ground) -> None:
    with pytest.raises(NotFound):
        _settle(world, LINK, EVENING)


def test_the_day_in_jst(world: Ground) -> None:
    assert clock.day(written(world).began_at) == DAY
