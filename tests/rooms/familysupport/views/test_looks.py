"""C49: a family reads who looked at their record, and when: a role, never a name. Looks of any other kind leave no trace there."""

from __future__ import annotations

import ast
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import links, looks
from ibasho.rooms.familysupport.queries import looks as queries
from ibasho.town.people.actions import protection
from tests import house, make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def _own_page(people: Cast, world: Ground) -> str:
    given = links.give(member=world.tamotsu, mail=False, by=people.by(people.megumi), at=make.AT)
    phone = Client()
    phone.get("/support/my/", {"t": given.token})
    assert reverse("familysupport:my_looks") in phone.get("/support/my/").content.decode()
    return phone.get(reverse("familysupport:my_looks")).content.decode()


def test_the_family_reads_that_the_adviser_looked_and_not_who_that_is(people: Cast, world: Ground) -> None:
    assert "まだ だれも 見ていません" in _own_page(people, world)
    desk = sign_in(Client(), people.megumi)
    desk.get(reverse("familysupport:desk_member", args=[world.tamotsu.public_id]))
    page = _own_page(people, world)
    assert "アドバイザー" in page and people.megumi.name not in page
    assert "まだ だれも" not in page


def test_the_entry_stands_before_the_page_is_sent(
    people: Cast, world: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I8: where nothing can be written down, nothing is shown."""

    def _broken(**_: object) -> None:
        raise RuntimeError("no journal today")

    monkeypatch.setattr(looks, "note", _broken)
    desk = sign_in(Client(raise_request_exception=False), people.megumi)
    answer = desk.get(reverse("familysupport:desk_member", args=[world.tamotsu.public_id]))
    assert answer.status_code == 500 and world.tamotsu.name not in answer.content.decode()


def test_another_family_sees_nothing_of_it(people: Cast, world: Ground) -> None:
    looks.note(members=[world.chiyo], by=people.by(people.megumi), at=make.AT)
    assert queries.looks(world.tamotsu, make.AT) == []


def _verbs() -> set[str]:
    """Every verb the product's source names: whatever is ever written down about anybody."""
    return {
        node.value
        for path in house.sources("ibasho")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count(".") == 2
        if node.value.replace(".", "").replace("_", "").isalpha() and node.value.islower()
    }


def test_no_other_entry_of_the_journal_ever_shows(people: Cast, world: Ground) -> None:
    """Care, break-glass, protection, searches: each verb of the whole product, as if it were about this family."""
    verbs = _verbs() - {looks.VERB}
    assert {"people.protection.seen", "care.notice.search", "care.matter.read_own"} <= verbs
    Entry.objects.bulk_create(
        Entry(at=make.AT, verb=verb, noun=looks.NOUN, object_id=str(world.tamotsu.pk), person_id=people.sumi.pk,
              via="page", transaction=1)
        for verb in verbs
    )  # fmt: skip
    assert queries.looks(world.tamotsu, make.AT) == []


def test_a_protected_familys_page_is_the_same_but_for_the_adviser(people: Cast, world: Ground) -> None:
    """The same bytes, whether the city looked at a flag or nobody did: no gap in numbers, no count."""
    looks.note(members=[world.tamotsu], by=people.by(people.megumi), at=make.AT)
    before = _told(_own_page(people, world))
    fumi = people.by(people.fumi)
    protection.protect(person=people.tamotsu, by=fumi, at=make.AT)
    protection.look(person=people.tamotsu, by=fumi, at=make.AT)
    protection.look_through(by=fumi, at=make.AT)
    protection.seen(
        people=[people.tamotsu.pk], where="familysupport", by=people.by(people.megumi), at=make.AT
    )
    looks.note(members=[world.chiyo], by=people.by(people.megumi), at=make.AT)
    assert _told(_own_page(people, world)) == before


def _told(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_an_hour_of_one_person_is_one_line_and_a_year_is_enough(people: Cast, world: Ground) -> None:
    megumi = people.by(people.megumi)
    for minutes in (0, 1, 2, 90):
        looks.note(members=[world.tamotsu], by=megumi, at=make.AT + timedelta(minutes=minutes))
    assert len(queries.looks(world.tamotsu, make.AT + timedelta(hours=2))) == 2
    assert queries.looks(world.tamotsu, make.AT + timedelta(days=367)) == []
