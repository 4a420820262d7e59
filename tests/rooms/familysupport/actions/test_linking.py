"""A member's account: linked by its mail address, so that what the city protects there holds here, too."""

from __future__ import annotations

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import members
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import members as queries
from ibasho.rooms.familysupport.queries import members_account
from ibasho.rooms.familysupport.queries.called import HIDDEN, called
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport.ground import Ground, ground

pytestmark = pytest.mark.django_db
TODAY = clock.day(make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    made = ground(people)
    Member.objects.filter(pk=made.tamotsu.pk).update(person=None)
    made.tamotsu.refresh_from_db()
    return made


def test_what_the_city_protects_holds_once_the_account_is_linked(people: Cast, here: Ground) -> None:
    protection.protect(person=people.tamotsu, by=people.by(people.fumi), at=make.AT)
    assert called(here.tamotsu, TODAY) == "鈴木 保"
    person = members_account.named(f" {people.tamotsu.email.upper()} ")
    linked = members.link_person(member=here.tamotsu, person=person, by=people.by(people.megumi), at=make.AT)
    assert (linked.person, called(linked, TODAY)) == (people.tamotsu, HIDDEN)
    assert "鈴木 保" not in {one.name for one in queries.listed(here.centre, TODAY)}
    by_number = {"text": "1", "leaves": False}
    assert "鈴木 保" in {one.name for one in queries.listed(here.centre, TODAY, **by_number)}  # type: ignore[arg-type]
    noted = Entry.objects.get(verb="familysupport.member.link_person")
    assert noted.data == {"person": people.tamotsu.pk}
    with pytest.raises(Conflict) as refused:
        members.unlink_person(member=linked, by=people.by(people.megumi), at=make.AT)
    assert refused.value.code == "support.account_protected"


def test_a_wrong_account_is_taken_off_again(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    members.link_person(member=here.tamotsu, person=people.ken, by=by, at=make.AT)
    with pytest.raises(Conflict):
        members.link_person(member=here.chiyo, person=people.ken, by=by, at=make.AT)
    assert members.unlink_person(member=here.tamotsu, by=by, at=make.AT).person is None
    assert members.link_person(member=here.chiyo, person=people.ken, by=by, at=make.AT).person == people.ken


@pytest.mark.parametrize("email", ["", "nobody@example.test", "tamotsu"])
def test_no_account_is_told_at_the_field(people: Cast, here: Ground, email: str) -> None:
    with pytest.raises(Invalid) as refused:
        members_account.named(email)
    assert set(refused.value.fields or ()) == {"email"}


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tamotsu"])
def test_only_the_adviser_links(people: Cast, here: Ground, who: str) -> None:
    by = people.by(getattr(people, who))
    with pytest.raises(NotFound):
        members.link_person(member=here.tamotsu, person=people.ken, by=by, at=make.AT)
    with pytest.raises(NotFound):
        members.unlink_person(member=here.tamotsu, by=by, at=make.AT)
