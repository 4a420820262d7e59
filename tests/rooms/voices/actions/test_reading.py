"""文, 葵 and 窓 read what children wrote; 椿 types in a note; 澄 at the centre gives one back."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.base.ports.reader import PlainReader
from ibasho.rooms.voices import tasks
from ibasho.rooms.voices.actions import answering, handing, opinions, pouring, readings, terms
from ibasho.rooms.voices.models import Answer, Door, Grouping, Opinion, Reading
from ibasho.rooms.voices.queries import moderation_waiting
from ibasho.rooms.voices.queries import reading as queries
from ibasho.rooms.voices.rules.answers import Given, Said
from ibasho.rooms.voices.rules.kinds import Looked
from ibasho.town.concerns.actions import concerns
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.queries.words import kind_of
from ibasho.town.concerns.rules.kinds import Outcome
from ibasho.town.people.models import Person
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground

pytestmark = pytest.mark.django_db
WISH = "たっきゅうだいが ほしい"


@pytest.fixture
def made() -> Ground:
    return ground.ground(cast())


def read(made: Ground, who: Person, row: Opinion, said: Looked = Looked.SHOW, **changed: Any) -> Opinion:
    why = "person" if said is Looked.HIDE else ""
    asked = {"version": row.version, "why": why, **changed}
    return readings.read(opinion=row, said=said.value, by=Cast.by(who), at=make.AT, **asked)


def note(made: Ground, words: str, who: Person | None = None, **changed: Any) -> Opinion | None:
    asked = {
        "door": made.school,
        "question": made.words,
        "respondent": "child",
        "stage": "upper",
        "district_code": "",
        **changed,
    }
    return opinions.write(words=words, by=Cast.by(who or made.people.tsubaki), at=make.AT, **asked)


# --- two readers ---


def test_one_reader_is_not_enough_the_second_of_one_mind_settles_it(made: Ground) -> None:
    row = ground.opinion(made.web, WISH)
    assert read(made, made.people.aoi, row).state == "waiting"
    assert read(made, made.people.mado, row).state == "shown"


def test_two_who_hide_hide_it_and_say_why(made: Ground) -> None:
    row = ground.opinion(made.web, "ばか")
    read(made, made.people.aoi, row, Looked.HIDE, why="hurts")
    assert read(made, made.people.mado, row, Looked.HIDE, why="hurts").state == "hidden"
    line = queries.log()[0]
    assert (line.why, line.count) == ("人を きずつける", 2)
    assert "ばか" not in str(queries.log())


def test_where_two_differ_the_third_decides(made: Ground) -> None:
    row = ground.opinion(made.web, WISH)
    read(made, made.people.aoi, row)
    assert read(made, made.people.mado, row, Looked.HIDE).state == "waiting"
    assert read(made, made.people.fumi, row).state == "shown"


def test_nobody_reads_twice_nor_after_it_is_settled(made: Ground) -> None:
    row = ground.opinion(made.web, WISH)
    read(made, made.people.aoi, row)
    with pytest.raises(Conflict):
        read(made, made.people.aoi, row)
    read(made, made.people.mado, row)
    with pytest.raises(Conflict):
        read(made, made.people.fumi, row)


def test_hiding_needs_a_reason(made: Ground) -> None:
    with pytest.raises(Invalid):
        read(made, made.people.aoi, ground.opinion(made.web, WISH), Looked.HIDE, why="")


def test_66_a_way_to_reach_somebody_is_shown_by_nobody(made: Ground) -> None:
    row = ground.opinion(made.web, "ぜろきゅうぜろ ぜろぜろぜろぜろ ぜろいちにさん に かけて")
    with pytest.raises(Invalid) as refused:
        read(made, made.people.aoi, row)
    assert refused.value.code == "voices.reading.contact"


def test_one_s_word_is_taken_back_until_the_second_has_read(made: Ground) -> None:
    row = ground.opinion(made.web, WISH)
    read(made, made.people.aoi, row)
    readings.take_back(opinion=row, by=Cast.by(made.people.aoi), at=make.AT)
    assert not Reading.objects.exists()
    with pytest.raises(Conflict):
        readings.take_back(opinion=row, by=Cast.by(made.people.aoi), at=make.AT)


def test_who_read_last_takes_it_back_the_same_day_the_first_does_not(made: Ground) -> None:
    row = ground.opinion(made.web, WISH)
    read(made, made.people.aoi, row)
    read(made, made.people.mado, row)
    with pytest.raises(Conflict):
        readings.take_back(opinion=row, by=Cast.by(made.people.aoi), at=make.AT)
    assert readings.take_back(opinion=row, by=Cast.by(made.people.mado), at=make.AT).state == "waiting"


@pytest.mark.parametrize("who", ["tsubaki", "hana", "tamotsu", "sumi"])
def test_who_may_not_read_learns_nothing(made: Ground, who: str) -> None:
    row = ground.opinion(made.web, WISH)
    with pytest.raises(NotFound):
        read(made, getattr(made.people, who), row)


def test_a_machine_reads_nothing(made: Ground) -> None:
    row = ground.opinion(made.web, WISH)
    with pytest.raises(NotAllowed):
        readings.read(opinion=row, version=1, said="show", by=Actor.of_job("x"), at=make.AT)


# --- covering ---


def test_56_a_name_is_covered_and_two_read_the_new_version(made: Ground) -> None:
    row = ground.opinion(made.web, "そうたが うるさい")
    read(made, made.people.aoi, row)
    after = opinions.correct(
        opinion=row, shown_words="◯◯が うるさい", by=Cast.by(made.people.mado), at=make.AT
    )
    assert (after.version, after.state, after.words) == (2, "waiting", "そうたが うるさい")
    with pytest.raises(Conflict):
        read(made, made.people.mado, row)  # the version nobody sees any more
    assert read(made, made.people.mado, after).state == "waiting"
    assert read(made, made.people.aoi, after).state == "shown"


def test_nobody_writes_into_a_childs_words(made: Ground) -> None:
    row = ground.opinion(made.web, WISH)
    with pytest.raises(Invalid):
        opinions.correct(
            opinion=row, shown_words="サッカーが したい", by=Cast.by(made.people.aoi), at=make.AT
        )


def test_what_is_shown_goes_back_to_be_read_with_a_reason(made: Ground) -> None:
    row = ground.opinion(made.web, WISH, state="shown")
    with pytest.raises(Invalid):
        opinions.reopen(opinion=row, why=" ", by=Cast.by(made.people.aoi), at=make.AT)
    after = opinions.reopen(opinion=row, why="名前が のこっていた", by=Cast.by(made.people.aoi), at=make.AT)
    assert (after.state, after.version) == ("waiting", 2)
    assert Entry.objects.get(verb="voices.opinion.reopen").why == "名前が のこっていた"


# --- notes typed in ---


def test_a_note_waits_with_its_names_covered_and_the_door_is_all_the_journal_knows(made: Ground) -> None:
    row = note(made, "佐藤さんと みほん小学校で たっきゅうが したい", count=3)
    assert row is not None
    assert (row.shown_words, row.count) == ("◯◯さんと ◯◯で たっきゅうが したい", 3)
    assert row.held_for == ["name", "school"]
    entry = Entry.objects.get(verb="voices.opinion.write")
    assert (entry.object_id, entry.data) == (made.school.public_id, {"count": 3})


def test_v8_danger_in_a_note_goes_to_the_centre_alone(made: Ground) -> None:
    assert note(made, "もう しにたい") is None
    assert not Opinion.objects.exists()
    assert kind_of(Concern.objects.get()) == "danger"


def test_v8_a_complaint_about_an_adult_goes_past_its_place(made: Ground) -> None:
    assert note(made, "スタッフの おじさんに たたかれた") is None
    assert kind_of(Concern.objects.get()) == "adult"


@pytest.mark.parametrize("words", ["", "  ", "あ" * 401])
def test_no_words_and_too_many_are_no_note(made: Ground, words: str) -> None:
    with pytest.raises(Invalid):
        note(made, words)


def test_a_note_comes_only_where_it_was_asked(made: Ground) -> None:
    made.hearing.state = "draft"
    made.hearing.save(update_fields=["state"])
    made.school.refresh_from_db()
    with pytest.raises(Conflict):
        note(made, WISH)


# --- to the centre and back ---


def test_v8_what_the_rules_missed_a_reader_hands_over_and_nothing_stays(made: Ground) -> None:
    row = ground.opinion(made.web, "わたしの 席に 花が おいてあった")
    read(made, made.people.aoi, row)
    handing.to_centre(opinion=row, kind="danger", by=Cast.by(made.people.mado), at=make.AT)
    assert not Opinion.objects.exists()
    assert not Reading.objects.exists()
    assert not Entry.objects.filter(verb__contains="hand").exists()
    assert kind_of(Concern.objects.get()) == "danger"


def test_v8_the_centre_gives_back_what_was_nothing_once(made: Ground) -> None:
    note(made, "もう しにたい", count=2)
    concern, sumi = Concern.objects.get(), Cast.by(made.people.sumi)
    concerns.take(concern=concern, by=sumi, at=make.AT)
    concerns.close(concern=concern, outcome=Outcome.GIVEN_BACK, by=sumi, at=make.AT)
    back = handing.take_in(concern_id=str(concern.pk), by=Actor.of_job("voices.take_back"), at=make.AT)
    assert back is not None
    assert (back.words, back.state, back.count, back.question) == ("もう しにたい", "waiting", 2, made.words)


def test_v8_what_belongs_to_an_answer_comes_back_to_it_and_not_twice(made: Ground) -> None:
    answer = ground.answer(made.web)
    row = ground.opinion(made.web, WISH, answer=answer, question=made.words)
    handing.to_centre(opinion=row, kind="adult", by=Cast.by(made.people.mado), at=make.AT)
    concern, sumi = Concern.objects.get(), Cast.by(made.people.sumi)
    concerns.take(concern=concern, by=sumi, at=make.AT)
    concerns.close(concern=concern, outcome=Outcome.GIVEN_BACK, by=sumi, at=make.AT)
    for _again in range(2):
        handing.take_in(concern_id=str(concern.pk), by=Actor.of_job("voices.take_back"), at=make.AT)
    assert [one.answer for one in Opinion.objects.all()] == [answer]


def _given_back(made: Ground, at: datetime) -> str:
    concern, sumi = Concern.objects.get(), Cast.by(made.people.sumi)
    concerns.take(concern=concern, by=sumi, at=at)
    concerns.close(concern=concern, outcome=Outcome.GIVEN_BACK, by=sumi, at=at)
    return str(concern.pk)


def test_what_is_given_back_before_its_answer_was_poured_waits_for_the_night(
    made: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The envelope is still shut: the voice would lose its answer, its page and its slip."""
    given = Given("child", "upper", "", "small", (), (Said(made.words.pk, "もう しにたい"),))
    answering.answer(door=made.web, ticket="", given=given, by=Actor.public(), at=make.AT)
    concern_id = _given_back(made, make.AT)
    entry = Entry.objects.get(verb="concerns.concern.give_back")
    ProcrastinateJob.objects.all().delete()
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    tasks.take_back(entry_id=entry.pk, object_id=concern_id)
    assert not Opinion.objects.exists()
    job = ProcrastinateJob.objects.get(task_name="voices.take_back")
    assert (job.args["object_id"], job.scheduled_at) == (
        concern_id,
        clock.at(DAY + timedelta(days=1), time(0, 30)),
    )
    night = job.scheduled_at
    pouring.pour(by=Actor.of_job("voices.pour"), at=night)
    assert not handing.is_too_early(concern_id=concern_id, at=night)
    back = handing.take_in(concern_id=concern_id, by=Actor.of_job("voices.take_back"), at=night)
    assert back is not None and back.answer == Answer.objects.get()


def test_a_note_whose_door_was_discarded_comes_back_at_another_of_its_hearing(made: Ground) -> None:
    note(made, "もう しにたい")
    made.school.delete()
    back = handing.take_in(
        concern_id=_given_back(made, make.AT), by=Actor.of_job("voices.take_back"), at=make.AT
    )
    assert back is not None and (back.door, back.words) == (made.web, "もう しにたい")


def test_where_no_door_is_left_one_is_made_that_lets_nobody_in(made: Ground) -> None:
    note(made, "もう しにたい")
    Door.objects.all().delete()
    back = handing.take_in(
        concern_id=_given_back(made, make.AT), by=Actor.of_job("voices.take_back"), at=make.AT
    )
    assert back is not None and back.door.shut and back.hearing == made.hearing


# --- waiting, cutting ---


def test_only_what_i_have_not_read_waits_for_me(made: Ground) -> None:
    first = ground.opinion(made.web, WISH)
    ground.opinion(made.web, "ゲームが したい")
    read(made, made.people.aoi, first)
    waiting = {
        who: moderation_waiting.waiting_for(Cast.by(getattr(made.people, who)), make.AT)
        for who in ("aoi", "mado", "tsubaki")
    }
    assert [one.count for one in waiting["aoi"]] == [1]
    assert [one.count for one in waiting["mado"]] == [2]
    assert waiting["tsubaki"] == []


def test_worries_come_first_then_what_another_has_read(made: Ground) -> None:
    plain, half = ground.opinion(made.web, "あ い"), ground.opinion(made.web, "う え")
    worried = ground.opinion(made.web, "いじめられた", held_for=["danger"])
    read(made, made.people.mado, half)
    assert list(queries.to_read(made.people.aoi.pk)) == [worried, half, plain]


def test_words_are_cut_from_what_may_be_read(made: Ground) -> None:
    row = ground.opinion(made.web, "田中くんと卓球", shown_words="◯◯くんと卓球")
    ground.opinion(made.web, WISH, state="hidden")
    assert terms.cut(reader=PlainReader(), by=Actor.of_job("voices.cut_words"), at=make.AT) == 1
    row.refresh_from_db()
    assert row.terms is not None
    assert "卓球" in row.terms
    assert not any("田中" in term for term in row.terms)


def test_a_theme_keeps_its_voice_from_being_taken_back(made: Ground) -> None:
    row = ground.opinion(made.web, WISH)
    read(made, made.people.aoi, row)
    read(made, made.people.mado, row)
    theme = made.hearing.themes.create(
        title="卓球", child_title="たっきゅう", since_on=row.day, answer_by=row.day
    )
    Grouping.objects.create(theme=theme, opinion=row)
    with pytest.raises(Conflict):
        readings.take_back(opinion=row, by=Cast.by(made.people.mado), at=make.AT)


def test_the_stalls_link_may_write_notes_at_its_door(made: Ground) -> None:
    assert opinions.write(
        door=made.school, question=None, words=WISH, respondent="child", stage="", district_code="",
        by=Actor.public(Via.LINK), at=make.AT,
    )  # fmt: skip
