"""The demo looks back: the published lines as published, a trial that ended in a decision, figures beside words, a report out."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from demo.loading.chapters import events, looking_back, network
from demo.loading.work import Work
from ibasho.front.reports.models import (
    Goal,
    Indicator,
    Line,
    Measurement,
    Pilot,
    Rehearsal,
    Report,
    Review,
    Todo,
)
from ibasho.front.reports.rules.kinds import DecisionKind, LineState, PilotState, ReportState
from tests.demo.loaded import work_of
from tests.reading import words

work = work_of(events.load, network.load, looking_back.load, says="年次報告")
pytestmark = pytest.mark.usefixtures("work")


def test_every_numbered_item_of_the_slides_is_a_line_with_its_source() -> None:
    told = {
        year: list(Line.objects.filter(nendo=year).values_list("code", flat=True))
        for year in (2023, 2024, 2025)
    }
    assert told[2023] == ["R5-3-1", "R5-3-2", "R5-3-3"]
    assert told[2024] == [f"R6-4-{n}" for n in range(1, 5)]
    assert told[2025] == [f"R7-6-{n}" for n in range(1, 9)]
    assert not Line.objects.filter(nendo__lte=2025, source="").exists()


def test_what_is_made_up_bears_no_source() -> None:
    own = Line.objects.filter(nendo=2026)
    assert own.count() == 8 and not own.exclude(source="").exists()


def test_a_line_can_be_followed_from_the_trial_to_this_year() -> None:
    line, chain = Line.objects.get(code="R8-2"), []
    while line is not None:
        chain.append(line.code)
        line = line.follows
    assert chain == ["R8-2", "R7-6-2", "R6-4-3", "R5-3-3", "R5-3-2"]


def test_the_published_trial_has_its_event_and_led_on() -> None:
    pilot = Pilot.objects.get(title="あそび場ＩＮカケショク")
    assert (pilot.begins_on, pilot.state) == (date(2024, 2, 16), PilotState.JUDGED)
    assert pilot.event is not None and pilot.decisions.get().next_line == Line.objects.get(code="R6-4-3")


def test_a_trial_that_went_well_became_next_years_line() -> None:
    decision = Pilot.objects.get(title__startswith="1つの 校区で").decisions.get()
    assert decision.kind == DecisionKind.WIDEN and decision.next_line is not None
    assert (decision.next_line.code, decision.next_line.state) == ("R9-6", LineState.IDEA)
    assert decision.next_line.follows == Line.objects.get(code="R8-6")


def test_a_trial_that_ended_waits_for_somebodys_judgement() -> None:
    assert Pilot.objects.get(state=PilotState.ENDED).title.startswith("朝の 送り")


def test_every_sentence_of_the_plan_is_answered_for() -> None:
    assert not Goal.objects.filter(indicators=None).exists()
    measured = Measurement.objects.filter(place_code="").values("definition__indicator").distinct().count()
    assert measured == Indicator.objects.filter(is_used=True).count()


def test_a_definition_that_changed_keeps_both_its_series() -> None:
    first, second = Indicator.objects.get(code="entries_verified").definitions.order_by("number")
    assert first.measurements.count() == 3 and second.measurements.count() == 1
    assert second.reason


def test_one_section_is_late_and_one_is_done(work: Work) -> None:
    assert Todo.objects.get(organisation=work.organisations["sangyo"]).due_on < work.day
    assert Todo.objects.get(organisation=work.organisations["fukushi"]).done_at is not None


def test_children_a_group_and_somebody_from_outside_were_heard() -> None:
    shown = Review.objects.filter(state="shown")
    assert set(shown.values_list("party", flat=True)) == {"child", "operator", "third"}
    assert Review.objects.filter(state="draft").count() == 1


def test_this_years_report_is_out_in_both_editions(client: Client) -> None:
    report = Report.objects.get()
    assert (report.nendo, report.state) == (2026, ReportState.PUBLISHED)
    assert report.asked_by != report.published_by
    for path in ("/yearly/R8/", "/yearly/R8/kids/"):
        page = client.get(path)
        assert page.status_code == 200 and "令和8年度" in words(page)


def test_a_year_was_rehearsed_and_a_plan_with_its_effects() -> None:
    told = {one.result["days"]: one.result for one in Rehearsal.objects.all()}
    assert set(told) == {30, 365}
    assert all(one["assumptions"] for one in told.values())
    assert all(one["after"] is not None for one in told[30]["effects"])
