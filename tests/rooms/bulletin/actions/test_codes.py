"""A QR is given once for one paper, counted by the day, and taken down."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.bulletin.actions import codes
from ibasho.rooms.bulletin.models import QrCode, QrOpens
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground, papers_ground

pytestmark = pytest.mark.django_db
TODAY: dict[str, Any] = {"purpose": Purpose.TODAY, "paper": Paper.CALENDAR, "path": "/today/", "at": make.AT}


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_same_paper_printed_again_carries_the_same_code(people: Cast) -> None:
    made = ground.ground(people)
    assert papers_ground.code(made) == papers_ground.code(made)
    there = papers_ground.code(made, hangs="図書館の 入り口")
    assert QrCode.objects.count() == 2 and there.code != papers_ground.code(made).code
    assert Entry.objects.filter(verb="bulletin.code.give").count() == 2


def test_no_my_number_stands_on_a_paper(people: Cast) -> None:
    with pytest.raises(Invalid):
        codes.give(**TODAY, by=people.by(people.aoi), hangs="123456789018")


def test_a_month_is_kept_as_its_first_day(people: Cast) -> None:
    one = codes.give(**TODAY, by=people.by(people.aoi), month=make.AT.date())
    assert one.month == make.AT.date().replace(day=1)


@pytest.mark.parametrize(
    "path",
    ["https://example.test/", "//example.test/", "/\\example.test", "/desk/", "/my/", "today/", "", "/a b/", "/" * 2, "/q/CDFHJKMNPQ/"],
)  # fmt: skip
def test_a_code_leads_nowhere_but_to_a_public_page_of_this_site(people: Cast, path: str) -> None:
    with pytest.raises(Invalid) as refused:
        codes.give(**{**TODAY, "path": path}, by=people.by(people.aoi))
    assert refused.value.code == "bulletin.qr_path" and not QrCode.objects.exists()


def test_a_group_prints_for_its_own_place_and_for_no_other(people: Cast) -> None:
    made = ground.ground(people)
    assert papers_ground.code(made, by=people.by(people.tsubaki))
    for stranger in (people.by(people.ken), people.by(people.tamotsu), Actor.public()):
        with pytest.raises(NotFound):
            papers_ground.code(made, by=stranger)
    with pytest.raises(NotFound):
        codes.give(**TODAY, by=people.by(people.hana))


def test_everybody_prints_how_it_works(people: Cast) -> None:
    told: dict[str, Any] = {"purpose": Purpose.HOW, "paper": Paper.HOW, "path": "/about/", "at": make.AT}
    assert codes.give(**told, by=Actor.public()) == codes.give(**told, by=people.by(people.ken))


def test_openings_add_up_by_the_day_and_leave_no_trace_of_the_hour(people: Cast) -> None:
    row = papers_ground.code(ground.ground(people))
    before = Entry.objects.count()
    for _ in range(3):
        codes.count(row=row, day=clock.day(make.AT), by=Actor.public())
    assert QrOpens.objects.get().times == 3
    assert Entry.objects.count() == before
    assert {field.name for field in QrOpens._meta.get_fields()} == {"id", "qr", "day", "times"}


def test_what_was_taken_down_can_be_hung_again(people: Cast) -> None:
    row, by = papers_ground.code(ground.ground(people)), people.by(people.mado)
    assert codes.retire(row=row, by=by, at=make.AT).retired_by == people.mado
    with pytest.raises(Conflict):
        codes.retire(row=row, by=by, at=make.AT)
    assert codes.restore(row=row, by=by, at=make.AT).retired_at is None
    with pytest.raises(Conflict):
        codes.restore(row=row, by=by, at=make.AT)
    for stranger in (people.hana, people.tsubaki, people.ken):
        with pytest.raises(NotFound):
            codes.retire(row=row, by=people.by(stranger), at=make.AT)


def test_printing_it_again_hangs_it_again(people: Cast) -> None:
    made = ground.ground(people)
    codes.retire(row=papers_ground.code(made), by=people.by(people.aoi), at=make.AT)
    assert papers_ground.code(made).retired_at is None
