"""What a report is made of: public figures alone, the rooms' tables, shown words, a 年度 without data."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Mark, Span
from ibasho.front.reports.models import Decision, Issue, Line, Pilot
from ibasho.front.reports.queries import sources, yearly, yearly_tables
from ibasho.front.reports.rules import telling
from ibasho.front.reports.rules.edition import from_json, to_json
from ibasho.front.reports.rules.report import CHAPTERS, LINES, OPENLY, OTHER
from ibasho.town.places import facts as place_facts
from tests import make
from tests.front.reports.ground import deck
from tests.front.reports.yearly_stories import year
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TODAY = make.TUESDAY


@pytest.fixture
def people() -> Cast:
    return cast()


def fact(value: float | None, *marks: Mark, audience: Audience = Audience.PUBLIC) -> Fact:
    return Fact(
        value=value,
        unit="回",
        source="目録",
        as_of=TODAY,
        query="places.x",
        marks=frozenset(marks),
        audience=audience,
    )


def told(*rows: FactRow, note: str = "", audience: Audience = Audience.PUBLIC) -> FactTable:
    return FactTable(
        title="回",
        columns=("回",),
        rows=rows,
        source="目録",
        as_of=TODAY,
        query="places.x",
        note=note,
        audience=audience,
    )


def test_every_table_of_a_chapter_is_offered_by_a_room() -> None:
    assert {name for one in CHAPTERS for name in one.tables} - sources.names("TABLES") == set()


def test_an_empty_city_has_a_whole_report_that_says_so(people: Cast) -> None:
    deck(people)
    found = yearly.edition(2026, TODAY)
    assert [one.code for one in found.passages] == [one.code for one in CHAPTERS if one.code != OTHER]
    assert from_json(to_json(found)) == found
    openly = found.passage(OPENLY)
    assert openly is not None
    assert openly.gaps


def test_a_year_nobody_counted_is_all_gaps(people: Cast) -> None:
    deck(people)
    found = yearly.edition(2024, TODAY)
    assert not any(one.is_known for one in found.figures)
    openly = found.passage(OPENLY)
    assert openly is not None
    assert {one.kind for one in openly.gaps} == {"unknown", "goal"}
    assert found.until == "令和6年度"


def test_what_is_for_the_desk_alone_is_named_without_its_number(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    year(people)
    monkeypatch.setitem(place_facts.FACTS, "published_places", lambda today: fact(7, audience=Audience.DESK))
    found = yearly.edition(2026, TODAY)
    assert "places_open" not in {one.code for one in found.figures}
    openly = found.passage(OPENLY)
    assert openly is not None
    assert [one.kind for one in openly.gaps if one.code == "places_open"] == ["inner"]


def test_lines_tell_what_was_tried_and_decided(people: Cast) -> None:
    rows = deck(people)
    line = rows["R7-6-3"]
    pilot = Pilot.objects.create(
        line=line, title="土曜日の 開放", aim="来る", begins_on=date(2025, 9, 6), ends_on=date(2025, 9, 27), state="judged",
        result_words="のべ 42人が 来た", made_at=make.AT, changed_at=make.AT,
    )  # fmt: skip
    Issue.objects.create(
        line=line, pilot=pilot, tag="people", words="人手", source="pilot", found_on=TODAY, made_at=make.AT
    )
    wrong = Decision.objects.create(
        line=line, kind="stop", reason="まちがい", decided_on=TODAY, made_at=make.AT
    )
    Decision.objects.create(
        line=line, kind="launch", reason="来る人が いた", decided_on=TODAY, corrects=wrong, made_at=make.AT
    )
    passage = yearly.edition(2025, TODAY).passage(LINES)
    assert passage is not None
    one = next(row for row in passage.lines if row.code == "R7-6-3")
    assert (one.lead, [row.kind for row in one.decisions]) == (people.city.name, ["本稼働"])
    assert (one.pilots[0].state, one.pilots[0].days) == ("評価した", "令和7年9月6日～令和7年9月27日")
    assert "人手" not in str(one)  # a 課題 stays at the desk


def test_what_the_city_only_thinks_of_is_not_told(people: Cast) -> None:
    rows = deck(people)
    line, later = rows["R6-4-3"], rows["R7-6-3"]
    Pilot.objects.create(
        line=line,
        title="準備中の 試行",
        aim="来る",
        begins_on=TODAY,
        state="plan",
        made_at=make.AT,
        changed_at=make.AT,
    )
    Decision.objects.create(
        line=line, kind="launch", reason="来る", decided_on=TODAY, next_line=later, made_at=make.AT
    )
    Line.objects.filter(pk=later.pk).update(state="idea")
    one = next(row for row in yearly.yearly_lines.lines(2024) if row.code == line.code)
    assert (one.pilots, one.decisions[0].next_code) == ((), "")
    assert later.code not in {code for code, _, _ in yearly.yearly_lines.next_lines(2024)}
    assert later.code not in {row.code for row in yearly.yearly_lines.lines(2025)}


def test_statements_do_not_grow_with_lines(people: Cast, django_assert_max_num_queries: object) -> None:
    deck(people)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        yearly.yearly_lines.lines(2025)


def test_a_table_shows_what_its_reader_may_see() -> None:
    inner = FactRow("2月", (fact(3, audience=Audience.DESK),))
    hidden = FactRow("3月", (fact(None, Mark.SUPPRESSED),))
    seen = telling.table(told(FactRow("1月", (fact(5),)), inner, hidden), Audience.PUBLIC)
    assert seen is not None
    assert [(row.label, row.cells[0].shown) for row in seen.rows] == [("1月", "5回"), ("3月", "秘匿")]
    assert telling.table(told(FactRow("1月", (fact(5),)), audience=Audience.DESK), Audience.PUBLIC) is None
    assert telling.table(told(), Audience.PUBLIC) is None
    empty = telling.table(told(note="まだ 公表していません"), Audience.PUBLIC)
    assert empty is not None
    assert (empty.rows, empty.note) == ((), "まだ 公表していません")


def test_a_table_nobody_offers_is_left_out() -> None:
    assert yearly_tables.tables(("places.nothing",), Span.of(2026, TODAY)) == ()
