"""One's own words, closing, disabling, extending, forgetting."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.town.people import policies
from ibasho.town.people.actions import accounts, invitations, letters, protection
from ibasho.town.people.actions.accounts import OwnWords
from ibasho.town.people.models import Membership, Person
from tests.make import AT, TUESDAY
from tests.people import UNTIL, Cast
from tests.signing_in import second_factor, verified_mail

JOB = Actor.of_job("test")


def test_one_changes_the_own_words(town: Cast) -> None:
    words = OwnWords(name="山川 花", nickname="はなさん", phone="000-000-0000")
    accounts.change_own(words=words, by=town.by(town.hana), at=AT)
    assert str(Person.objects.get(pk=town.hana.pk)) == "はなさん"
    entry = Entry.objects.get(verb="people.person.change")
    assert entry.data == {"fields": ["name", "nickname", "phone"]} and "はな" not in str(entry.data)


@pytest.mark.parametrize("name", ["", "   ", "花 1234 5678 9018"])
def test_no_name_or_a_my_number_is_refused(town: Cast, name: str) -> None:
    with pytest.raises(Invalid):
        accounts.change_own(words=OwnWords(name=name), by=town.by(town.hana), at=AT)


def test_closing_ends_sign_in_and_roles(town: Cast) -> None:
    accounts.close_account(by=town.by(town.hana), at=AT)
    person = Person.objects.get(pk=town.hana.pk)
    assert not person.may_sign_in(TUESDAY) and person.closed_at == AT
    assert not policies.current_memberships(person.pk, TUESDAY)


def test_the_last_administrator_neither_closes_nor_is_disabled(town: Cast) -> None:
    with pytest.raises(Conflict):
        accounts.close_account(by=town.by(town.fumi), at=AT)
    with pytest.raises(Conflict):
        accounts.disable(person_id=town.fumi.pk, why="", by=town.by(town.fumi), at=AT)
    assert Person.objects.get(pk=town.fumi.pk).is_active


def test_an_administrator_disables_and_enables(town: Cast) -> None:
    accounts.disable(person_id=town.ken.pk, why="連絡がとれない", by=town.by(town.fumi), at=AT)
    assert not Person.objects.get(pk=town.ken.pk).may_sign_in(TUESDAY)
    accounts.enable(person_id=town.ken.pk, by=town.by(town.fumi), at=AT)
    assert Person.objects.get(pk=town.ken.pk).may_sign_in(TUESDAY)
    assert not policies.current_memberships(town.ken.pk, TUESDAY)  # roles are given anew


@pytest.mark.parametrize("who", ["aoi", "mado", "tsubaki", "hana", "tamotsu"])
def test_nobody_else_does(town: Cast, who: str) -> None:
    by = town.by(getattr(town, who))
    with pytest.raises(NotAllowed):
        accounts.disable(person_id=town.ken.pk, why="", by=by, at=AT)
    with pytest.raises(NotAllowed):
        accounts.enable(person_id=town.ken.pk, by=by, at=AT)
    with pytest.raises(NotAllowed):
        accounts.extend(person_id=town.ken.pk, ends_on=UNTIL, by=by, at=AT)
    with pytest.raises(NotAllowed):
        accounts.reset_second_factor(person_id=town.ken.pk, by=by, at=AT)


def test_extending_takes_the_running_roles_along(town: Cast) -> None:
    accounts.extend(person_id=town.hana.pk, ends_on=date(2028, 3, 31), by=town.by(town.fumi), at=AT)
    assert Person.objects.get(pk=town.hana.pk).ends_on == date(2028, 3, 31)
    assert Membership.objects.get(person=town.hana).ends_on == date(2028, 3, 31)


def test_a_lost_phone_is_replaced_at_the_counter(town: Cast) -> None:
    second_factor(town.aoi)
    accounts.reset_second_factor(person_id=town.aoi.pk, by=town.by(town.fumi), at=AT)
    assert not Authenticator.objects.filter(user=town.aoi).exists()


def test_a_year_later_name_and_address_are_gone(town: Cast) -> None:
    verified_mail(town.hana)
    accounts.close_account(by=town.by(town.hana), at=AT)
    assert accounts.forget_gone(by=JOB, at=AT + timedelta(days=364)) == 0
    assert accounts.forget_gone(by=JOB, at=AT + timedelta(days=366)) == 1
    gone = Person.objects.get(pk=town.hana.pk)
    assert (gone.name, gone.phone, gone.email.split("@")[1]) == ("退会した人", "", "gone.invalid")
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert accounts.forget_gone(by=JOB, at=AT + timedelta(days=367)) == 0


def test_an_account_that_ended_a_year_ago_is_forgotten_too(town: Cast) -> None:
    later = AT + timedelta(days=500)
    assert accounts.forget_gone(by=JOB, at=later) == 10


def test_old_rows_go_when_their_time_is_over(town: Cast) -> None:
    invitations.invite(organisation=town.midori, role="helper", email="", by=town.by(town.hana), at=AT)
    flag = protection.protect(person=town.ken, by=town.by(town.fumi), at=AT)
    protection.lift(protection_id=flag.pk, by=town.by(town.fumi), at=AT)
    protection.check(by=town.by(town.fumi), at=AT)
    letters.ask(key="test:1", ids=[1, 2], by=town.by(town.aoi), at=AT)
    counted = ("invitations", "memberships", "protections", "checks", "letters", "appointments", "asks")
    nothing = dict.fromkeys(counted, 0)
    assert accounts.drop_old_rows(by=JOB, at=AT + timedelta(days=365)) == nothing
    assert accounts.drop_old_rows(by=JOB, at=AT + timedelta(days=367)) == {
        **nothing, "invitations": 1, "protections": 1, "checks": 1, "letters": 1,
    }  # fmt: skip
    assert accounts.drop_old_rows(by=JOB, at=AT + timedelta(days=6 * 365))["memberships"] == 9
