"""Sign-in, told as stories in a browser without scripts."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.town.people.actions import accounts
from ibasho.town.people.models import Person
from tests.make import AT, TUESDAY
from tests.people import Cast
from tests.signing_in import code_now, second_factor, sign_in, verified_mail

LOGIN, DESK, MINE = "/accounts/login/", "/desk/people/", "/my/account/"
SECRET = "みどりの ながい ことば 8"
Turn = Callable[..., None]


def with_password(person: Person) -> Person:
    verified_mail(person)
    person.set_password(SECRET)
    person.save()
    return person


def log_in(client: Client, email: str, password: str = SECRET):  # type: ignore[no-untyped-def]
    return client.post(LOGIN, {"login": email, "password": password}, follow=True)


def path(response) -> str:  # type: ignore[no-untyped-def]
    return str(response.redirect_chain[-1][0] if response.redirect_chain else response.request["PATH_INFO"])


def test_an_officer_without_second_factor_is_led_to_make_one(town: Cast, now: Turn, client: Client) -> None:
    with_password(town.aoi)
    log_in(client, town.aoi.email)
    for page in (DESK, "/desk/people/organisations/", "/desk/outbox/", MINE):
        response = client.get(page)
        assert (response.status_code, response["Location"]) == (302, "/accounts/second-factor/")
    told = client.get("/accounts/second-factor/").content.decode()
    assert "/accounts/2fa/totp/activate/" in told and "/accounts/2fa/webauthn/add/" in told


def test_making_one_leads_to_the_desk(town: Cast, now: Turn, client: Client) -> None:
    with_password(town.aoi)
    log_in(client, town.aoi.email)
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    client.post(asked["Location"], {"password": SECRET})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert secret and "data:image/svg+xml;base64," in page
    fresh = Authenticator(user=town.aoi, type="totp", data={"secret": secret[1]})
    done = client.post("/accounts/2fa/totp/activate/", {"code": plain_code(fresh)}, follow=True)
    assert path(done) == "/accounts/2fa/recovery-codes/" and "予備のコード" in done.content.decode()
    stopped = client.get(DESK)  # this session has not shown it yet
    assert stopped["Location"].startswith("/accounts/2fa/reauthenticate/")
    client.post(
        stopped["Location"], {"code": code_now(Authenticator.objects.get(user=town.aoi, type="totp"))}
    )
    assert client.get(DESK).status_code == 200


def plain_code(authenticator: Authenticator) -> str:
    from allauth.mfa.utils import encrypt  # noqa: PLC0415

    authenticator.data["secret"] = encrypt(authenticator.data["secret"])
    return code_now(authenticator)


def test_with_password_and_code_the_desk_opens(town: Cast, now: Turn, client: Client) -> None:
    key = second_factor(with_password(town.aoi))
    asked = log_in(client, town.aoi.email)
    assert path(asked) == "/accounts/2fa/authenticate/"
    assert client.get(DESK)["Location"].startswith(LOGIN)  # the password alone opens nothing
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "コードが ちがいます" in wrong.content.decode()
    client.post("/accounts/2fa/authenticate/", {"code": code_now(key)})
    assert client.get(DESK).status_code == 200
    assert Entry.objects.filter(verb="people.person.sign_in", person_id=town.aoi.pk).exists()


def test_a_code_works_once(town: Cast, now: Turn) -> None:
    key = second_factor(with_password(town.aoi))
    code = code_now(key)
    assert key.wrap().validate_code(code) and not key.wrap().validate_code(code)


def test_the_totp_secret_is_encrypted_at_rest(town: Cast) -> None:
    kept = second_factor(town.aoi).data["secret"]
    assert not re.fullmatch(r"[A-Z2-7]{32}", kept) and len(kept) > 60


def test_a_city_role_cannot_drop_the_last_second_factor(
    town: Cast, as_person: Callable[[Person], Client]
) -> None:
    client = as_person(town.aoi)
    refused = client.post("/accounts/2fa/totp/deactivate/")
    assert "2つ目のかぎが いります" in refused.content.decode()
    assert Authenticator.objects.filter(user=town.aoi, type="totp").exists()


def test_a_session_from_before_the_second_factor_stays_outside(town: Cast, now: Turn) -> None:
    old = Client()
    old.force_login(town.aoi)
    sign_in(Client(), town.aoi)
    assert old.get(DESK).status_code == 302


def test_a_mail_code_signs_in(town: Cast, now: Turn, client: Client) -> None:
    verified_mail(town.hana)
    asked = client.post("/accounts/login/code/", {"email": town.hana.email}, follow=True)
    assert path(asked) == "/accounts/login/code/confirm/"
    code = re.search(r"^\S{6,}$", mail.outbox[0].body, re.MULTILINE)
    assert code
    client.post("/accounts/login/code/confirm/", {"code": code[0]})
    assert client.get(MINE).status_code == 200


@pytest.mark.parametrize(
    ("url", "field"), [("/accounts/login/code/", "email"), ("/accounts/password/reset/", "email")]
)
def test_known_and_unknown_addresses_look_the_same(town: Cast, now: Turn, url: str, field: str) -> None:
    verified_mail(town.hana)
    pages = []
    for email in (town.hana.email, "nobd@example.test"):
        response = Client().post(url, {field: email}, follow=True)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
        pages.append((path(response), response.status_code, text.replace(email, "…")))
    assert pages[0] == pages[1]
    assert {letter.to[0] for letter in mail.outbox} == {town.hana.email}


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(
    town: Cast, now: Turn, client: Client
) -> None:
    with_password(town.hana)
    pages = [
        log_in(client, email, "nope").content.decode() for email in (town.hana.email, "nobd@example.test")
    ]
    assert all("メールアドレスか パスワードが ちがいます" in page for page in pages)


def test_after_ten_wrong_tries_it_rests(town: Cast, now: Turn, client: Client) -> None:
    with_password(town.hana)
    for _ in range(10):
        log_in(client, town.hana.email, "nope")
    told = log_in(client, town.hana.email)  # even the right one
    assert "少しお休みします" in told.content.decode()
    assert client.get(MINE).status_code == 302
    assert path(log_in(Client(), with_password(town.ken).email)) != LOGIN  # others are not held up


def test_an_ended_account_does_not_get_in(town: Cast, now: Turn, client: Client) -> None:
    with_password(town.hana)
    Person.objects.filter(pk=town.hana.pk).update(ends_on=TUESDAY - timedelta(days=1))
    told = log_in(client, town.hana.email)
    assert path(told) == "/accounts/inactive/" and "新しい招待で もどれます" in told.content.decode()
    assert client.get(MINE).status_code == 302


def test_on_its_last_day_it_does(town: Cast, now: Turn, client: Client) -> None:
    with_password(town.hana)
    Person.objects.filter(pk=town.hana.pk).update(ends_on=TUESDAY)
    log_in(client, town.hana.email)
    assert client.get(MINE).status_code == 200


def test_a_disabled_persons_sessions_die_with_their_next_request(
    town: Cast, as_person: Callable[[Person], Client]
) -> None:
    client = as_person(town.hana)
    assert client.get(MINE).status_code == 200
    accounts.disable(person_id=town.hana.pk, why="", by=town.by(town.fumi), at=AT)
    gone = client.get(MINE)
    assert gone["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session
    assert gone["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    ("who", "minutes", "stays"),
    [("aoi", 29, True), ("aoi", 31, False), ("hana", 31, True), ("hana", 721, False)],
)
def test_idle_and_absolute_ends_of_a_session(
    town: Cast, now: Turn, as_person: Callable[[Person], Client], who: str, minutes: int, *, stays: bool
) -> None:
    client = as_person(getattr(town, who))
    client.get(MINE)
    now(AT + timedelta(minutes=minutes))
    answer = client.get(MINE)
    assert (answer.status_code == 200) is stays
    # who was late finds what they had half written: sealed, tests/browser/test_stay.py
    assert answer.headers.get("Clear-Site-Data") == (None if stays else '"cache"')


def test_work_does_not_stretch_the_twelve_hours(
    town: Cast, now: Turn, as_person: Callable[[Person], Client]
) -> None:
    client = as_person(town.aoi)
    statuses = []
    for minutes in range(0, 741, 20):
        now(AT + timedelta(minutes=minutes))
        statuses.append(client.get(MINE).status_code)
    assert statuses[:37] == [200] * 37 and statuses[-1] == 302


def test_the_session_changes_at_sign_in(town: Cast, now: Turn, client: Client) -> None:
    with_password(town.hana)
    client.get("/accounts/invitation/x/")  # an anonymous session
    before = client.session.session_key
    log_in(client, town.hana.email)
    after = client.session.session_key
    assert before and after and before != after
    stranger = Client()
    stranger.cookies["session"] = before
    assert stranger.get(MINE).status_code == 302


def test_signed_in_pages_are_not_stored_and_sign_out_clears(
    town: Cast, as_person: Callable[[Person], Client]
) -> None:
    client = as_person(town.hana)
    assert client.get(MINE)["Cache-Control"] == "no-store, private"
    assert client.get("/accounts/logout/").status_code == 200  # a link never signs out by itself
    out = client.post("/accounts/logout/")
    assert out["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(MINE).status_code == 302


def test_nobody_signs_up_without_an_invitation(town: Cast, now: Turn, client: Client) -> None:
    assert "招待" in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"email": "x@example.test", "password1": SECRET})
    assert not Person.objects.filter(email="x@example.test").exists()


@pytest.mark.parametrize("password", ["password", "12345678", "みじかい"])
def test_common_and_short_passwords_are_refused(
    town: Cast, as_person: Callable[[Person], Client], password: str
) -> None:
    client = as_person(with_password(town.hana))
    client.post(
        "/accounts/password/change/", {"oldpassword": SECRET, "password1": password, "password2": password}
    )
    assert Person.objects.get(pk=town.hana.pk).check_password(SECRET)


def test_the_address_changes_only_after_proof(town: Cast, as_person: Callable[[Person], Client]) -> None:
    client = as_person(town.hana)
    asked = client.post("/accounts/email/", {"email": "new@example.test", "action_add": ""}, follow=True)
    assert Person.objects.get(pk=town.hana.pk).email == "hana@example.test"
    code = re.search(r"^\S{6,}$", mail.outbox[-1].body, re.MULTILINE)
    assert code and mail.outbox[-1].to == ["new@example.test"]
    client.post(path(asked), {"code": code[0]})
    assert Person.objects.get(pk=town.hana.pk).email == "new@example.test"
    assert list(EmailAddress.objects.filter(user=town.hana).values_list("email", flat=True)) == [
        "new@example.test"
    ]


def test_who_has_only_a_passkey_is_asked_for_the_passkey(town: Cast, now: Turn, client: Client) -> None:
    for kind in ("webauthn", "recovery_codes"):
        Authenticator.objects.create(user=town.aoi, type=kind, data={"credential": {}, "name": "x"})
    client.force_login(town.aoi)
    assert client.get(DESK)["Location"].startswith("/accounts/2fa/webauthn/reauthenticate/?next=")


def test_a_passkey_sign_in_offers_a_challenge(town: Cast, now: Turn, client: Client) -> None:
    answer = client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert "challenge" in answer.json()["request_options"]["publicKey"]


def test_signing_out_elsewhere_ends_every_other_session(
    town: Cast, as_person: Callable[[Person], Client]
) -> None:
    here, lost = as_person(town.hana), as_person(town.hana)
    assert lost.get(MINE).status_code == 200
    told = here.post("/my/account/sign-out/", follow=True)
    assert "ほかの端末の ログインを ぜんぶ" in told.content.decode()
    assert here.get(MINE).status_code == 200 and lost.get(MINE).status_code == 302


def test_an_administrator_ends_the_sessions_of_a_lost_phone(
    town: Cast, as_person: Callable[[Person], Client]
) -> None:
    lost, others = as_person(town.hana), as_person(town.ken)
    as_person(town.fumi).post(f"/desk/people/{town.hana.public_id}/sign-out/", {"confirmed": "yes"})
    assert lost.get(MINE).status_code == 302 and others.get(MINE).status_code == 200
    town.hana.refresh_from_db()
    assert as_person(town.hana).get("/ops/").status_code == 200  # the roles stay
    assert Entry.objects.filter(verb="people.person.sign_out_everywhere", person_id=town.fumi.pk).exists()


def test_a_new_password_ends_every_other_session(town: Cast, as_person: Callable[[Person], Client]) -> None:
    here, lost = as_person(with_password(town.hana)), as_person(town.hana)
    new = "かえるが とんだ ゆうがた"
    here.post("/accounts/password/change/", {"oldpassword": SECRET, "password1": new, "password2": new})
    assert here.get(MINE).status_code == 200 and lost.get(MINE).status_code == 302


def test_a_reset_link_lives_ten_minutes_and_does_not_pass_the_second_factor(
    town: Cast, now: Turn, client: Client, settings: Any
) -> None:
    key = second_factor(with_password(town.aoi))
    client.post("/accounts/password/reset/", {"email": town.aoi.email})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)
    assert link and settings.PASSWORD_RESET_TIMEOUT == 600
    form = client.get(link[1], follow=True)
    new = "かえるが とんだ ゆうがた"
    client.post(path(form), {"password1": new, "password2": new})
    assert path(log_in(client, town.aoi.email, new)) == "/accounts/2fa/authenticate/"
    assert client.get(DESK)["Location"].startswith(LOGIN)
    client.post("/accounts/2fa/authenticate/", {"code": code_now(key)})
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize(("who", "page"), [("aoi", "/desk/"), ("hana", "/ops/"), ("tamotsu", MINE)])
def test_every_signed_in_door_has_its_way_out(
    town: Cast, as_person: Callable[[Person], Client], who: str, page: str
) -> None:
    assert 'action="/accounts/logout/"' in as_person(getattr(town, who)).get(page).content.decode()
