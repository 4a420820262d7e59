"""葵 ticks a step and takes the tick back; nobody else does."""

from __future__ import annotations

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import april
from ibasho.front.reports.models import AprilTick
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_ticked_with_a_note_and_taken_back(people: Cast) -> None:
    by = Actor(person_id=people.aoi.pk)
    april.tick(nendo=2027, step="prints", note=" 倉庫の 分も ", by=by, at=AT)
    row = april.tick(nendo=2027, step="prints", note="ぜんぶ", by=by, at=AT)
    assert AprilTick.objects.get() == row and row.note == "ぜんぶ"
    april.untick(nendo=2027, step="prints", by=by, at=AT)
    assert not AprilTick.objects.exists()
    with pytest.raises(Conflict):
        april.untick(nendo=2027, step="prints", by=by, at=AT)
    verbs = list(Entry.objects.values_list("verb", flat=True))
    assert verbs == ["reports.april.tick"] * 2 + ["reports.april.untick"]


@pytest.mark.parametrize(
    ("nendo", "step", "note"),
    [
        (2030, "prints", ""),
        (2027, "nothing", ""),
        (2027, "prints", "あ" * 201),
        (2027, "prints", "123456789018"),
    ],
)
def test_what_cannot_be_ticked(people: Cast, nendo: int, step: str, note: str) -> None:
    with pytest.raises(Invalid):
        april.tick(nendo=nendo, step=step, note=note, by=Actor(person_id=people.aoi.pk), at=AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_who_only_reads_does_not_tick(people: Cast, who: str) -> None:
    by = Actor(person_id=getattr(people, who).pk)
    with pytest.raises(NotFound):
        april.tick(nendo=2027, step="prints", by=by, at=AT)
    with pytest.raises(NotFound):
        april.untick(nendo=2027, step="prints", by=by, at=AT)
