"""What children said is kept five years after the end of its 年度; what the city asked, published, decided and did stays, in
which a person is a number without a name once they have gone."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.test import TestCase

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.voices.actions import deciding, doing, forgetting, themes
from ibasho.rooms.voices.models import Answer, Decision, Opinion, Pick, Release, Tally
from ibasho.town.people.actions import accounts
from ibasho.town.people.models import Person
from tests import house, make
from tests.people import cast
from tests.rooms.voices import ground, heard_ground
from tests.rooms.voices.themes_objects import WHY, photo

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("voices.forget")


def test_answers_and_voices_go_when_their_years_are_over() -> None:
    world = ground.ground(cast())
    games = world.wishes.choices.get(position=1)
    ground.answer(world.web, games)
    ground.opinion(world.web, "たっきゅうだいが ほしい")
    ground.answer(world.web, games, day=date(2027, 4, 1))
    last, over = clock.at(date(2032, 3, 31), time(1)), clock.at(date(2032, 4, 1), time(1))
    counted = {"door": world.web, "respondent": "child", "stage": "upper", "count": 3}
    Tally.objects.create(day=ground.DAY, typed_by=world.people.hana, **counted)
    Tally.objects.create(day=date(2027, 4, 1), **counted)
    assert forgetting.forget(by=JOB, at=last) == 0
    assert forgetting.forget(by=JOB, at=over) == 3
    assert (Answer.objects.count(), Pick.objects.count(), Opinion.objects.count()) == (1, 1, 0)
    assert Tally.objects.get().day == date(2027, 4, 1)
    told = Entry.objects.get(verb="voices.answer.forget").data
    assert told == {"answers": 1, "voices": 1, "tallies": 1, "photos": 0}


# What a job of this room deletes after five years: `forget`, and `forget_outreach`.
FIVE_YEARS = {"Answer", "Pick", "Opinion", "Reading", "Grouping", "Tally", "Outreach"}


def test_the_inventory_promises_no_deletion_that_no_job_does() -> None:
    listed = house.listed("inventory.toml")["voices"]
    years = {name for name, fields in listed.items() for row in fields.values() if "年" in _promise(row)}
    assert years == FIVE_YEARS
    assert all(_promise(row) == "年度の終わりから5年" for name in FIVE_YEARS for row in listed[name].values())


def _promise(row: dict[str, str]) -> str:
    """Without when a person's own row loses its name: that is the house's job (people.forget)."""
    return row["retention"].replace("名前は 終わりの日・退会から1年で 消える", "")


def test_who_decided_is_a_number_without_a_name_a_year_after_they_left() -> None:
    """The record stays whole: not even the job may change what was published or decided."""
    world = ground.ground(cast())
    by = world.people.by(world.people.aoi)
    names = {"title": "卓球台の設置", "child_title": "たっきゅうが したい"}
    one = themes.make(hearing=world.hearing, values=names, by=by, at=make.AT)
    deciding.decide(theme=one, values={"verdict": "reflect", **WHY}, by=by, at=make.AT)
    heard_ground.release(world.hearing, heard_ground.heads_table(), settled_by=world.people.aoi)
    accounts.close_account(by=by, at=make.AT)
    much_later = make.AT + timedelta(days=20 * 366)
    accounts.forget_gone(by=Actor.of_job("people.forget"), at=much_later)
    forgetting.forget(by=JOB, at=much_later)
    decision, release = Decision.objects.get(), Release.objects.get()
    assert decision.by.name == release.settled_by.name == accounts.GONE  # type: ignore[union-attr]
    assert world.people.aoi.email not in str(list(Person.objects.values()))
    assert (decision.theme.hearing, decision.theme.made_by_id) == (world.hearing, decision.by_id)


def test_a_picture_that_was_taken_down_goes_after_thirty_days() -> None:
    world = ground.ground(cast())
    by = world.people.by(world.people.aoi)
    names = {"title": "卓球台の設置", "child_title": "たっきゅうが したい"}
    one = themes.make(hearing=world.hearing, values=names, by=by, at=make.AT)
    deciding.decide(theme=one, values={"verdict": "reflect", **WHY}, by=by, at=make.AT)
    told = {
        "on": ground.DAY,
        "words": "卓球台を置いた",
        "child_words": "たっきゅうだいが きました",
        "photo_alt": "卓球台",
    }
    stands, gone = (
        doing.report(theme=one, values=told, photo=photo(), by=by, at=make.AT) for _each in range(2)
    )
    doing.drop(done=gone, by=by, at=make.AT)
    files, name = gone.photo.storage, str(gone.photo.name)
    assert forgetting.forget(by=JOB, at=make.AT + timedelta(days=30)) == 0
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert forgetting.forget(by=JOB, at=make.AT + timedelta(days=31)) == 1
    assert (files.exists(name), files.exists(str(stands.photo.name))) == (False, True)
    row = doing.restore(done=gone, by=by, at=make.AT + timedelta(days=31))
    assert (bool(row.photo), row.photo_alt, row.words) == (False, "", "卓球台を置いた")


def test_nobody_forgets_by_hand_who_may_not_manage() -> None:
    people = cast()
    with pytest.raises(NotFound):
        forgetting.forget(by=people.by(people.mado), at=make.AT)
