"""invite, accept, withdraw: the only way to an account."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.people import policies, rules
from ibasho.town.people.actions import accounts, invitations
from ibasho.town.people.models import Invitation, Person
from ibasho.town.people.permissions import Permission
from tests.make import AT, TUESDAY
from tests.people import UNTIL, Cast

PUBLIC = Actor.public()


def invited(town: Cast, email: str = "nao@example.test", role: str = "operator") -> str:
    made = invitations.invite(organisation=town.midori, role=role, email=email, by=town.by(town.hana), at=AT)
    return made.link.rstrip("/").rsplit("/", 1)[1]


def test_the_link_goes_out_by_mail_and_only_its_hash_is_kept(town: Cast) -> None:
    token = invited(town)
    (letter,) = mail.outbox
    assert letter.to == ["nao@example.test"] and token in letter.body
    kept = Invitation.objects.get()
    assert kept.token_hash == rules.token_hash(token)
    assert token not in str(Entry.objects.values()) and "nao@" not in str(Entry.objects.values())


def test_a_letter_is_for_those_without_mail_at_hand(town: Cast) -> None:
    assert len(invited(town, email="")) >= 43
    assert not mail.outbox


def test_accepting_makes_an_account_until_the_end_of_the_year(town: Cast) -> None:
    person = invitations.accept(token=invited(town), name="直", by=PUBLIC, at=AT)
    assert (person.email, person.name, person.ends_on) == ("nao@example.test", "直", UNTIL)
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert policies.may(Actor(person.pk), Permission.OPS_ENTER, day=TUESDAY, organisation_id=town.midori.pk)
    entry = Entry.objects.get(verb="people.invitation.accept")
    assert (entry.person_id, entry.via) == (person.pk, "link")


def test_an_address_typed_from_a_letter_is_not_proven(town: Cast) -> None:
    person = invitations.accept(
        token=invited(town, ""), name="直", email="nao@example.test", by=PUBLIC, at=AT
    )
    assert not EmailAddress.objects.get(user=person).verified


def test_a_letter_needs_a_name_and_an_address(town: Cast) -> None:
    with pytest.raises(Invalid) as refusal:
        invitations.accept(token=invited(town, ""), by=PUBLIC, at=AT)
    assert set(refusal.value.fields) == {"name", "email"}


def test_the_link_works_once(town: Cast) -> None:
    token = invited(town)
    invitations.accept(token=token, name="直", by=PUBLIC, at=AT)
    with pytest.raises(NotFound, match="もう使えません"):
        invitations.accept(token=token, name="直", by=PUBLIC, at=AT)
    assert Person.objects.filter(email="nao@example.test").count() == 1


def test_the_link_dies_after_fourteen_days(town: Cast) -> None:
    token = invited(town)
    invitations.find_open(token, at=AT + timedelta(days=13, hours=23))
    with pytest.raises(NotFound):
        invitations.accept(token=token, name="直", by=PUBLIC, at=AT + timedelta(days=14))


def test_a_withdrawn_link_is_dead(town: Cast) -> None:
    token = invited(town)
    invitations.withdraw(invitation_id=Invitation.objects.get().pk, by=town.by(town.hana), at=AT)
    with pytest.raises(NotFound):
        invitations.accept(token=token, name="直", by=PUBLIC, at=AT)
    with pytest.raises(Conflict):
        invitations.withdraw(invitation_id=Invitation.objects.get().pk, by=town.by(town.hana), at=AT)


def test_inviting_again_stops_the_older_link(town: Cast) -> None:
    first, second = invited(town), invited(town)
    with pytest.raises(NotFound):
        invitations.find_open(first, at=AT)
    assert invitations.find_open(second, at=AT)


def test_a_guess_finds_nothing(town: Cast) -> None:
    invited(town)
    with pytest.raises(NotFound):
        invitations.find_open("guess", at=AT)


def test_somebody_with_an_account_takes_it_signed_in(town: Cast) -> None:
    token = invited(town, email=town.tamotsu.email)
    with pytest.raises(Conflict, match="ログイン"):
        invitations.accept(token=token, by=PUBLIC, at=AT)
    assert invitations.accept(token=token, by=town.by(town.tamotsu), at=AT) == town.tamotsu
    assert policies.may(town.by(town.tamotsu), Permission.PLACES_EDIT, day=TUESDAY)


def test_somebody_whose_account_ended_comes_back(town: Cast) -> None:
    Person.objects.filter(pk=town.tamotsu.pk).update(ends_on=TUESDAY - timedelta(days=1))
    back = invitations.accept(token=invited(town, town.tamotsu.email), by=PUBLIC, at=AT)
    assert back == town.tamotsu and back.may_sign_in(TUESDAY)


def test_somebody_disabled_does_not_come_back_by_a_link(town: Cast) -> None:
    accounts.disable(person_id=town.tamotsu.pk, why="", by=town.by(town.fumi), at=AT)
    with pytest.raises(Conflict):
        invitations.accept(token=invited(town, town.tamotsu.email), by=PUBLIC, at=AT)


def test_a_letter_does_not_reopen_somebody_elses_ended_account(town: Cast) -> None:
    Person.objects.filter(pk=town.tamotsu.pk).update(ends_on=TUESDAY - timedelta(days=1))
    with pytest.raises(Conflict):
        invitations.accept(token=invited(town, ""), name="x", email=town.tamotsu.email, by=PUBLIC, at=AT)


@pytest.mark.parametrize(
    ("who", "role", "refusal"),
    [
        ("hana", "operator_lead", NotAllowed),
        ("hana", "city_admin", Invalid),
        ("ken", "helper", NotFound),
        ("tamotsu", "helper", NotFound),
        ("aoi", "operator_lead", NotFound),
        ("mado", "helper", NotFound),
        ("tsubaki", "helper", NotFound),
    ],
)
def test_who_may_not_invite(town: Cast, who: str, role: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        invitations.invite(
            organisation=town.midori, role=role, email="x@example.test", by=town.by(getattr(town, who)), at=AT
        )
    assert not mail.outbox


def test_an_administrator_invites_a_colleague(town: Cast) -> None:
    made = invitations.invite(
        organisation=town.city, role="city_admin", email="new@example.test", by=town.by(town.fumi), at=AT
    )
    assert re.fullmatch(r"http://localhost:8000/accounts/invitation/[\w-]{43}/", made.link)
