"""DV・支援措置: set in one place, obeyed by every list."""

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.people import policies, queries
from ibasho.town.people.actions import protection
from ibasho.town.people.models import Membership, Person
from tests.make import AT, TUESDAY
from tests.people import Cast

TOMORROW = TUESDAY + timedelta(days=1)


def test_from_the_same_transaction_on_the_person_is_in_no_list(town: Cast) -> None:
    protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    assert policies.is_protected(town.hana.pk, day=TUESDAY)
    assert town.hana not in policies.without_protected(Person.objects.all(), "", day=TUESDAY)
    assert not policies.without_protected(Membership.objects.filter(person=town.hana), "person", day=TUESDAY)
    assert not queries.members(town.midori.pk, day=TUESDAY)
    assert not queries.people_matching({"name": "花"}, day=TUESDAY)
    with pytest.raises(Person.DoesNotExist):
        queries.person_seen(town.hana.public_id, town.by(town.aoi), day=TUESDAY)
    assert queries.person_seen(town.hana.public_id, town.by(town.fumi), day=TUESDAY) == town.hana


def test_the_journal_says_that_it_was_set_but_not_for_whom(town: Cast) -> None:
    flag = protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    entry = Entry.objects.get()
    assert (entry.verb, entry.noun, entry.object_id, entry.data) == (
        "people.protection.set", "people.Protection", str(flag.pk), {},
    )  # fmt: skip


def test_lifting_holds_until_midnight(town: Cast) -> None:
    flag = protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    protection.lift(protection_id=flag.pk, by=town.by(town.fumi), at=AT)
    assert policies.is_protected(town.hana.pk, day=TUESDAY)
    assert not policies.is_protected(town.hana.pk, day=TOMORROW)


def test_the_day_of_application_may_lie_in_the_past(town: Cast) -> None:
    day = TUESDAY - timedelta(days=3)
    protection.protect(person=town.hana, by=town.by(town.fumi), at=AT, starts_on=day)
    assert policies.is_protected(town.hana.pk, day=day)


@pytest.mark.parametrize("who", ["aoi", "mado", "tsubaki", "hana", "tamotsu"])
def test_nobody_without_the_permission_sets_or_lifts(town: Cast, who: str) -> None:
    by = town.by(getattr(town, who))
    with pytest.raises(NotAllowed):
        protection.protect(person=town.ken, by=by, at=AT)
    flag = protection.protect(person=town.ken, by=town.by(town.fumi), at=AT)
    with pytest.raises(NotAllowed):
        protection.lift(protection_id=flag.pk, by=by, at=AT)
