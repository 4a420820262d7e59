"""葵 puts voices together, the city decides and says why, a table comes, and it is told back where it was said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.voices.actions import deciding, doing, grouping, telling, themes
from ibasho.rooms.voices.models import Decision, Grouping, Opinion, Theme, Told
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.rules.clock import Hand
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground
from tests.rooms.voices.themes_objects import WHY, photo

pytestmark = pytest.mark.django_db
NAMES: dict[str, Any] = {"title": "卓球台の設置", "child_title": "たっきゅうが したい"}
DONE: dict[str, Any] = {"on": DAY, "words": "卓球台を置いた", "child_words": "たっきゅうだいが きました"}


@pytest.fixture
def made() -> Ground:
    return ground.ground(cast(), closes_on=None, opens_on=DAY - timedelta(days=90))


def aoi(made: Ground) -> Actor:
    return Cast.by(made.people.aoi)


def theme(made: Ground, *voices: Opinion, **changed: Any) -> Theme:
    one = themes.make(hearing=made.hearing, values=NAMES, by=aoi(made), at=make.AT, **changed)
    if voices:
        grouping.put(theme=one, opinions=[voice.pk for voice in voices], by=aoi(made), at=make.AT)
    return Theme.objects.get(pk=one.pk)


def decide(made: Ground, one: Theme, verdict: str = "reflect", **changed: Any) -> Decision:
    values = {"verdict": verdict, **WHY, **changed}
    return deciding.decide(theme=one, values=values, by=aoi(made), at=make.AT)


def voice(made: Ground, words: str = "卓球がしたい", **changed: Any) -> Opinion:
    return ground.opinion(made.school, words, **{"state": "shown", **changed})


# --- putting together ---


def test_a_theme_is_as_old_as_its_oldest_voice_and_the_clock_follows(made: Ground) -> None:
    old, young = voice(made, day=DAY - timedelta(days=61)), voice(made, day=DAY - timedelta(days=2))
    one = theme(made, young)
    assert (one.since_on, one.answer_by) == (young.day, young.day + timedelta(days=60))
    grouping.put(theme=one, opinions=[old.pk, young.pk], by=aoi(made), at=make.AT)
    found = queries.chain(one, DAY)
    assert (found.theme.since_on, found.voices, found.clock.hand) == (old.day, 2, Hand.LATE)
    grouping.take_out(theme=one, opinions=[old.pk], by=aoi(made), at=make.AT)
    assert queries.chain(one, DAY).clock.hand == Hand.RUNNING
    assert [entry.data["voices"] for entry in Entry.objects.filter(verb__contains="theme.put")] == [1, 1]


def test_twenty_stickers_count_as_twenty_and_a_voice_put_twice_counts_once(made: Ground) -> None:
    sticker = voice(made, count=20)
    one = theme(made, sticker)
    assert grouping.put(theme=one, opinions=[sticker.pk], by=aoi(made), at=make.AT) == 0
    assert queries.chain(one, DAY).voices == 20


def test_what_was_not_read_by_two_or_belongs_elsewhere_is_not_put_in(made: Ground) -> None:
    one = theme(made)
    other = ground.opinion(ground.door(ground.hearing(made.people)), "ほかの回の声", state="shown")
    for wrong in ([voice(made, state="waiting").pk], [other.pk], []):
        with pytest.raises(Invalid):
            grouping.put(theme=one, opinions=wrong, by=aoi(made), at=make.AT)
    assert not Grouping.objects.exists()


def test_a_voice_that_stands_on_no_page_still_gets_its_answer(made: Ground) -> None:
    one = theme(made, voice(made, state="hidden"))
    assert queries.chain(one, DAY).voices == 1


def test_names_are_wanted_in_both_wordings_and_never_a_my_number(made: Ground) -> None:
    with pytest.raises(Invalid) as refusal:
        themes.make(
            hearing=made.hearing, values={"title": "卓球", "child_title": " "}, by=aoi(made), at=make.AT
        )
    assert set(refusal.value.fields) == {"child_title"}
    with pytest.raises(DomainError):
        themes.make(
            hearing=made.hearing, values={**NAMES, "title": "1234 5678 9018"}, by=aoi(made), at=make.AT
        )


def test_a_dropped_theme_lets_its_voices_go_and_takes_them_back(made: Ground) -> None:
    said = voice(made)
    one = theme(made, said)
    themes.drop(theme=one, by=aoi(made), at=make.AT)
    assert list(queries.ungrouped(made.hearing)) == [said]
    with pytest.raises(Conflict):
        grouping.put(theme=one, opinions=[said.pk], by=aoi(made), at=make.AT)
    themes.restore(theme=one, by=aoi(made), at=make.AT)
    assert list(queries.ungrouped(made.hearing)) == []


def test_what_was_answered_is_not_dropped(made: Ground) -> None:
    one = theme(made, voice(made))
    decide(made, one, "cannot")
    with pytest.raises(Conflict, match="もう一度"):
        themes.drop(theme=one, by=aoi(made), at=make.AT)


def test_nobody_answers_a_hearing_that_has_not_begun(made: Ground) -> None:
    draft = ground.hearing(made.people, state="draft", opens_on=None, closes_on=None)
    with pytest.raises(Conflict):
        themes.make(hearing=draft, values=NAMES, by=aoi(made), at=make.AT)


def test_who_chose_the_picture_stands_in_the_theme_too(made: Ground) -> None:
    tennis = made.wishes.choices.get(wish="table_tennis")
    ground.answer(made.web, tennis, day=DAY - timedelta(days=30))
    one = theme(made, choices=[tennis])
    assert one.since_on == DAY - timedelta(days=30)
    assert list(queries.doors_of(one)) == [made.web]
    elsewhere = ground.choice(ground.question(ground.hearing(made.people), "one", "どれ？"), 1, "これ")
    with pytest.raises(Invalid):
        themes.change(theme=one, values=NAMES, choices=[elsewhere], by=aoi(made), at=make.AT)


# --- deciding ---


def test_the_last_decision_holds_and_the_first_can_still_be_read(made: Ground) -> None:
    one = theme(made, voice(made))
    decide(made, one, "considering", next_on=DAY + timedelta(days=30))
    assert queries.chain(one, DAY).clock.due == DAY + timedelta(days=30)
    decide(made, one, "cannot", why="置く場所がないため。")
    found = queries.chain(one, DAY)
    assert [row.verdict for row in found.decisions] == ["considering", "cannot"]
    assert found.is_answered and found.said.words == "いまは できません"
    assert queries.answered() == [queries.Answered(one.pk, made.hearing.pk, one.since_on, DAY)]
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(theme=one).update(why="べつの わけ")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"why": " "}, "why"), ({"child_why": ""}, "child_why"), ({"verdict": "maybe"}, "verdict"),
        ({"verdict": "considering"}, "next_on"), ({"why": "あ" * 401}, "why"), ({"child_why": "あ" * 201}, "child_why"),
    ],
)  # fmt: skip
def test_no_decision_without_its_reason_in_both_wordings(
    made: Ground, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        decide(made, theme(made), **{"verdict": "cannot", **changed})
    assert field in refusal.value.fields


def test_a_button_pressed_twice_answers_once(made: Ground) -> None:
    one = theme(made)
    decide(made, one)
    with pytest.raises(Invalid, match="同じ"):
        decide(made, one)


def test_considering_past_its_day_is_red_again(made: Ground) -> None:
    one = theme(made, voice(made))
    decide(made, one, "considering", next_on=DAY + timedelta(days=5))
    assert queries.overdue(DAY) == []
    assert [late.theme for late in queries.overdue(DAY + timedelta(days=6))] == [one]
    assert queries.answered() == []


# --- doing ---


def test_done_comes_with_a_picture_drawn_anew_and_is_taken_down_and_put_back(made: Ground) -> None:
    one = theme(made, voice(made))
    decide(made, one)
    place = make.place("カケショク", organisation=made.people.midori)
    values = {**DONE, "place": place, "photo_alt": "青い 卓球台"}
    row = doing.report(theme=one, values=values, photo=photo(), by=aoi(made), at=make.AT)
    assert row.photo.read(4) == b"RIFF"
    doing.drop(done=row, by=aoi(made), at=make.AT)
    assert queries.chain(one, DAY).done == ()
    doing.restore(done=row, by=aoi(made), at=make.AT)
    assert queries.chain(one, DAY).done == (row,)


@pytest.mark.parametrize("verdict", [None, "cannot", "considering"])
def test_nothing_is_done_before_the_city_said_yes(made: Ground, verdict: str | None) -> None:
    one = theme(made)
    if verdict:
        decide(made, one, verdict, next_on=DAY + timedelta(days=3))
    with pytest.raises(Conflict):
        doing.report(theme=one, values=DONE, by=aoi(made), at=make.AT)


@pytest.mark.parametrize(
    ("changed", "picture", "field"),
    [
        ({"on": DAY + timedelta(days=1)}, b"", "on"), ({"words": ""}, b"", "words"),
        ({"child_words": " "}, b"", "child_words"), ({"photo_alt": "台"}, b"no picture", "photo"),
    ],
)  # fmt: skip
def test_what_was_done_is_told_truly(
    made: Ground, changed: dict[str, Any], picture: bytes, field: str
) -> None:
    one = theme(made)
    decide(made, one)
    with pytest.raises(Invalid) as refusal:
        doing.report(theme=one, values={**DONE, **changed}, photo=picture, by=aoi(made), at=make.AT)
    assert field in refusal.value.fields


def test_a_picture_without_words_for_who_cannot_see_it_is_refused(made: Ground) -> None:
    one = theme(made)
    decide(made, one)
    with pytest.raises(Invalid) as refusal:
        doing.report(theme=one, values=DONE, photo=photo(), by=aoi(made), at=make.AT)
    assert set(refusal.value.fields) == {"photo_alt"}


# --- telling back ---


def tell(
    made: Ground, one: Theme, *doors: Any, by: Any = None, on: date = DAY, way: str = "poster"
) -> list[Told]:
    return telling.tell(theme=one, doors=doors, way=way, on=on, by=by or aoi(made), at=make.AT)


def test_the_answer_goes_back_to_every_door_where_it_was_said(made: Ground) -> None:
    one = theme(made, voice(made), ground.opinion(made.web, "卓球台！", state="shown"))
    with pytest.raises(Conflict):
        tell(made, one, made.school)
    decide(made, one)
    assert {row.door for row in queries.untold(made.hearing)} == {made.school, made.web}
    tell(made, one, made.school, None)
    assert len(tell(made, one, made.school, made.web)) == 1
    assert queries.untold(made.hearing) == []
    telling.take_back(told=one.told.get(door=made.web), by=aoi(made), at=make.AT)
    assert [row.door for row in queries.untold(made.hearing)] == [made.web]


def test_a_newer_answer_has_to_be_told_anew(made: Ground) -> None:
    one = theme(made, voice(made))
    decide(made, one, "considering", next_on=DAY + timedelta(days=9))
    tell(made, one, made.school)
    assert queries.untold() == []
    values, later = {"verdict": "reflect", **WHY}, make.AT + timedelta(days=5)
    deciding.decide(theme=one, values=values, by=aoi(made), at=later)
    assert [row.door for row in queries.untold()] == [made.school]
    on = DAY + timedelta(days=6)
    args = {"theme": one, "doors": [made.school], "way": "poster", "on": on, "by": aoi(made)}
    for _twice in range(2):
        telling.tell(**args, at=make.AT + timedelta(days=7))
    assert queries.untold() == []
    assert [row.on for row in one.told.all()] == [on]


def test_the_csw_tells_it_at_the_school_and_hana_at_her_own_place_alone(made: Ground) -> None:
    own = ground.door(
        made.hearing,
        channel="place",
        name="みどり食堂",
        place=make.place("みどり食堂", organisation=made.people.midori),
    )
    one = theme(made, voice(made), ground.opinion(own, "卓球", state="shown"))
    decide(made, one)
    tell(made, one, made.school, by=Cast.by(made.people.tsubaki), way="visit")
    tell(made, one, own, by=Cast.by(made.people.hana))
    for who, door in ((made.people.hana, made.school), (made.people.ken, own), (made.people.tsubaki, None)):
        with pytest.raises(NotFound):
            tell(made, one, door, by=Cast.by(who))
    with pytest.raises(NotFound):
        tell(made, one, own, by=Actor.public(Via.LINK))


def test_nobody_is_told_tomorrow_nowhere_or_of_another_hearing(made: Ground) -> None:
    one = theme(made, voice(made))
    decide(made, one)
    other = ground.door(ground.hearing(made.people))
    for wrong in ({"on": DAY + timedelta(days=1)}, {"way": "dream"}):
        with pytest.raises(Invalid):
            tell(made, one, made.school, **wrong)  # type: ignore[arg-type]
    for doors in ((), (other,)):
        with pytest.raises(Invalid):
            tell(made, one, *doors)


# --- who may ---


@pytest.mark.parametrize("name", ["mado", "tsubaki", "sumi", "hana", "ken", "tamotsu"])
def test_who_does_not_manage_decides_nothing(made: Ground, name: str) -> None:
    one, by = theme(made, voice(made)), Cast.by(getattr(made.people, name))
    row = doing_of(made)
    deeds = (
        lambda: themes.make(hearing=made.hearing, values=NAMES, by=by, at=make.AT),
        lambda: themes.change(theme=one, values=NAMES, by=by, at=make.AT),
        lambda: themes.drop(theme=one, by=by, at=make.AT),
        lambda: grouping.put(theme=one, opinions=[], by=by, at=make.AT),
        lambda: grouping.take_out(theme=one, opinions=[], by=by, at=make.AT),
        lambda: deciding.decide(theme=one, values={"verdict": "cannot", **WHY}, by=by, at=make.AT),
        lambda: doing.report(theme=one, values=DONE, by=by, at=make.AT),
        lambda: doing.drop(done=row, by=by, at=make.AT),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()


def doing_of(made: Ground) -> Any:
    one = theme(made)
    decide(made, one)
    return doing.report(theme=one, values=DONE, by=aoi(made), at=make.AT)


def test_how_many_voices_were_answered(made: Ground) -> None:
    one = theme(made, voice(made, count=3))
    voice(made, "べつのこと")
    voice(made, "まだ 読んでいない", state="waiting")
    assert queries.reached() == (0, 4)
    assert queries.undecided(made.hearing) == [one]
    decide(made, one, "partly")
    assert queries.reached(made.hearing) == (3, 4)
    assert queries.undecided(made.hearing) == []


def test_a_table_that_came_stands_in_the_places_own_entry_with_one_press(made: Ground) -> None:
    """Children wished for it, the city put it there, and whoever looks for one finds it: once, and told in the journal."""
    one = theme(made, voice(made))
    themes.change(
        theme=one, values={**NAMES, "wish": "table_tennis", "line_code": ""}, by=aoi(made), at=make.AT
    )
    decide(made, one)
    place = make.place("カケショク", organisation=made.people.midori, features=["wifi"])
    nowhere = doing.report(theme=one, values=DONE, by=aoi(made), at=make.AT)
    with pytest.raises(Conflict):  # no place is named
        doing.put_in_entry(done=nowhere, by=aoi(made), at=make.AT)
    row = doing.report(theme=one, values={**DONE, "place": place}, by=aoi(made), at=make.AT)
    for _press in range(2):
        doing.put_in_entry(done=row, by=aoi(made), at=make.AT)
    place.refresh_from_db()
    assert place.features == ["wifi", "table_tennis"]
    verbs = Entry.objects.values_list("verb", flat=True)
    assert list(verbs).count("voices.done.put_in_entry") == list(verbs).count("places.place.change") == 1
