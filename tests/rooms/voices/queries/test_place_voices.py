"""What 花 reads of her own place: voices that two people showed, what was decided and what came of it. Nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.rooms.voices.actions import deciding, doing, grouping, themes
from ibasho.rooms.voices.models import Hearing, Theme
from ibasho.rooms.voices.queries import place_voices
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground
from tests.rooms.voices.themes_objects import WHY

pytestmark = pytest.mark.django_db
DONE: dict[str, Any] = {"on": DAY, "words": "本棚を置いた", "child_words": "本だなが できました"}


@pytest.fixture
def made() -> Ground:
    return ground.ground(cast())


@pytest.fixture
def place(made: Ground) -> Place:
    return make.place("みどり食堂", organisation=made.people.midori)


def theme(made: Ground, *voices: Any) -> Theme:
    by = Cast.by(made.people.aoi)
    one = themes.make(
        hearing=made.hearing, values={"title": "本", "child_title": "本が よみたい"}, by=by, at=make.AT
    )
    grouping.put(theme=one, opinions=[voice.pk for voice in voices], by=by, at=make.AT)
    return one


def test_only_shown_words_said_at_this_place(made: Ground, place: Place) -> None:
    here = ground.door(made.hearing, channel="place", name="みどり食堂", place=place)
    shown = ground.opinion(here, "東小の 田中の本", shown_words="◯◯の本", state="shown")
    ground.opinion(here, "読む前", state="waiting")
    ground.opinion(here, "いやなことば", state="hidden")
    ground.opinion(made.web, "ほかの ところで", state="shown")
    found = place_voices.about(place, DAY)
    assert [(one.words, one.chain) for one in found.said] == [("◯◯の本", None)]
    one = theme(made, shown)
    (said,) = place_voices.about(place, DAY).said
    assert said.chain is not None and said.chain.theme == one


def test_a_hearing_about_this_place_alone_is_about_it_wherever_it_was_said(
    made: Ground, place: Place
) -> None:
    ground.opinion(made.web, "本が ほしい", state="shown")
    made.hearing.places.add(place)
    assert len(place_voices.about(place, DAY).said) == 1
    made.hearing.places.add(make.place("ほかの場所"))
    assert not place_voices.about(place, DAY)


def test_what_was_done_here_stands_here_whoever_asked_for_it(made: Ground, place: Place) -> None:
    by, one = Cast.by(made.people.aoi), theme(made, ground.opinion(made.school, "本！", state="shown"))
    deciding.decide(theme=one, values={"verdict": "reflect", **WHY}, by=by, at=make.AT)
    row = doing.report(theme=one, values={**DONE, "place": place}, by=by, at=make.AT)
    found = place_voices.about(place, DAY)
    assert (found.said, found.done, [chain.theme for chain in found.chains]) == ((), (row,), [one])
    doing.drop(done=row, by=by, at=make.AT)
    assert not place_voices.about(place, DAY)


def test_what_grown_ups_said_is_not_shown_as_children_s(made: Ground, place: Place) -> None:
    """On the place's page stands こどもの 声から; 花 reads both, and who it was."""
    here = ground.door(made.hearing, channel="place", name="みどり食堂", place=place)
    ground.opinion(here, "本が ほしい", state="shown")
    shop = ground.opinion(here, "看板を 出したい", state="shown", respondent="shop")
    by, one = Cast.by(made.people.aoi), theme(made, shop)
    deciding.decide(theme=one, values={"verdict": "reflect", **WHY}, by=by, at=make.AT)
    doing.report(theme=one, values={**DONE, "place": place}, by=by, at=make.AT)
    found = place_voices.about(place, DAY)
    assert [said.words for said in found.said] == ["本が ほしい"]
    assert (found.chains, found.done) == ((), ())
    wide = place_voices.about(place, DAY, children_only=False)
    assert {(said.words, said.who) for said in wide.said} == {
        ("本が ほしい", "こども"),
        ("看板を 出したい", "お店の人"),
    }
    assert ([chain.theme for chain in wide.chains], len(wide.done)) == ([one], 1)


def test_what_children_and_grown_ups_asked_for_came_of_children_too(made: Ground, place: Place) -> None:
    by = Cast.by(made.people.aoi)
    shop, child = (ground.opinion(made.web, "本", state="shown", respondent=who) for who in ("shop", "child"))
    one = theme(made, shop, child)
    deciding.decide(theme=one, values={"verdict": "reflect", **WHY}, by=by, at=make.AT)
    doing.report(theme=one, values={**DONE, "place": place}, by=by, at=make.AT)
    assert len(place_voices.about(place, DAY).done) == 1


def test_a_draft_says_nothing_yet(made: Ground, place: Place) -> None:
    here = ground.door(made.hearing, channel="place", name="みどり食堂", place=place)
    ground.opinion(here, "本が ほしい", state="shown")
    Hearing.objects.update(state="draft")
    assert not place_voices.about(place, DAY)
