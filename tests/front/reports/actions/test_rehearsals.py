"""A rehearsal's file comes in once, and goes again."""

from __future__ import annotations

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.front.reports.actions import rehearsals
from ibasho.front.reports.models import Rehearsal
from ibasho.front.reports.rules import rehearsal as rules
from tests.front.reports.rehearsals_ground import RESULT
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TEXT = rules.write(RESULT)


@pytest.fixture
def people() -> Cast:
    return cast()


def by(people: Cast, who: str = "aoi") -> Actor:
    return Actor(person_id=getattr(people, who).pk)


def test_aoi_takes_it_in_once_by_what_is_in_it(people: Cast) -> None:
    made = rehearsals.take_in(text=TEXT, by=by(people), at=AT)
    again = rehearsals.take_in(
        text=TEXT.replace("\n", " "), by=by(people, "fumi"), at=AT
    )  # other spaces, same words
    assert again == made
    assert Rehearsal.objects.count() == 1
    assert (made.title, made.ran_on) == ("出張を 週2回", RESULT.ran_on)
    assert Entry.objects.filter(verb="reports.rehearsal.take_in").count() == 1


def test_what_is_no_rehearsal_leaves_nothing(people: Cast) -> None:
    with pytest.raises(Invalid):
        rehearsals.take_in(text="{}", by=by(people), at=AT)
    assert not Rehearsal.objects.exists()


def test_it_goes_and_may_come_again(people: Cast) -> None:
    made = rehearsals.take_in(text=TEXT, by=by(people), at=AT)
    rehearsals.drop(rehearsal=made, by=by(people, "fumi"), at=AT)
    assert not Rehearsal.objects.exists()
    made.pk = made.pk or 1
    with pytest.raises(NotFound):
        rehearsals.drop(rehearsal=made, by=by(people), at=AT)
    assert rehearsals.take_in(text=TEXT, by=by(people), at=AT).pk


@pytest.mark.parametrize("who", ["hana", "ken", "tamotsu", "tsubaki", "mado"])
def test_nobody_else_takes_in_or_drops(people: Cast, who: str) -> None:
    made = rehearsals.take_in(text=TEXT, by=by(people), at=AT)
    with pytest.raises(NotFound):
        rehearsals.take_in(text=TEXT, by=by(people, who), at=AT)
    with pytest.raises(NotFound):
        rehearsals.drop(rehearsal=made, by=by(people, who), at=AT)
