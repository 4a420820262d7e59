"""grant and end."""

from datetime import date

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.people import policies
from ibasho.town.people.actions import memberships
from ibasho.town.people.models import Membership, Person
from ibasho.town.people.permissions import Permission
from tests.make import AT, TUESDAY
from tests.people import UNTIL, Cast


def test_an_administrator_gives_a_role_until_the_end_of_the_year(town: Cast) -> None:
    given = memberships.grant(
        person=town.tamotsu, organisation=town.midori, role="helper", by=town.by(town.fumi), at=AT
    )
    assert (given.starts_on, given.ends_on) == (TUESDAY, UNTIL)
    assert Entry.objects.get(verb="people.membership.grant").data == {
        "person": town.tamotsu.pk, "organisation": town.midori.pk, "role": "helper",
    }  # fmt: skip


def test_a_later_end_takes_the_account_along(town: Cast) -> None:
    memberships.grant(
        person=town.tamotsu, organisation=town.midori, role="helper", by=town.by(town.fumi), at=AT,
        ends_on=date(2028, 3, 31),
    )  # fmt: skip
    assert Person.objects.get(pk=town.tamotsu.pk).ends_on == date(2028, 3, 31)


def test_a_role_for_ever_is_refused(town: Cast) -> None:
    with pytest.raises(Invalid):
        memberships.grant(
            person=town.tamotsu, organisation=town.midori, role="helper", by=town.by(town.fumi), at=AT,
            ends_on=date(2040, 3, 31),
        )  # fmt: skip


def test_an_ended_role_ends_at_once(town: Cast) -> None:
    role = Membership.objects.get(person=town.hana)
    memberships.end(membership_id=role.pk, by=town.by(town.fumi), at=AT)
    assert not policies.may(town.by(town.hana), Permission.OPS_ENTER, day=TUESDAY)


def test_a_role_given_today_is_taken_back_today(town: Cast) -> None:
    given = memberships.grant(
        person=town.tamotsu, organisation=town.midori, role="helper", by=town.by(town.hana), at=AT
    )
    memberships.end(membership_id=given.pk, by=town.by(town.hana), at=AT)
    assert not policies.current_memberships(town.tamotsu.pk, TUESDAY)


def test_a_role_can_be_given_again(town: Cast) -> None:
    role = Membership.objects.get(person=town.ken)
    memberships.end(membership_id=role.pk, by=town.by(town.fumi), at=AT)
    memberships.grant(
        person=town.ken, organisation=town.aozora, role="operator_lead", by=town.by(town.fumi), at=AT
    )
    assert policies.may(town.by(town.ken), Permission.OPS_ENTER, day=TUESDAY)


def test_one_may_lay_down_the_own_role(town: Cast) -> None:
    role = Membership.objects.get(person=town.hana)
    memberships.end(membership_id=role.pk, by=town.by(town.hana), at=AT)
    assert not policies.current_memberships(town.hana.pk, TUESDAY)


def test_the_last_administrator_cannot_step_down(town: Cast) -> None:
    role = Membership.objects.get(person=town.fumi)
    with pytest.raises(Conflict, match="最後の管理者"):
        memberships.end(membership_id=role.pk, by=town.by(town.fumi), at=AT)
    memberships.grant(
        person=town.aoi, organisation=town.city, role="city_admin", by=town.by(town.fumi), at=AT
    )
    memberships.end(membership_id=role.pk, by=town.by(town.fumi), at=AT)


@pytest.mark.parametrize(("who", "refusal"), [("ken", NotFound), ("aoi", NotFound), ("tamotsu", NotFound)])
def test_others_neither_give_nor_take(town: Cast, who: str, refusal: type[Exception]) -> None:
    by = town.by(getattr(town, who))
    with pytest.raises(refusal):
        memberships.grant(person=town.tamotsu, organisation=town.midori, role="helper", by=by, at=AT)
    with pytest.raises(refusal):
        memberships.end(membership_id=Membership.objects.get(person=town.hana).pk, by=by, at=AT)


def test_a_lead_does_not_end_another_lead(town: Cast) -> None:
    other = memberships.grant(
        person=town.tamotsu, organisation=town.midori, role="operator_lead", by=town.by(town.fumi), at=AT
    )
    with pytest.raises(NotAllowed):
        memberships.end(membership_id=other.pk, by=town.by(town.hana), at=AT)
