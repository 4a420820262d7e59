"""From the desk: looked at, confirmed, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.tables import Unreadable
from ibasho.town.places import tasks
from ibasho.town.places.actions import imports, places
from ibasho.town.places.actions.imports import runs
from ibasho.town.places.models import ImportRun, Place
from tests import make
from tests.people import Cast, cast
from tests.town.places.actions.imports.files import shokudo, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def _upload(people: Cast, data: bytes, **source: Any) -> ImportRun:
    return imports.upload(
        data=data, filename="a.csv", source=imports.Source(**source), by=people.by(people.aoi), at=make.AT
    )


def _later(minutes: int) -> Any:
    return make.AT + timedelta(minutes=minutes)


def test_looking_keeps_the_file_and_writes_no_place(people: Cast) -> None:
    run = _upload(people, shokudo({}, {}))
    assert (run.state, run.counts["created"], bytes(run.data or b"")) == ("previewed", 2, shokudo({}, {}))
    assert len(run.details["sample"]) == 2
    assert not Place.objects.exists()


def test_what_is_no_table_is_not_kept(people: Cast) -> None:
    with pytest.raises(Unreadable):
        _upload(people, b"%PDF-1.7 ....")
    assert not ImportRun.objects.exists()


def test_a_small_file_is_in_at_once_and_then_no_longer_kept(people: Cast) -> None:
    run = imports.start(
        run=_upload(people, shokudo({}), name="掛川市"), by=people.by(people.aoi), at=_later(1)
    )
    run.refresh_from_db()
    assert (run.state, run.data, run.ran_at, Place.objects.get().source_name) == (
        "done",
        None,
        _later(1),
        "掛川市",
    )


def test_a_large_file_is_taken_in_by_the_worker(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "ROWS_AT_ONCE_MAX", 1)
    run = imports.start(run=_upload(people, shokudo({}, {})), by=people.by(people.aoi), at=_later(1))
    assert (run.state, Place.objects.count()) == ("running", 0)
    job = ProcrastinateJob.objects.get(task_name="places.take_in")
    tasks.take_in(**job.args)
    run.refresh_from_db()
    assert (run.state, Place.objects.count()) == ("done", 2)
    assert (
        Entry.objects.filter(verb="places.place.create", via="import", person_id=people.aoi.pk).count() == 2
    )


def test_a_job_that_breaks_off_writes_nothing_and_says_so(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "ROWS_AT_ONCE_MAX", 1)
    run = imports.start(run=_upload(people, shokudo({}, {})), by=people.by(people.aoi), at=_later(1))
    ImportRun.objects.update(sha256="0" * 64)
    with pytest.raises(Conflict):
        tasks.take_in(run_id=run.pk, person_id=people.aoi.pk)
    run.refresh_from_db()
    assert (run.state, Place.objects.count()) == ("failed", 0)


def test_a_job_nobody_has_heard_of_for_long_may_be_begun_again(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "ROWS_AT_ONCE_MAX", 1)
    run = imports.start(run=_upload(people, shokudo({}, {})), by=people.by(people.aoi), at=_later(1))
    with pytest.raises(Conflict):
        imports.start(run=run, by=people.by(people.aoi), at=_later(5))
    imports.start(run=run, by=people.by(people.aoi), at=_later(12))
    assert ProcrastinateJob.objects.filter(task_name="places.take_in").count() == 2


def test_nobody_takes_a_file_in_twice(people: Cast) -> None:
    run = imports.start(run=_upload(people, shokudo({})), by=people.by(people.aoi), at=_later(1))
    with pytest.raises(Conflict):
        imports.start(run=run, by=people.by(people.aoi), at=_later(2))


def test_what_one_does_not_want_goes(people: Cast) -> None:
    imports.drop(run=_upload(people, shokudo({})), by=people.by(people.aoi), at=_later(1))
    assert not ImportRun.objects.exists()


def test_a_file_nobody_took_in_is_forgotten_after_a_day(people: Cast) -> None:
    _upload(people, shokudo({}))
    done = imports.start(run=_upload(people, shokudo({})), by=people.by(people.aoi), at=_later(1))
    assert imports.forget(by=people.by(people.aoi), at=_later(23 * 60)) == 0
    assert imports.forget(by=people.by(people.aoi), at=_later(25 * 60)) == 1
    assert [run.pk for run in ImportRun.objects.all()] == [done.pk]


def test_taking_back_makes_drafts_of_what_was_new_and_nobody_touched(people: Cast) -> None:
    take_in(shokudo({}))
    run = imports.start(run=_upload(people, shokudo({}, {}, {})), by=people.by(people.aoi), at=_later(1))
    touched = Place.objects.get(name="ひだまり食堂")
    places.change(place=touched, values={"phone": "0537-1"}, by=people.by(people.aoi), at=_later(2))
    assert imports.undo(run=run, by=people.by(people.aoi), at=_later(20)) == (1, 1)
    states = dict(Place.objects.values_list("name", "state"))
    assert states == {"みどり食堂": "published", "あおぞら食堂": "draft", "ひだまり食堂": "published"}


def test_taking_back_takes_the_marks_off(people: Cast) -> None:
    take_in(shokudo({}, {}))
    run = imports.start(run=_upload(people, shokudo({})), by=people.by(people.aoi), at=_later(1))
    assert Place.objects.filter(missing_since__isnull=False).count() == 1
    imports.undo(run=run, by=people.by(people.aoi), at=_later(2))
    assert not Place.objects.filter(missing_since__isnull=False).exists()


def test_after_half_an_hour_it_is_too_late(people: Cast) -> None:
    run = imports.start(run=_upload(people, shokudo({})), by=people.by(people.aoi), at=_later(1))
    with pytest.raises(Conflict):
        imports.undo(run=run, by=people.by(people.aoi), at=_later(32))


def test_the_mended_file_publishes_again_what_was_taken_back(people: Cast) -> None:
    run = imports.start(run=_upload(people, shokudo({})), by=people.by(people.aoi), at=_later(1))
    imports.undo(run=run, by=people.by(people.aoi), at=_later(2))
    take_in(shokudo({"定員": "30"}), at=_later(3))
    assert Place.objects.get().state == "published"
