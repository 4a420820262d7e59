"""A. Accounts and sessions: what tests/town/people/test_sign_in.py does not tell yet."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import hashers
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.town.people import policies
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from tests import make
from tests.people import Cast
from tests.signing_in import second_factor, sign_in, verified_mail

As = Callable[[Person], Client]
SECRET = "みどりの ながい ことば 8"
WAYS = ({}, {"HX-Request": "true"}, {"Accept": "application/json"}, {"X-HTTP-Method-Override": "PUT"})


def half_signed_in(person: Person) -> Client:
    """A password and no more, as after `force_login`."""
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("headers", WAYS)
@pytest.mark.parametrize("key", ["made", "none"])
def test_1_a_city_role_with_a_password_alone_is_nobody(
    town: Cast, now: object, headers: dict[str, str], key: str
) -> None:
    if key == "made":
        second_factor(town.aoi)
    place = make.place(organisation=town.midori)
    photo, client = make.photo(place), half_signed_in(town.aoi)
    for path in (
        "/desk/",
        "/desk/people/",
        f"/desk/places/{place.public_id}/",
        "/my/account/",
        "/my/account/data.json",
    ):
        for ask in (client.get, client.post):
            assert ask(path, headers=headers).status_code == 302, path
    for path in (f"/photos/{photo.public_id}/", "/ops/places/new/"):
        assert client.get(path, headers=headers).status_code in (302, 404), path
    assert not Entry.objects.filter(person_id=town.aoi.pk).exists()


def test_1_every_role_of_the_city_asks_for_it() -> None:
    assert {code for code, role in ROLES.items() if role.city} == {
        code for code, role in ROLES.items() if role.second_factor
    }
    assert all(
        Permission.DESK_ENTER not in role.permissions for role in ROLES.values() if not role.second_factor
    )


@pytest.mark.parametrize("password", ["a" * 3 + "ねこ と やま", "x7" * 32, "ことば" * 30])
def test_2_long_and_plain_passwords_are_welcome(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize("password", ["qwertyuiop", "iloveyou", "みじかい", "sunshine"])
def test_2_common_and_short_ones_are_not(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


def test_2_passwords_are_pasted_and_filled_in(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert 'autocomplete="current-password"' in page and "onpaste" not in page


def test_4_an_unknown_address_costs_as_much_as_a_known_one(
    town: Cast, now: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the clock of a busy machine but the work is counted: one hash, whoever is asked for."""
    verified_mail(town.hana)
    Person.objects.filter(pk=town.ken.pk).update(password=hashers.make_password(SECRET))
    verified_mail(town.ken)
    hashed: list[str] = []
    usual = hashers.get_hasher().__class__.encode

    def encode(self: object, password: str, salt: str, *more: object) -> str:
        hashed.append(password)
        return usual(self, password, salt, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(hashers.get_hasher().__class__, "encode", encode)
    counts = {}
    for email in ("hana@example.test", "ken@example.test", "nobd@example.test"):
        hashed.clear()
        Client().post("/accounts/login/", {"login": email, "password": "nope"})
        counts[email] = len(hashed)
    assert len(set(counts.values())) == 1 and counts["nobd@example.test"] >= 1, counts


def test_4_a_login_code_cannot_be_guessed(town: Cast, now: object) -> None:
    verified_mail(town.hana)
    client = Client()
    client.post("/accounts/login/code/", {"email": town.hana.email})
    answers = [
        client.post("/accounts/login/code/confirm/", {"code": f"AAAA{n:02}"}).status_code for n in range(5)
    ]
    assert answers[-1] == 302, "after a few wrong codes one begins again"
    asked = [Client().post("/accounts/login/code/", {"email": town.hana.email}).status_code for _ in range(6)]
    assert asked[-2:] == [200, 200], "no more codes for this address"


def test_5_session_ids_cannot_be_guessed(town: Cast, now: object) -> None:
    keys = {sign_in(Client(), town.hana).session.session_key for _ in range(3)}
    assert len(keys) == 3 and all(key and len(key) >= 32 for key in keys)  # 36 letters: 165 bits


def test_5_a_session_planted_before_sign_in_is_worth_nothing(town: Cast, now: object) -> None:
    town.hana.set_password(SECRET)
    town.hana.save()
    verified_mail(town.hana)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "planted0planted0planted0planted0"
    client.post("/accounts/login/", {"login": town.hana.email, "password": SECRET})
    assert client.get("/my/account/").status_code == 200
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "planted0planted0planted0planted0"


def test_5_a_new_password_ends_the_other_sessions(town: Cast, now: object) -> None:
    town.hana.set_password(SECRET)
    town.hana.save()
    here, there = sign_in(Client(), town.hana), sign_in(Client(), town.hana)
    here.post("/accounts/password/change/", {"oldpassword": SECRET, "password1": "べつの ながい ことば 9",
                                             "password2": "べつの ながい ことば 9"})  # fmt: skip
    assert (here.get("/my/account/").status_code, there.get("/my/account/").status_code) == (200, 302)


@pytest.mark.parametrize("how", ["disabled", "ended", "role"])
def test_7_rights_end_with_the_next_request(town: Cast, as_person: As, how: str) -> None:
    place = make.place(organisation=town.midori)
    client, path = as_person(town.hana), f"/ops/places/{place.public_id}/same/"
    assert client.get("/ops/").status_code == 200
    if how == "disabled":
        Person.objects.filter(pk=town.hana.pk).update(is_active=False)
    elif how == "ended":
        Person.objects.filter(pk=town.hana.pk).update(ends_on=make.MONDAY)
    else:
        Membership.objects.filter(person=town.hana).update(ends_on=make.MONDAY)
    assert client.post(path).status_code in (302, 404)
    place.refresh_from_db()
    assert place.verified_on is None


@pytest.mark.parametrize("how", ["role", "group"])
def test_7_typing_in_for_somebody_ends_with_the_role_or_the_group(
    town: Cast, as_person: As, how: str
) -> None:
    client = as_person(town.mado)
    client.post(f"/desk/people/organisations/{town.midori.public_id}/act-for/", {"via": "phone"})
    assert client.get("/ops/").status_code == 200
    if how == "role":
        Membership.objects.filter(person=town.mado).update(role="csw", organisation=town.council)
    else:
        Organisation.objects.filter(pk=town.midori.pk).update(is_active=False)
    assert client.get("/ops/").status_code == 404
    client.post("/my/account/edit/", {"name": "窓", "nickname": "まど"})
    assert Entry.objects.get(verb="people.person.change").acting_for is None
    assert "代わりに 入力しています" not in client.get("/my/account/").content.decode()


def test_7_who_types_in_for_one_group_reaches_no_other(town: Cast, as_person: As) -> None:
    other = make.place("あおぞら", organisation=town.aozora)
    client = as_person(town.mado)
    client.post(f"/desk/people/organisations/{town.midori.public_id}/act-for/", {"via": "phone"})
    for path in (f"/ops/places/{other.public_id}/", f"/ops/members/{town.aozora.public_id}/"):
        assert client.get(path).status_code == 404, path
    assert client.post(f"/ops/places/{other.public_id}/same/").status_code == 404


def test_8_power_and_protection_ask_for_the_second_factor_again(town: Cast, as_person: As) -> None:
    client = as_person(town.fumi)
    session = client.session
    for record in session[METHODS]:
        record["at"] = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT - 60
    session.save()
    person = f"/desk/people/{town.ken.public_id}"
    second_factor(town.ken)
    for path in (f"{person}/grant/", f"{person}/second-factor/", "/desk/people/protection/",
                 "/desk/people/protection/1/lift/"):  # fmt: skip
        for ask in (client.get, client.post):
            answer = ask(path, {"organisation": town.midori.pk, "role": "operator"})
            assert answer.status_code == 302 and answer["Location"].startswith(
                "/accounts/2fa/reauthenticate/"
            ), path
    for path in ("/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/generate/"):
        assert "reauthenticate" in client.get(path).get("Location", ""), path
    new_address = {"email": "neu@example.test", "action_add": ""}
    assert "reauthenticate" in client.post("/accounts/email/", new_address)["Location"]
    assert client.get("/desk/").status_code == 200
    assert not Membership.objects.filter(person=town.ken, organisation=town.midori).exists()
    assert Authenticator.objects.filter(user=town.ken).exists()


def test_9_every_account_has_an_end(town: Cast, now: object) -> None:
    """Whatever makes an account in our rooms says until when."""
    makers = [
        source
        for name in ("invitations", "beginning")
        for source in [inspect.getsource(__import__(f"ibasho.town.people.actions.{name}", fromlist=[name]))]
    ]
    assert all("create_user" in source and "ends_on=rules.account_end" in source for source in makers)
    day = clock.day(make.AT)
    ended = day - timedelta(days=1)
    Membership.objects.filter(person=town.hana).update(ends_on=None)
    Person.objects.filter(pk=town.hana.pk).update(ends_on=ended)
    assert policies.current_memberships(town.hana.pk, day) == []


def test_10_a_fresh_copy_has_nobody_in_it(db: None) -> None:
    assert not Person.objects.exists() and not Authenticator.objects.exists()


def test_100_a_role_taken_away_is_gone_for_whoever_asks_afterwards(town: Cast, now: object) -> None:
    """Nothing of a role is kept between two questions: 200 times taken and given back, never seen while it was gone."""
    by, rows = town.by(town.hana), Membership.objects.filter(person=town.hana)
    seen = []
    for turn in range(200):
        rows.update(ends_on=make.MONDAY if turn % 2 else None)
        seen.append(
            policies.may(by, Permission.PLACES_EDIT, day=make.TUESDAY, organisation_id=town.midori.pk)
        )
    assert seen == [True, False] * 100
