"""けいこ is under protection (DV・支援措置): みどり食堂, where she helps, sees her name on the screen; nobody and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.tables import read_table
from ibasho.base.ports import pdf
from ibasho.rooms.roster.models import Helper, Taken
from ibasho.rooms.roster.queries import my_shifts, on_duty, veiled
from ibasho.town.people.actions import protection
from ibasho.town.people.models import Person
from ibasho.town.places.models import Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
NAME, CALLED = "杉山 けいこ", "けいこ"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return cast()


@pytest.fixture
def keiko(people: Cast) -> Taken:
    """She comes today with みのる; her account is flagged."""
    made = ground.ground(people, shows_names=True)
    Session.objects.filter(pk=made.session.pk).update(staffing=Session.Staffing.OK)
    minoru, row, _hiro = made.helpers
    account = Person.objects.create(email="keiko@example.test", name=NAME)
    Helper.objects.filter(pk=row.pk).update(person=account, phone="000-0000-0007")
    shift = ground.shift(made.roster)
    ground.taken(shift, minoru)
    protection.protect(person=account, by=people.by(people.fumi), at=make.AT)
    return ground.taken(shift, Helper.objects.get(pk=row.pk), slot=2)


def page(person: Person, address: str) -> str:
    return sign_in(Client(), person).get(address).content.decode()


def test_the_board_names_her_to_her_own_group_alone(people: Cast, keiko: Taken) -> None:
    place = keiko.shift.roster.place.public_id
    for name, key in (("board", place), ("shift", keiko.shift.public_id)):
        ours = page(people.hana, reverse(f"roster:ops_{name}", args=[key]))
        citys = page(people.aoi, reverse(f"roster:desk_{name}", args=[key]))
        assert CALLED in ours, name
        assert CALLED not in citys and "みのる" in citys, name


def test_no_paper_and_no_file_names_her(people: Cast, keiko: Taken, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", printed)
    hana = sign_in(Client(), people.hana)
    hana.get(reverse("roster:ops_paper", args=[keiko.shift.roster.place.public_id]))
    assert printed.calls and CALLED not in repr(printed.calls) and "ふせて" not in repr(printed.calls)
    assert CALLED in hana.get(reverse("roster:ops_fairness")).content.decode()
    book = hana.get(reverse("roster:ops_fairness"), {"format": "xlsx"}).content
    assert CALLED not in str([row.cells for row in read_table(book).rows])


def test_her_own_page_is_nobodys_but_the_groups_and_the_flag_keepers_and_each_look_is_written(
    people: Cast, keiko: Taken
) -> None:
    key = [keiko.helper.public_id]
    assert sign_in(Client(), people.aoi).get(reverse("roster:desk_person", args=key)).status_code == 404
    assert not Entry.objects.filter(verb="people.protection.seen").exists()
    assert NAME in page(people.hana, reverse("roster:ops_person", args=key))
    assert NAME in page(people.fumi, reverse("roster:desk_person", args=key))
    told = Entry.objects.filter(verb="people.protection.seen").order_by("pk")
    assert [one.person_id for one in told] == [people.hana.pk, people.fumi.pk]
    assert all(one.data == {"where": "roster.helper"} for one in told)


def test_neither_children_nor_other_helpers_learn_that_she_comes(people: Cast, keiko: Taken) -> None:
    shown = on_duty.today(keiko.shift.roster.place, make.AT)
    assert shown is not None and shown.names == ("みのる",)
    minoru = Helper.objects.get(call_name="みのる")
    (turn,) = my_shifts.turns(minoru, make.AT, undo=clock.now() - clock.now())
    assert turn.together == ["なかま"]
    assert veiled.called(keiko.helper, day=make.TUESDAY) == "なかまさん"
    assert veiled.called(minoru, day=make.TUESDAY) == "みのるさん"


def test_nothing_is_saved_by_hiding(people: Cast, keiko: Taken) -> None:
    rows: list[Any] = list(Helper.objects.all())
    veiled.on_paper(rows, day=make.TUESDAY)
    assert [one.call_name for one in rows if one.pk == keiko.helper_id] == [""]
    assert Helper.objects.get(pk=keiko.helper_id).call_name == CALLED
