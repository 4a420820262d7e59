"""One record, many reports: a day without a count never becomes a 0, and every form says the same number."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.network.rules import reports
from ibasho.rooms.network.rules.kinds import ReportForm
from ibasho.rooms.network.rules.reports import Day
from ibasho.town.places.rules import headcount

DAY = date(2026, 10, 7)
CODES = [code for code, _label in headcount.CLASSES]


def day(n: int = 0, **told: object) -> Day:
    return Day(DAY + timedelta(days=7 * n), told.pop("heads", {}), **told)  # type: ignore[arg-type]


def test_a_day_nobody_counted_is_left_out_and_said() -> None:
    days = [day(0, heads={"elementary": 12, "guardian": 3}), day(1), day(2, heads={"elementary": 8})]
    assert reports.figure("sessions", days) == reports.Figure(2, 1)
    children = reports.figure("children", days)
    assert (children.value, children.missing, children.at_least) == (20, 1, True)
    assert reports.figure("mean_children", days).value == 10.0
    line = reports.filled(reports.forms()["subsidy"], days)
    assert [one.shown for one in line] == [
        "少なくとも 2",
        "少なくとも 23",
        "少なくとも 20",
        "少なくとも 3",
        "記録なし",
        "10.0",
    ]
    assert line[0].note == "ほかに、予定は あったが 記録のない日 1日"
    assert line[1].note == "こどもか おとなを 数えていない日が 2日 あります"


def test_nothing_counted_at_all_is_no_zero() -> None:
    for form in reports.forms().values():
        for line in reports.filled(form, [day(0), day(1)]):
            assert (line.figure.value, line.shown) == (None, "記録なし"), line.asked
    assert reports.figure("sessions", []) == reports.Figure(0, 0)


def test_a_counted_zero_stays_zero() -> None:
    assert reports.figure("children", [day(0, heads={"elementary": 0})]) == reports.Figure(0, 0)
    assert reports.figure("consultations", [day(0, consultations=0, written=True)]) == reports.Figure(0, 0)


def test_a_class_beside_one_that_was_counted_is_not_a_day_without_a_count() -> None:
    """Whoever wrote 小学生 12 alone has counted the children of that day."""
    days = [day(0, heads={"elementary": 12}), day(1, heads={"infant": 3})]
    assert reports.figure("infant", days) == reports.Figure(3, 0)


def test_children_of_unknown_age_are_never_split() -> None:
    days = [day(0, heads={"children": 9}), day(1, heads={"junior": 4})]
    lines = {one.asked.figure: one.figure for one in reports.filled(reports.forms()["survey"], days)}
    assert (lines["children"].value, lines["unsplit"].value, lines["junior"].value) == (13, 9, 4)
    assert lines["elementary"].value is None


def test_everyone_is_no_exact_number_where_the_grown_ups_were_not_counted() -> None:
    """「参加者 21」 never stands beside 「おとな 少なくとも 4」."""
    days = [day(0, heads={"elementary": 10, "guardian": 4}), day(1, heads={"elementary": 7})]
    assert reports.figure("heads", days) == reports.Figure(21, 1)
    assert reports.figure("grown", days) == reports.Figure(4, 1)
    counted = [*days[:1], day(1, heads={"elementary": 7, "adults": 0})]
    assert reports.figure("heads", counted) == reports.Figure(21, 0)


def test_a_class_is_no_exact_number_beside_heads_of_unknown_age() -> None:
    days = [day(0, heads={"infant": 7, "children": 10}), day(1, heads={"junior": 2, "infant_elementary": 3})]
    lines = {one.asked.figure: one.shown for one in reports.filled(reports.forms()["centre"], days)}
    assert (lines["children"], lines["infant"], lines["unsplit"]) == ("22", "少なくとも 7", "13")
    assert reports.figure("infant", days).missing == 2
    assert reports.figure("junior", days) == reports.Figure(2, 1)  # 乳幼児～小学生 holds none of them
    assert reports.figure("infant", [day(0, heads={"infant": 7, "children": 0})]) == reports.Figure(7, 0)


def test_grown_ups_of_unknown_kind_are_no_neighbours() -> None:
    days = [day(0, heads={"guardian": 2, "senior": 1, "adults": 8})]
    lines = {one.asked.figure: one.shown for one in reports.filled(reports.forms()["council"], days)}
    assert (lines["guardian"], lines["others"]) == ("少なくとも 2", "少なくとも 1")
    assert lines["unsplit_grown"] == "8"


def test_helpers_counted_by_age_stand_before_the_number_in_the_report() -> None:
    assert reports.figure("helpers", [day(0, heads={"helper_young": 2}, volunteers=5)]).value == 2
    assert reports.figure("helpers", [day(0, volunteers=5, written=True)]).value == 5


records = st.lists(
    st.builds(
        lambda n, heads, written: day(n, heads=heads, written=written),
        st.integers(0, 40),
        st.dictionaries(st.sampled_from(CODES), st.integers(0, 60), max_size=5),
        st.booleans(),
    ),
    max_size=12,
)


@given(records)
def test_every_form_agrees(days: list[Day]) -> None:
    """The same figure is the same number whatever paper asks, and the months add up to it."""
    told: dict[str, reports.Figure] = {}
    for form in reports.forms().values():
        for line in reports.filled(form, days):
            assert told.setdefault(line.asked.figure, line.figure) == line.figure
    for code, found in told.items():
        if code in {"mean_children", "months"} or found.value is None:
            continue
        parts = [reports.figure(code, of) for _month, of in reports.by_month(days)]
        assert sum(one.value or 0 for one in parts) == found.value
        assert sum(one.missing for one in parts) == found.missing
    split = [told[name].value or 0 for name in ("infant", "elementary", "junior", "high", "unsplit")]
    assert sum(split) == (told["children"].value or 0)
    assert (told["children"].value or 0) + (told["grown"].value or 0) == (told["heads"].value or 0)


@given(records)
def test_what_went_out_reads_back_the_same(days: list[Day]) -> None:
    for form in reports.forms().values():
        lines = reports.filled(form, days)
        assert reports.lines_of(reports.kept(lines)) == lines
        assert reports.differences(lines, days) == ()


def test_a_later_count_shows_as_a_difference() -> None:
    then = reports.filled(reports.forms()["subsidy"], [day(0, heads={"elementary": 12}), day(1)])
    now = [day(0, heads={"elementary": 12}), day(1, heads={"elementary": 5})]
    found = {one.then.asked.figure: (one.then.shown, one.now.shown) for one in reports.differences(then, now)}
    assert found["children"] == ("少なくとも 12", "17")


def test_every_form_of_the_contract_is_there() -> None:
    assert set(reports.forms()) == {one.value for one in ReportForm}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 4, 2), date(2026, 4, 1), "前です"),
        (date(2026, 12, 1), date(2026, 12, 31), "まだ 来ていない"),
        (date(2025, 1, 1), date(2026, 11, 1), "1年ぶん"),
    ],
)
def test_days_that_cannot_be(first: date, last: date, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        reports.check_period(first, last, date(2026, 11, 24))
