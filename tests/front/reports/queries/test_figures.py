"""What everybody who shows a figure is given: live in the running 年度, kept of one that is over, in few statements."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Fact, Span
from ibasho.front.reports.actions import definitions, earlier, measuring, targets
from ibasho.front.reports.models import Indicator
from ibasho.front.reports.queries import figures, measured
from ibasho.front.reports.rules.kinds import Over
from ibasho.town.places import facts as place_facts
from tests import make
from tests.front.reports.ground import indicators, only
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
SERVER = Actor.of_job("reports.measure")
SPRING = date(2027, 4, 10)


@pytest.fixture
def people() -> Cast:
    found = cast()
    indicators()
    only("places_open", "places_alone")
    return found


def one(code: str = "places_open") -> Indicator:
    return Indicator.objects.get(code=code)


def test_the_running_year_is_counted_now(people: Cast) -> None:
    measuring.measure(by=SERVER, at=AT)
    make.place()
    found = figures.figure(one(), 2026, make.TUESDAY, Audience.PUBLIC)
    assert (found.is_live, found.shown) == (True, "1か所")
    assert [fact.value for fact in found.series[0].facts] == [0]


def test_a_year_that_is_over_stays_as_it_was_measured(people: Cast) -> None:
    make.place()
    measuring.measure(by=SERVER, at=datetime(2027, 3, 31, 23, 30, tzinfo=JST))
    make.place("あおぞら学習室")
    found = figures.figure(one(), 2026, SPRING, Audience.PUBLIC)
    assert (found.is_live, found.shown) == (False, "1か所")
    assert found.fact is not None
    assert found.fact.as_of == date(2027, 3, 31)


def test_a_year_nobody_measured_says_so(people: Cast) -> None:
    found = figures.figure(one(), 2024, make.TUESDAY, Audience.PUBLIC)
    assert (found.fact, found.missing) == (None, "この 年度は まだ はかっていません")


def test_a_value_of_before_stands_in_its_own_year(people: Cast) -> None:
    by = people.by(people.aoi)
    earlier.note(
        indicator=one(), as_of=date(2025, 3, 31), value=31, unit="か所", source="まとめ", by=by, at=AT
    )
    found = figures.figure(one(), 2024, make.TUESDAY, Audience.PUBLIC)
    assert found.shown_in_full == "31か所（公表値）"


def test_the_newest_definition_gives_the_value_and_both_stay_apart(people: Cast) -> None:
    make.place()
    measuring.measure(by=SERVER, at=AT)
    definitions.change(
        indicator=one(), since_on=date(2026, 12, 1), words="ひとりで", reason="ため", fact="places.alone_places",
        place_fact="", over=Over.DAY, by=people.by(people.aoi), at=AT,
    )  # fmt: skip
    before = figures.figure(one(), 2026, make.TUESDAY, Audience.PUBLIC)
    assert before.meaning is not None
    assert before.meaning.number == 1
    measuring.measure(by=SERVER, at=datetime(2026, 12, 31, 23, 30, tzinfo=JST))
    after = figures.figure(one(), 2026, SPRING, Audience.PUBLIC)
    assert after.meaning is not None
    assert after.meaning.number == 2
    assert [[fact.value for fact in each.facts] for each in after.series] == [[1], [0]]
    assert [each.since_on for each in after.changed] == [date(2026, 12, 1)]


def test_a_figure_nobody_offers_any_more_says_so(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(place_facts.FACTS, "published_places")
    found = figures.figure(one(), 2026, make.TUESDAY, Audience.PUBLIC)
    assert "計算は、いまは ありません" in found.missing


def test_what_is_for_the_city_is_not_for_everybody(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def inner(today: date) -> Fact:
        return Fact(value=4, unit="人", source="s", query="q", as_of=today, audience=Audience.DESK)

    monkeypatch.setitem(place_facts.FACTS, "published_places", inner)
    targets.aim(indicator=one(), nendo=2026, value=3, words="", by=people.by(people.aoi), at=AT)
    public = figures.figure(one(), 2026, make.TUESDAY, Audience.PUBLIC)
    desk = figures.figure(one(), 2026, make.TUESDAY, Audience.DESK)
    assert (public.fact, public.missing) == (None, "市の 中だけで 見る 数です")
    assert public.reached is not None and public.reached.words == "目標 3人"
    assert desk.shown == "4人"


def test_the_list_asks_as_often_for_many_as_for_few(people: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            figures.figures(2025, make.TUESDAY, Audience.DESK)
        return len(found)

    few = asked()
    Indicator.objects.update(is_used=True)
    assert asked() == few <= 5


def test_one_page_asks_each_room_once(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[date] = []

    def counted(today: date) -> Fact:
        calls.append(today)
        return Fact(value=4, unit="人", source="s", query="q", as_of=today, audience=Audience.PUBLIC)

    monkeypatch.setitem(place_facts.FACTS, "published_places", counted)
    live = figures.Live(Span.of(2026, make.TUESDAY))
    figures.figures(2026, make.TUESDAY, Audience.PUBLIC, live=live)
    figures.figure(one(), 2026, make.TUESDAY, Audience.PUBLIC, live=live)
    assert calls == [make.TUESDAY]


def test_no_day_is_the_newest_before_the_first(people: Cast) -> None:
    assert measured.newest_day() is None
    measuring.measure(by=SERVER, at=AT)
    assert measured.newest_day() == make.TUESDAY


def test_a_page_for_everybody_counts_once_in_ten_minutes_and_the_desk_each_time(people: Cast) -> None:
    assert for_everybody(AT) == "0か所"
    make.place()
    soon = AT + timedelta(seconds=1)
    assert for_everybody(soon) == "0か所"
    assert figures.figure(one(), 2026, make.TUESDAY, Audience.DESK).shown == "1か所"
    assert for_everybody(AT + timedelta(seconds=figures.KEPT_SECONDS)) == "1か所"


def test_what_is_kept_for_everybody_needs_no_room_again(people: Cast) -> None:
    for_everybody(AT)
    with CaptureQueriesContext(connection) as asked:
        for_everybody(AT)
    assert not [one for one in asked.captured_queries if "places_place" in one["sql"]]


def test_a_target_is_read_anew_for_everybody(people: Cast) -> None:
    for_everybody(AT)
    targets.aim(indicator=one(), nendo=2026, value=3, words="", by=people.by(people.aoi), at=AT)
    with figures.for_everybody(2026, AT) as live:
        assert figures.figures(2026, make.TUESDAY, Audience.PUBLIC, live=live)[0].target == 3


def test_a_year_that_is_over_has_nothing_live_for_everybody(people: Cast) -> None:
    with figures.for_everybody(2025, AT) as live:
        assert live is None


def for_everybody(at: datetime) -> str:
    with figures.for_everybody(2026, at) as live:
        return figures.figures(2026, clock.day(at), Audience.PUBLIC, live=live)[0].shown
