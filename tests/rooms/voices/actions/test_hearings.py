"""A hearing from draft to end, and back where nothing rests on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.voices.actions import figures, hearings, questions, starting, steps, themes
from ibasho.rooms.voices.models import Door, Hearing, Theme
from ibasho.rooms.voices.queries import hearings as queries
from ibasho.rooms.voices.queries import hearings_desk
from ibasho.rooms.voices.queries import slips as slip_queries
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.rules import templates_of_hearings as templates
from ibasho.rooms.voices.rules.kinds import StepKind
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground

pytestmark = pytest.mark.django_db
TODAY, AT, DAY = make.TUESDAY, make.AT, timedelta(days=1)
VALUES: dict[str, Any] = {
    "title": "居場所に あったらいいもの", "child_title": "いばしょに ほしいもの", "purpose": "備品を 決める",
    "child_purpose": "ほしいものを そろえるため", "policy": "こども計画", "moment": "run", "methods": ["survey"],
    "respondents": ["child"], "opens_on": TODAY, "closes_on": TODAY + 14 * DAY,
}  # fmt: skip
WORDS = dict.fromkeys(("small", "teen", "easy", "parent"), "なにが ほしい？")
CHOICES = [questions.Given({"small": "ゲーム"}, wish="games"), questions.Given({"small": "たっきゅう"})]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return Cast.by(people.aoi)


def drafted(aoi: Actor, **changed: Any) -> Hearing:
    made = hearings.draft(values={**VALUES, **changed}, by=aoi, at=AT)
    questions.add(hearing=made, values={"kind": "one", "words": WORDS}, choices=CHOICES, by=aoi, at=AT)
    return made


def prepared(aoi: Actor, **changed: Any) -> Hearing:
    made = drafted(aoi, **changed)
    steps.settle(hearing=made, kind=StepKind.PLAN, done_on=TODAY, note="課で 話した", by=aoi, at=AT)
    steps.settle(hearing=made, kind=StepKind.PREPARE, done_on=TODAY, by=aoi, at=AT)
    return made


def opened(aoi: Actor, **changed: Any) -> Hearing:
    return hearings.open(hearing=prepared(aoi, **changed), by=aoi, at=AT)


def code(deed: Any, kind: type[DomainError] = Conflict) -> str:
    with pytest.raises(kind) as refusal:
        deed()
    return refusal.value.code


def test_a_draft_has_five_steps_with_days_and_the_pages_own_door(aoi: Actor) -> None:
    made = drafted(aoi)
    planned = {row.kind: row.planned_on for row in made.steps.all()}
    assert planned["listen"] == TODAY + 14 * DAY
    assert planned["feedback"] == TODAY + 74 * DAY
    assert [(one.channel, one.name) for one in made.doors.all()] == [("web", "ホームページ")]
    assert queries.find_public(made.public_id) is None


def test_it_opens_only_when_nothing_is_lacking(aoi: Actor) -> None:
    made = drafted(aoi)
    assert code(lambda: hearings.open(hearing=made, by=aoi, at=AT)) == "hearing.lacks_steps"
    made = opened(aoi)
    assert (made.state, made.opens_on) == ("open", TODAY)
    assert made in queries.open_now(TODAY)
    assert code(lambda: hearings.open(hearing=made, by=aoi, at=AT)) == "hearing.state"


def test_closing_early_ends_listening_and_moves_the_later_days(aoi: Actor) -> None:
    made = hearings.close(hearing=opened(aoi), by=aoi, at=AT + 3 * DAY)
    rows = {row.kind: row for row in made.steps.all()}
    assert made.closes_on == rows["listen"].done_on == TODAY + 3 * DAY
    assert rows["feedback"].planned_on == TODAY + 63 * DAY
    assert queries.open_now(TODAY + 3 * DAY) == []


def test_it_may_be_opened_again_until_the_answers_are_thought_over(aoi: Actor) -> None:
    made = hearings.close(hearing=opened(aoi), by=aoi, at=AT)

    def past() -> Any:
        return hearings.reopen(hearing=made, closes_on=TODAY - DAY, by=aoi, at=AT)

    assert code(past, Invalid) == "hearing.closes_on"
    again = hearings.reopen(hearing=made, closes_on=TODAY + 9 * DAY, by=aoi, at=AT)
    assert (again.state, again.closes_on) == ("open", TODAY + 9 * DAY)
    assert again.steps.get(kind="listen").done_on is None
    hearings.close(hearing=again, by=aoi, at=AT)
    steps.settle(hearing=again, kind=StepKind.REFLECT, done_on=TODAY, note="そのまま 計画に", by=aoi, at=AT)

    def late() -> Any:
        return hearings.reopen(hearing=made, closes_on=TODAY + DAY, by=aoi, at=AT)

    assert code(late) == "hearing.reflected"


def test_the_end_needs_all_five_and_can_be_taken_back(aoi: Actor) -> None:
    made = hearings.close(hearing=opened(aoi), by=aoi, at=AT)
    assert code(lambda: hearings.finish(hearing=made, by=aoi, at=AT)) == "hearing.steps_left"
    steps.settle(hearing=made, kind=StepKind.REFLECT, done_on=TODAY, note="計画に 書いた", by=aoi, at=AT)
    steps.skip(hearing=made, kind=StepKind.FEEDBACK, why="声が とどかなかった", by=aoi, at=AT)
    assert hearings.finish(hearing=made, by=aoi, at=AT).state == "finished"

    def back() -> Any:
        return steps.take_back(hearing=made, kind=StepKind.FEEDBACK, by=aoi, at=AT)

    assert code(back) == "step.finished"
    assert hearings.unfinish(hearing=made, by=aoi, at=AT).state == "closed"
    back()
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {f"voices.hearing.{one}" for one in ("draft", "open", "close", "finish", "unfinish")} <= verbs


def test_a_theme_put_together_after_reflecting_wants_its_answer_before_the_end(aoi: Actor) -> None:
    made = hearings.close(hearing=opened(aoi), by=aoi, at=AT)
    steps.settle(hearing=made, kind=StepKind.REFLECT, done_on=TODAY, note="計画に 書いた", by=aoi, at=AT)
    steps.skip(hearing=made, kind=StepKind.FEEDBACK, why="声が とどかなかった", by=aoi, at=AT)
    late = theme(made, aoi)
    assert code(lambda: hearings.finish(hearing=made, by=aoi, at=AT)) == "hearing.undecided"
    themes.drop(theme=late, by=aoi, at=AT)
    assert hearings.finish(hearing=made, by=aoi, at=AT).state == "finished"


# --- the day on which children were promised an answer ---


def theme(made: Hearing, aoi: Actor) -> Theme:
    names = {"title": "卓球台の設置", "child_title": "たっきゅうが したい"}
    return themes.make(hearing=made, values=names, by=aoi, at=AT)


def test_the_clocks_of_all_its_themes_follow_the_end_of_a_hearing(aoi: Actor) -> None:
    """What the page promises, what a slip says and what is red on the desk is one day."""
    made = opened(aoi)
    slip = slips.new()
    ground.answer(made.doors.get(), slip_hash=slips.hash_of(slip), day=TODAY)
    stands, dropped = theme(made, aoi), theme(made, aoi)
    themes.drop(theme=dropped, by=aoi, at=AT)

    def promised() -> set[date]:
        told = slip_queries.look(slip, TODAY)
        rows = Theme.objects.filter(pk__in=(stands.pk, dropped.pk))
        return {told.due if told else TODAY, *rows.values_list("answer_by", flat=True)}

    assert promised() == {TODAY + 74 * DAY}
    hearings.change(hearing=made, values={"closes_on": TODAY + 30 * DAY}, by=aoi, at=AT)
    assert promised() == {TODAY + 90 * DAY}
    hearings.close(hearing=made, by=aoi, at=AT + 3 * DAY)
    assert promised() == {TODAY + 63 * DAY}
    hearings.reopen(hearing=made, closes_on=TODAY + 9 * DAY, by=aoi, at=AT + 4 * DAY)
    assert promised() == {TODAY + 69 * DAY}
    hearings.change(hearing=made, values={"answer_days": 30}, by=aoi, at=AT)
    assert promised() == {TODAY + 39 * DAY}


def test_a_theme_reads_the_end_of_its_hearing_as_it_is_now(aoi: Actor) -> None:
    """葵's page was opened before 文 closed the hearing."""
    seen = opened(aoi)
    hearings.close(hearing=seen, by=aoi, at=AT + 3 * DAY)
    assert theme(seen, aoi).answer_by == TODAY + 63 * DAY


def test_opened_by_mistake_it_is_a_draft_again_while_nobody_answered(aoi: Actor) -> None:
    made = opened(aoi)
    assert hearings.withdraw(hearing=made, by=aoi, at=AT).state == "draft"
    assert hearings.by_date(by=Actor.of_job("voices.open_and_close"), at=AT) == (0, 0)
    hearings.open(hearing=made, by=aoi, at=AT)
    ground.answer(Door.objects.get(hearing=made))
    assert code(lambda: hearings.withdraw(hearing=made, by=aoi, at=AT)) == "hearing.answered"


def test_what_was_answered_to_stays_as_it_was_asked(aoi: Actor) -> None:
    made = opened(aoi)

    def change(**values: Any) -> Hearing:
        return hearings.change(hearing=made, values=values, by=aoi, at=AT)

    assert code(lambda: change(respondents=["child", "parent"])) == "hearing.fixed"
    assert code(lambda: change(stages=["upper"])) == "hearing.fixed"
    assert code(lambda: change(cell_min=5)) == "hearing.fixed"
    assert code(lambda: change(closes_on=None), Invalid) == "hearing.closes_on"
    assert code(lambda: change(opens_on=TODAY - DAY)) == "hearing.fixed"
    longer = change(closes_on=TODAY + 30 * DAY, title="居場所に ほしいもの")
    assert longer.steps.get(kind="feedback").planned_on == TODAY + 90 * DAY
    hearings.close(hearing=made, by=aoi, at=AT)
    assert code(lambda: change(closes_on=TODAY + 3 * DAY)) == "hearing.fixed"


def test_a_day_set_by_hand_does_not_follow_the_hearing(aoi: Actor) -> None:
    made = drafted(aoi)
    day = TODAY + 40 * DAY
    steps.plan(hearing=made, kind=StepKind.FEEDBACK, planned_on=day, by=aoi, at=AT)
    hearings.change(hearing=made, values={"closes_on": TODAY + 30 * DAY}, by=aoi, at=AT)
    assert made.steps.get(kind="feedback").planned_on == day
    assert made.steps.get(kind="listen").planned_on == TODAY + 30 * DAY


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"child_title": ""}, "child_title"),
        ({"respondents": []}, "respondents"),
        ({"cell_min": 4}, "cell_min"),
        ({"closes_on": TODAY - DAY}, "closes_on"),
    ],
)
def test_a_draft_that_cannot_be(aoi: Actor, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        hearings.draft(values={**VALUES, **changed}, by=aoi, at=AT)
    assert field in refusal.value.fields


def test_no_my_number_in_any_word(aoi: Actor) -> None:
    assert code(lambda: drafted(aoi, purpose="1234 5678 9018"), Invalid) == "text.my_number"


def test_the_job_opens_what_is_ready_and_closes_what_is_over(aoi: Actor) -> None:
    job = Actor.of_job("voices.open_and_close")
    soon, unready = prepared(aoi, opens_on=TODAY + DAY), drafted(aoi)
    assert hearings.by_date(by=job, at=AT) == (0, 0)
    assert hearings.by_date(by=job, at=AT + DAY) == (1, 0)
    soon.refresh_from_db()
    unready.refresh_from_db()
    assert (soon.state, soon.opens_on, unready.state) == ("open", TODAY + DAY, "draft")
    assert hearings.by_date(by=job, at=AT + 14 * DAY) == (0, 0)
    assert hearings.by_date(by=job, at=AT + 15 * DAY) == (0, 1)
    soon.refresh_from_db()
    assert (soon.state, soon.closes_on) == ("closed", TODAY + 14 * DAY)
    assert soon.steps.get(kind="listen").done_on == TODAY + 14 * DAY


def test_a_draft_nobody_wants_goes(aoi: Actor) -> None:
    made = prepared(aoi)
    hearings.discard(hearing=made, by=aoi, at=AT)
    assert not Hearing.objects.filter(pk=made.pk).exists()
    assert code(lambda: hearings.discard(hearing=opened(aoi), by=aoi, at=AT)) == "hearing.state"


@pytest.mark.parametrize("code_of", [one.code for one in templates.all_of_them()])
def test_each_hearing_to_start_from_opens_after_two_steps(aoi: Actor, code_of: str) -> None:
    template = templates.find(code_of)
    assert template is not None
    made = starting.start(template=template, values=template.on(TODAY), by=aoi, at=AT)
    assert made.questions.count() == len(template.questions)
    steps.settle(hearing=made, kind=StepKind.PLAN, done_on=TODAY, by=aoi, at=AT)
    steps.skip(hearing=made, kind=StepKind.PREPARE, why="前の 回と 同じ 紙を つかう", by=aoi, at=AT)
    assert hearings.open(hearing=made, by=aoi, at=AT).state == "open"
    assert hearings_desk.bare_kanji(made, hearings_desk.questions_of(made)) == ()


def test_a_template_for_fewer_people_asks_fewer_questions(aoi: Actor) -> None:
    template = templates.find("stall")
    assert template is not None
    values = {**template.on(TODAY), "respondents": ["parent"]}
    made = starting.start(template=template, values=values, by=aoi, at=AT)
    assert [one.kind for one in made.questions.all()] == ["many", "text"]


def test_the_survey_of_the_deck_is_kept_as_it_was_published(aoi: Actor) -> None:
    """こども 37人 + 保護者 82人 = 119人, and what was wished for, without numbers."""
    source = {
        "source_name": "令和6年度 こどもの居場所づくり 資料",
        "opens_on": TODAY - 190 * DAY,
        "closes_on": TODAY - 190 * DAY,
    }
    made = hearings.draft(values={**VALUES, **source, "respondents": ["child", "parent"]}, by=aoi, at=AT)
    assert made.doors.count() == 0
    assert code(lambda: hearings.open(hearing=made, by=aoi, at=AT)) == "hearing.held_elsewhere"
    assert code(lambda: hearings.show(hearing=made, by=aoi, at=AT)) == "hearing.no_figures"
    people = [
        figures.Given("こども", 37, "人", "人数", "child"), figures.Given("保護者", 82, "人", "人数", "parent"),
        figures.Given("計", 119, "人", "人数", is_total=True),
    ]  # fmt: skip
    wishes = [
        figures.Given("ゲーム機", group="ほしいもの", wish="games"),
        figures.Given("Wi-Fi環境", group="ほしいもの", wish="wifi"),
    ]
    figures.write(hearing=made, figures=[*people, *wishes], by=aoi, at=AT)
    assert code(lambda: hearings.show(hearing=made, by=aoi, at=AT)) == "hearing.lacks_steps"
    for kind in (StepKind.PLAN, StepKind.PREPARE):
        steps.skip(hearing=made, kind=kind, why="公表された 資料に 書いていない", by=aoi, at=AT)
    shown = hearings.show(hearing=made, by=aoi, at=AT)
    assert shown.state == "closed"
    assert shown.steps.get(kind="listen").done_on == TODAY - 190 * DAY
    assert hearings_desk.heads_of([shown])[shown.pk] == 119
    assert queries.open_now(TODAY) == []
    assert (
        code(lambda: hearings.reopen(hearing=shown, closes_on=TODAY, by=aoi, at=AT))
        == "hearing.held_elsewhere"
    )


def test_only_the_city_manages(people: Cast, aoi: Actor) -> None:
    made = drafted(aoi)
    for stranger in (people.mado, people.tsubaki, people.hana, people.ken, people.tamotsu, people.sumi):
        by = Cast.by(stranger)
        with pytest.raises(DomainError):
            hearings.change(hearing=made, values={"title": "ちがう題"}, by=by, at=AT)
        with pytest.raises(DomainError):
            questions.add(hearing=made, values={"kind": "text", "words": WORDS}, by=by, at=AT)
        with pytest.raises(DomainError):
            steps.settle(hearing=made, kind=StepKind.PLAN, done_on=TODAY, by=by, at=AT)
    with pytest.raises(NotFound):
        hearings.close(hearing=made, by=Actor.public(), at=AT)
