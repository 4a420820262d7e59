"""The roles that end on 31 March go on, those the city ticked and no others."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.actions import protection, renewing
from ibasho.town.people.models import Membership, Person
from tests.people import SINCE, UNTIL, Cast

MARCH = datetime(2027, 3, 31, 23, 59, tzinfo=JST)
APRIL = datetime(2027, 4, 1, 0, 1, tzinfo=JST)
NEXT = date(2028, 3, 31)


def role_of(person: Person) -> Membership:
    return Membership.objects.get(person=person)


def test_who_was_ticked_goes_on_and_nobody_else(town: Cast) -> None:
    count = renewing.renew(membership_ids={role_of(town.hana).pk}, by=town.by(town.fumi), at=MARCH)
    assert count == 1
    hana = Person.objects.get(pk=town.hana.pk)
    assert (role_of(hana).ends_on, hana.ends_on) == (NEXT, NEXT)
    assert role_of(town.ken).ends_on == UNTIL
    assert policies.current_memberships(hana.pk, date(2027, 4, 1))
    assert not policies.current_memberships(town.ken.pk, date(2027, 4, 1))
    assert Entry.objects.get(verb="people.membership.renew").data["ends_on"] == "2028-03-31"


def test_on_the_first_of_april_a_forgotten_one_is_still_renewed(town: Cast) -> None:
    Membership.objects.filter(person=town.fumi).update(ends_on=NEXT)
    Person.objects.filter(pk=town.fumi.pk).update(ends_on=NEXT)
    renewing.renew(membership_ids={role_of(town.hana).pk}, by=town.by(town.fumi), at=APRIL)
    assert role_of(town.hana).ends_on == NEXT


@pytest.mark.parametrize("who", ["aoi", "hana", "mado", "tamotsu"])
def test_only_the_administrator_renews(town: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        renewing.renew(membership_ids={role_of(town.ken).pk}, by=town.by(getattr(town, who)), at=MARCH)


def test_nothing_chosen_or_one_renewed_meanwhile_changes_nothing(town: Cast) -> None:
    by = town.by(town.fumi)
    with pytest.raises(Invalid):
        renewing.renew(membership_ids=set(), by=by, at=MARCH)
    renewing.renew(membership_ids={role_of(town.hana).pk}, by=by, at=MARCH)
    both = {role_of(town.hana).pk, role_of(town.ken).pk}
    with pytest.raises(Conflict):
        renewing.renew(membership_ids=both, by=by, at=MARCH)
    assert role_of(town.ken).ends_on == UNTIL


def test_nobody_renews_their_own_role_at_the_centre(town: Cast) -> None:
    own = Membership.objects.create(
        person=town.fumi, organisation=town.city, role="centre_worker", starts_on=SINCE, ends_on=UNTIL
    )
    with pytest.raises(NotAllowed):
        renewing.renew(membership_ids={own.pk}, by=town.by(town.fumi), at=MARCH)


def test_who_is_protected_is_on_no_list(town: Cast) -> None:
    protection.protect(person=town.hana, starts_on=date(2026, 6, 1), by=town.by(town.fumi), at=MARCH)
    turn = rules.next_turn(date(2027, 3, 31))
    assert town.hana not in {one.person for one in queries.renewable(turn, day=date(2027, 3, 31))}
    with pytest.raises(Conflict):
        renewing.renew(membership_ids={role_of(town.hana).pk}, by=town.by(town.fumi), at=MARCH)


@pytest.mark.parametrize(
    ("day", "ending"),
    [
        (date(2026, 9, 30), date(2026, 3, 31)), (date(2026, 10, 1), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2027, 3, 31)), (date(2027, 4, 1), date(2027, 3, 31)),
    ],
)  # fmt: skip
def test_which_change_is_looked_at(day: date, ending: date) -> None:
    assert rules.next_turn(day).ending == ending


def test_accounts_whose_roles_are_all_over(town: Cast) -> None:
    Membership.objects.filter(person=town.ken).update(ends_on=date(2026, 10, 31))
    assert list(queries.without_role(day=date(2026, 11, 24))) == [town.ken], "保 never held one"
