"""Only the city takes files in: what comes in is public at once."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.places.actions import imports
from ibasho.town.places.models import ImportRun, Place
from tests import make
from tests.people import Cast, cast
from tests.town.places.actions.imports.files import shokudo, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.mark.parametrize("who", ["fumi", "aoi"])
def test_the_citys_officers_may(people: Cast, who: str) -> None:
    take_in(shokudo({}), by=people.by(getattr(people, who)))
    assert Place.objects.count() == 1


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
@pytest.mark.parametrize("dry_run", [True, False])
def test_nobody_else_may_not_even_look(people: Cast, who: str, dry_run: bool) -> None:
    with pytest.raises(NotAllowed):
        take_in(shokudo({}), by=people.by(getattr(people, who)), dry_run=dry_run)
    assert not Place.objects.exists()


def test_the_public_may_not(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        take_in(shokudo({}), by=Actor.public())


@pytest.mark.parametrize("verb", [imports.start, imports.carry_out, imports.drop, imports.undo])
def test_a_group_touches_no_run(people: Cast, verb: object) -> None:
    run = imports.upload(
        data=shokudo({}), filename="a.csv", source=imports.Source(), by=people.by(people.aoi), at=make.AT
    )
    with pytest.raises(NotAllowed):
        verb(run=run, by=people.by(people.hana), at=make.AT)  # type: ignore[operator]
    assert ImportRun.objects.get().state == "previewed"
