"""A role of the city begins with a second person's word (statement 99)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotAllowed, NotFound
from ibasho.town.people import policies
from ibasho.town.people.actions import accounts, appointing, invitations, memberships
from ibasho.town.people.models import Appointment, Membership, Person
from ibasho.town.people.roles import ROLES
from tests.make import AT, TUESDAY
from tests.people import SINCE, UNTIL, Cast


def asked(town: Cast, role: str = "city_clerk", person: Person | None = None) -> Appointment:
    given = memberships.grant(
        person=person or town.tamotsu, organisation=town.council if role == "csw" else town.city, role=role,
        by=town.by(town.fumi), at=AT,
    )  # fmt: skip
    assert isinstance(given, Appointment)
    return given


def holds(person: Person, role: str) -> bool:
    return any(one.role == role for one in policies.current_memberships(person.pk, TUESDAY))


@pytest.mark.parametrize("role", [code for code, role in ROLES.items() if role.city])
def test_99_nobody_gives_power_over_the_city_alone(town: Cast, role: str) -> None:
    waiting = asked(town, role)
    assert not policies.current_memberships(town.tamotsu.pk, TUESDAY)
    appointing.confirm(appointment_id=waiting.pk, by=town.by(town.aoi), at=AT)
    assert holds(town.tamotsu, role)
    told = Entry.objects.get(verb="people.membership.grant")
    assert (told.person_id, told.data["asked_by"]) == (town.aoi.pk, town.fumi.pk)


def test_99_also_who_comes_by_an_invitation_waits(town: Cast) -> None:
    made = invitations.invite(
        organisation=town.city, role="city_officer", email="nao@example.test", by=town.by(town.fumi), at=AT
    )
    token = made.link.rstrip("/").rsplit("/", 1)[1]
    nao = invitations.accept(token=token, by=Actor.public(), at=AT, name="直")
    assert not policies.current_memberships(nao.pk, TUESDAY)
    appointing.confirm(appointment_id=Appointment.objects.get(person=nao).pk, by=town.by(town.aoi), at=AT)
    assert holds(nao, "city_officer")


def test_99_neither_who_asked_nor_who_gets_it_says_yes(town: Cast) -> None:
    waiting = asked(town)
    with pytest.raises(NotAllowed, match="自分で"):
        appointing.confirm(appointment_id=waiting.pk, by=town.by(town.fumi), at=AT)
    for_herself = asked(town, "city_clerk", _officer(town))
    with pytest.raises(NotAllowed, match="自分の"):
        appointing.confirm(appointment_id=for_herself.pk, by=Actor(person_id=for_herself.person_id), at=AT)
    for second in (town.fumi, town.tamotsu):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=waiting.pk).update(confirmed_at=AT, confirmed_by=second)
    assert not holds(town.tamotsu, "city_clerk")


@pytest.mark.parametrize("who", ["mado", "tsubaki", "sumi", "tomoe", "hana", "ken", "tamotsu"])
def test_others_neither_confirm_nor_drop(town: Cast, who: str) -> None:
    waiting, by = asked(town), town.by(getattr(town, who))
    for deed in (appointing.confirm, appointing.drop):
        with pytest.raises(NotAllowed):
            deed(appointment_id=waiting.pk, by=by, at=AT)


def test_what_is_old_dropped_or_confirmed_is_over(town: Cast) -> None:
    by, old, gone = town.by(town.aoi), asked(town), asked(town, "csw")
    with pytest.raises(Conflict, match="もう終わって"):
        appointing.confirm(appointment_id=old.pk, by=by, at=AT + timedelta(days=14))
    appointing.drop(appointment_id=gone.pk, by=town.by(town.fumi), at=AT)
    with pytest.raises(Conflict):
        appointing.confirm(appointment_id=gone.pk, by=by, at=AT)
    appointing.confirm(appointment_id=old.pk, by=by, at=AT)
    with pytest.raises(Conflict):
        appointing.confirm(appointment_id=old.pk, by=by, at=AT)
    with pytest.raises(NotFound):
        appointing.confirm(appointment_id=0, by=by, at=AT)


def test_what_a_shut_account_asked_for_begins_no_more(town: Cast) -> None:
    """Somebody else's hands on Fumi's account: once it is shut, what it asked for is worth nothing."""
    second = _officer(town, "city_admin")
    waiting = asked(town)
    accounts.disable(person_id=town.fumi.pk, why="", by=town.by(second), at=AT)
    with pytest.raises(Conflict, match="もう 管理者では"):
        appointing.confirm(appointment_id=waiting.pk, by=town.by(town.aoi), at=AT)


def test_asked_twice_the_newer_one_counts(town: Cast) -> None:
    first, second = asked(town), asked(town)
    first.refresh_from_db()
    assert first.dropped_at == AT
    appointing.confirm(appointment_id=second.pk, by=town.by(town.aoi), at=AT)
    assert Membership.objects.filter(person=town.tamotsu).count() == 1


def test_in_its_first_days_a_city_has_nobody_else(town: Cast) -> None:
    Membership.objects.filter(person=town.aoi).delete()
    given = memberships.grant(
        person=town.aoi, organisation=town.city, role="city_officer", by=town.by(town.fumi), at=AT
    )
    assert isinstance(given, Membership) and holds(town.aoi, "city_officer")


def test_a_role_in_a_group_needs_no_second(town: Cast) -> None:
    given = memberships.grant(
        person=town.tamotsu, organisation=town.midori, role="operator", by=town.by(town.fumi), at=AT
    )
    assert isinstance(given, Membership)


def _officer(town: Cast, role: str = "city_officer") -> Person:
    person = Person.objects.create(email="second@example.test", name="二葉", ends_on=UNTIL)
    Membership.objects.create(
        person=person, organisation=town.city, role=role, starts_on=SINCE, ends_on=UNTIL
    )
    return person
