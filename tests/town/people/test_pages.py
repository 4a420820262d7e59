"""What people do on the pages, at each door, without scripts."""

import json
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.town.people import policies, rules
from ibasho.town.people.actions import appointing, invitations, protection
from ibasho.town.people.models import Appointment, Invitation, Membership, Organisation, Person
from tests.make import AT, TUESDAY
from tests.people import Cast
from tests.signing_in import sign_in, verified_mail

Enter = Callable[[Person], Client]


def token_of(town: Cast, email: str, role: str = "operator") -> str:
    made = invitations.invite(organisation=town.midori, role=role, email=email, by=town.by(town.hana), at=AT)
    return made.link.rstrip("/").rsplit("/", 1)[1]


def test_an_invitation_becomes_an_account_signed_in(town: Cast, now: object, client: Client) -> None:
    token = token_of(town, "nao@example.test")
    opened = client.get(f"/accounts/invitation/{token}/")
    assert opened["Location"] == "/accounts/invitation/"  # the secret leaves the address bar
    page = client.get("/accounts/invitation/").content.decode()
    assert "みどり食堂の会" in page and token not in page
    done = client.post("/accounts/invitation/", {"name": "直"})
    assert done["Location"] == "/accounts/home/"
    assert client.get("/accounts/home/")["Location"] == "/ops/"
    assert client.get("/my/account/").status_code == 200
    again = Client()
    again.get(f"/accounts/invitation/{token}/")
    assert again.get("/accounts/invitation/").status_code == 404


def test_a_letter_needs_proof_of_the_address_before_sign_in(town: Cast, now: object, client: Client) -> None:
    client.get(f"/accounts/invitation/{token_of(town, '')}/")
    done = client.post("/accounts/invitation/", {"name": "直", "email": "nao@example.test"})
    assert done["Location"] == "/accounts/confirm-email/"
    assert client.get("/my/account/").status_code == 302
    code = re.search(r"^\S{6,}$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    client.post("/accounts/confirm-email/", {"code": code[0]})
    assert client.get("/my/account/").status_code == 200


def test_an_invited_officer_meets_the_second_factor(town: Cast, now: object, client: Client) -> None:
    made = invitations.invite(
        organisation=town.city, role="city_officer", email="nao@example.test", by=town.by(town.fumi), at=AT
    )
    client.get(made.link)
    client.post("/accounts/invitation/", {"name": "直"})
    assert client.get("/desk/people/").status_code == 404  # Aoi has not said yes yet
    appointing.confirm(appointment_id=Appointment.objects.get().pk, by=town.by(town.aoi), at=AT)
    assert client.get("/desk/people/")["Location"] == "/accounts/second-factor/"


def test_somebody_with_an_account_is_asked_to_sign_in(town: Cast, now: object, client: Client) -> None:
    verified_mail(town.tamotsu)
    client.get(f"/accounts/invitation/{token_of(town, town.tamotsu.email)}/")
    told = client.post("/accounts/invitation/", {"name": "保"})
    assert "もう登録されています" in told.content.decode()
    sign_in(client, town.tamotsu)
    session = client.session
    session["invitation_token"] = token_of(town, town.tamotsu.email)
    session.save()
    assert client.post("/accounts/invitation/")["Location"] == "/accounts/home/"
    assert Membership.objects.filter(person=town.tamotsu, role="operator").exists()


def test_a_lead_invites_by_mail_and_withdraws(town: Cast, as_person: Enter) -> None:
    client, base = as_person(town.hana), f"/ops/members/{town.midori.public_id}/"
    page = client.get(f"{base}invite/").content.decode()
    assert "受付の手伝い" in page and "市 管理者" not in page
    client.post(f"{base}invite/", {"role": "helper", "email": "nao@example.test"})
    assert mail.outbox[0].to == ["nao@example.test"]
    row = Invitation.objects.get()
    assert "nao@example.test" in client.get(base).content.decode()
    client.post(f"/ops/invitations/{row.public_id}/withdraw/")
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_a_letter_shows_link_and_qr_once(town: Cast, as_person: Enter) -> None:
    client, base = as_person(town.hana), f"/ops/members/{town.midori.public_id}/"
    letter = client.post(f"{base}invite/", {"role": "helper", "email": ""}).content.decode()
    link = re.search(r'<code id="link">([^<]+)</code>', letter)
    assert link and "<svg" in letter and not mail.outbox
    token = link[1].rstrip("/").rsplit("/", 1)[1]
    assert Invitation.objects.get().token_hash == rules.token_hash(token)
    assert token not in client.get(base).content.decode()


def test_a_lead_cannot_give_a_city_role_by_typing_it(town: Cast, as_person: Enter) -> None:
    client = as_person(town.hana)
    page = client.post(
        f"/ops/members/{town.midori.public_id}/invite/", {"role": "city_admin", "email": "x@example.test"}
    )
    assert page.status_code == 200 and not Invitation.objects.exists()


def test_a_stranger_meets_404_on_every_object_by_get_and_post(town: Cast, as_person: Enter) -> None:
    token_of(town, "nao@example.test")
    row, role = Invitation.objects.get(), Membership.objects.get(person=town.hana)
    client, base = as_person(town.ken), f"/ops/members/{town.midori.public_id}/"
    for url in (base, f"{base}invite/", f"{base}contact/"):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code in (404, 405)
    for url in (f"/ops/invitations/{row.public_id}/withdraw/", f"/ops/roles/{role.pk}/end/"):
        assert client.post(url).status_code == 404
    client.post(f"/my/account/roles/{role.pk}/leave/")
    row.refresh_from_db()
    assert row.withdrawn_at is None and Membership.objects.filter(pk=role.pk, ends_on__gt=TUESDAY).exists()


def test_one_lays_down_a_role_and_closes_the_account(town: Cast, as_person: Enter) -> None:
    client = as_person(town.hana)
    role = Membership.objects.get(person=town.hana)
    client.post(f"/my/account/roles/{role.pk}/leave/")
    assert not policies.current_memberships(town.hana.pk, TUESDAY)
    gone = client.post("/my/account/close/")
    assert "とじました" in gone.content.decode()
    assert client.get("/my/account/").status_code == 302


def test_one_sees_and_takes_along_everything_kept(town: Cast, as_person: Enter) -> None:
    client = as_person(town.hana)
    client.post("/my/account/edit/", {"name": "花", "nickname": "はなさん", "phone": ""})
    page = client.get("/my/account/data/").content.decode()
    assert "hana@example.test" in page and "名前などを 直しました" in page
    data = json.loads(client.get("/my/account/data.json").content)
    assert data["わたしのこと"][0]["よび名"] == "はなさん"
    assert data["役割"][0]["団体・店など"] == "みどり食堂の会"
    assert set(data) >= {"わたしのこと", "役割", "うけた招待", "わたしの登録に したこと", "おしらせ"}
    protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    assert "保護" not in client.get("/my/account/data.json").content.decode()


def test_the_desk_finds_nobody_without_a_condition(town: Cast, as_person: Enter) -> None:
    client = as_person(town.aoi)
    assert "hana@" not in client.get("/desk/people/").content.decode()
    refused = client.post("/desk/people/", {"name": ""}).content.decode()
    assert "2文字以上" in refused and "hana@" not in refused
    assert "hana@example.test" in client.post("/desk/people/", {"email": "hana@"}).content.decode()
    assert Entry.objects.filter(verb="people.person.search").count() == 1


def test_a_search_shows_twenty_rows_and_asks_for_more_words(town: Cast, as_person: Enter) -> None:
    for number in range(25):
        Person.objects.create(email=f"many{number}@example.test", name=f"多田 {number:02}")
    page = as_person(town.aoi).post("/desk/people/", {"name": "多田"}).content.decode()
    assert page.count("@example.test") == 20 and "25人" in page and "もっと しぼってください" in page


def test_a_protected_person_is_on_no_page_of_the_desk(town: Cast, as_person: Enter) -> None:
    protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    officer = as_person(town.aoi)
    pages = [
        "/desk/people/organisations/",
        f"/desk/people/organisations/{town.midori.public_id}/",
        "/desk/outbox/",
    ]
    assert "hana@example" not in officer.post("/desk/people/", {"email": "hana@"}).content.decode()
    for page in pages:
        assert "hana@example" not in officer.get(page).content.decode()
    assert officer.get(f"/desk/people/{town.hana.public_id}/").status_code == 404
    admin = as_person(town.fumi)
    assert "保護されています" in admin.get(f"/desk/people/{town.hana.public_id}/").content.decode()
    assert ">花<" in admin.get("/desk/people/protection/").content.decode()


def test_an_administrator_protects_and_lifts_on_the_page(town: Cast, as_person: Enter) -> None:
    client = as_person(town.fumi)
    client.post(f"/desk/people/{town.ken.public_id}/protect/", {"starts_on": "2026-11-20", "ends_on": ""})
    assert policies.is_protected(town.ken.pk, day=TUESDAY)
    backwards = {"starts_on": "2026-11-20", "ends_on": "2026-11-01"}
    assert client.post(f"/desk/people/{town.aoi.public_id}/protect/", backwards).status_code == 200
    assert not policies.is_protected(town.aoi.pk, day=TUESDAY)


def test_the_desk_registers_a_group_and_changes_it(town: Cast, as_person: Enter) -> None:
    client = as_person(town.aoi)
    made = client.post("/desk/people/organisations/new/", {"kind": "shop", "name": "八百屋 まる"})
    shop = Organisation.objects.get(name="八百屋 まる")
    assert made["Location"] == f"/desk/people/organisations/{shop.public_id}/"
    client.post(f"{made['Location']}contact/", {"name": "八百屋 まる", "phone": "000-000-0000"})
    shop.refresh_from_db()
    assert shop.phone == "000-000-0000"


@pytest.mark.parametrize(
    ("page", "given", "verb"),
    [
        ("grant", {"role": "helper"}, "people.membership.grant"),
        ("extend", {"ends_on": "2028-03-31"}, "people.person.extend"),
        ("disable", {"why": "長く連絡がない"}, "people.person.disable"),
        ("enable", {}, "people.person.enable"),
        ("second-factor", {}, "people.person.reset_second_factor"),
    ],
)
def test_an_administrator_acts_on_a_person(
    town: Cast, as_person: Enter, page: str, given: dict[str, str], verb: str
) -> None:
    client, url = as_person(town.fumi), f"/desk/people/{town.tamotsu.public_id}/{page}/"
    words = {**given, "organisation": town.midori.pk} if page == "grant" else {**given, "confirmed": "yes"}
    assert client.post(url, words)["Location"] == f"/desk/people/{town.tamotsu.public_id}/"
    assert Entry.objects.filter(verb=verb).count() == 1
    assert as_person(town.aoi).post(url, words).status_code == 404


def test_a_refusal_is_a_sentence_on_the_page(town: Cast, as_person: Enter) -> None:
    client = as_person(town.fumi)
    told = client.post(f"/desk/people/{town.fumi.public_id}/disable/", {"why": "まちがい"})
    assert "最後の管理者" in told.content.decode()
    refused = client.post(f"/desk/people/{town.ken.public_id}/disable/", {"why": "1234 5678 9018"})
    assert "マイナンバー" in refused.content.decode()


def test_staff_type_in_for_a_group_and_every_page_says_so(town: Cast, as_person: Enter) -> None:
    client, url = as_person(town.mado), f"/desk/people/organisations/{town.midori.public_id}/act-for/"
    assert client.get("/ops/members/").status_code == 404
    client.post(url, {"via": "fax"})
    for page in ("/desk/people/", "/my/account/", "/accounts/second-factor/"):
        told = client.get(page).content.decode()
        assert "みどり食堂の会 の代わりに 入力しています（FAX）" in told
    assert client.get("/ops/members/").status_code == 200
    client.post("/my/account/edit/", {"name": "窓", "nickname": "まど", "phone": ""})
    entry = Entry.objects.get(verb="people.person.change")
    assert (entry.acting_for, entry.via) == (town.midori.pk, "fax")
    client.post("/desk/people/acting/stop/")
    assert "代わりに 入力しています" not in client.get("/my/account/").content.decode()
    assert client.get("/ops/members/").status_code == 404


def test_typing_in_ends_with_the_role(town: Cast, as_person: Enter) -> None:
    client = as_person(town.mado)
    client.post(f"/desk/people/organisations/{town.midori.public_id}/act-for/", {"via": "phone"})
    Membership.objects.filter(person=town.mado).update(ends_on=AT.date().replace(day=1))
    assert client.get("/ops/members/").status_code == 404


def test_an_administrator_closes_a_group(town: Cast, as_person: Enter) -> None:
    url = f"/desk/people/organisations/{town.midori.public_id}/close/"
    as_person(town.fumi).post(url, {"why": "解散"})
    assert not Organisation.objects.get(pk=town.midori.pk).is_active


@pytest.mark.parametrize("door", ["/desk/people/", "/my/account/"])
def test_every_form_needs_its_csrf_token(town: Cast, now: object, door: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, town.fumi)
    assert strict.post("/my/account/edit/", {"name": "x"}).status_code == 403
    assert strict.post("/accounts/login/", {"login": "x", "password": "y"}).status_code == 403
