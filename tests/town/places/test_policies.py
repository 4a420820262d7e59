"""Who may, where a thing is an organisation's, nobody's, or the city's clock's."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("night")
OWN, WRITE = Permission.SURPLUS_OWN, Permission.SURPLUS_WRITE


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.mark.parametrize(
    ("who", "theirs", "nobodys"),
    [
        ("hana", True, False), ("ken", False, False), ("mado", True, True), ("tsubaki", True, True),
        ("megumi", False, False), ("tamotsu", False, False),
    ],
)  # fmt: skip
def test_of_an_organisation_are_its_people_and_who_types_in(
    people: Cast, who: str, theirs: bool, nobodys: bool
) -> None:
    by = people.by(getattr(people, who))
    for organisation, allowed in ((people.midori.pk, theirs), (None, nobodys)):
        assert policies.may_of(by, OWN, organisation, typist=WRITE, at=make.AT) is allowed
        if allowed:
            policies.require_of(by, OWN, organisation, typist=WRITE, at=make.AT)
        else:
            with pytest.raises(NotFound, match="見つかりません"):
                policies.require_of(by, OWN, organisation, typist=WRITE, at=make.AT)


def test_somewhere_is_in_any_role(people: Cast) -> None:
    for who in (people.hana, people.ken):
        policies.require_somewhere(people.by(who), OWN, at=make.AT)
    for by in (people.by(people.megumi), Actor.public()):
        assert not policies.may_somewhere(by, OWN, at=make.AT)
        with pytest.raises(NotFound):
            policies.require_somewhere(by, OWN, at=make.AT)


def test_the_clock_s_work_is_nobody_s(people: Cast) -> None:
    policies.require_server(JOB)
    policies.require_somewhere(JOB, OWN, at=make.AT)
    policies.require_of(JOB, OWN, None, typist=WRITE, at=make.AT)
    assert not policies.may_somewhere(JOB, OWN, at=make.AT)  # a page shows to people
    for by in (people.by(people.fumi), people.by(people.hana), Actor.public()):
        with pytest.raises(NotFound, match="見つかりません"):
            policies.require_server(by)
