"""椿 opens a group's page, writes what was said and its papers; 花 keeps her own; the list goes out as a file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.network.models import Agreement, Contact, ContactPerson, Hygiene, Insurance, Profile, Sheet
from ibasho.town.people.models import Organisation
from tests.people import Cast, cast
from tests.rooms.network import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_tsubaki_follows_a_group_through_its_page(client: Client, people: Cast) -> None:
    sign_in(client, people.tsubaki)
    today, key = clock.day(clock.now()), people.midori.public_id
    group = reverse("network:desk_group", args=[key])
    assert "まだ 記録が ありません" in page(client, group)

    new = reverse("network:desk_contact_new", args=[key])
    sent = {
        "on": (today + DAY).isoformat(),
        "how": "visit",
        "words": "米が 足りない",
        "next_words": "農家を さがす",
    }
    wrong = client.post(new, sent).content.decode()
    assert "これからの日" in wrong and "米が 足りない" in wrong
    told = client.post(new, {**sent, "on": today.isoformat()}, follow=True).content.decode()
    assert "米が 足りない" in told and "農家を さがす" in told
    talk = Contact.objects.get()
    do = reverse("network:desk_contact_do", args=[talk.public_id])
    assert "もどす" in client.post(do, {"do": "settle"}, follow=True).content.decode()
    client.post(do, {"do": "reopen"})
    fix = reverse("network:desk_contact", args=[talk.public_id])
    client.post(fix, {**sent, "on": today.isoformat(), "words": "米と 油"})
    shown = page(client, group)
    assert "米と 油" in shown and "直す前の 記録" in shown

    person = {"name": "畑中", "phone": "051-000-0009", "call_first": "on"}
    assert (
        "畑中"
        in client.post(reverse("network:desk_person_new", args=[key]), person, follow=True).content.decode()
    )
    one = ContactPerson.objects.get()
    left = reverse("network:desk_person_leave", args=[one.public_id])
    assert "やめた人" in client.post(left, {"left_on": today.isoformat()}, follow=True).content.decode()
    assert (
        "もどしました"
        in client.post(
            reverse("network:desk_person_back", args=[one.public_id]), follow=True
        ).content.decode()
    )

    card = {"does": "夕ごはん", "takes_home": "true", "csw_keeper": people.tsubaki.public_id}
    shown = client.post(reverse("network:desk_profile", args=[key]), card, follow=True).content.decode()
    assert "持ち帰りの 食中毒に きく 保険が ありません" in shown and "椿" in shown
    assert Profile.objects.get().takes_home is True


def test_papers_are_typed_in_and_a_mistake_is_taken_out(client: Client, people: Cast) -> None:
    sign_in(client, people.tsubaki)
    today, key = clock.day(clock.now()), people.midori.public_id
    new = reverse("network:desk_paper_new", args=[key, "insurance"])
    sent = {
        "name": "行事用保険", "covers": ["injury", "poison"], "starts_on": today.isoformat(),
        "ends_on": (today - DAY).isoformat(),
    }  # fmt: skip
    assert "おわりの日が はじまりの日より 前です" in client.post(new, sent).content.decode()
    shown = client.post(
        new, {**sent, "ends_on": (today + 20 * DAY).isoformat()}, follow=True
    ).content.decode()
    assert "期限が 近い 書類" in shown and "もうすぐ おわり" in shown and "食中毒" in shown
    one = Insurance.objects.get()
    address = reverse("network:desk_paper", args=["insurance", one.public_id])
    assert 'value="行事用保険"' in page(client, address)
    client.post(reverse("network:desk_paper_remove", args=["insurance", one.public_id]))
    assert not Insurance.objects.exists()
    hygiene = {"standing": "permit"}
    place = reverse("network:desk_paper_new", args=[key, "hygiene"])
    assert "番号か、相談した日" in client.post(place, hygiene).content.decode()
    client.post(place, {"standing": "notice", "number": "第3号"})
    client.post(
        reverse("network:desk_paper_new", args=[key, "agreement"]),
        {"kind": "coop", "title": "協定", "starts_on": today.isoformat()},
    )
    assert Hygiene.objects.get().number == "第3号" and Agreement.objects.get().title == "協定"
    assert client.get(reverse("network:desk_paper_new", args=[key, "nothing"])).status_code == 404


def test_hana_keeps_her_own_insurance_on_her_page(client: Client, people: Cast) -> None:
    sign_in(client, people.hana)
    today, home = clock.day(clock.now()), reverse("network:ops_network")
    assert "証券や 加入者証" in page(client, home)
    new = reverse("network:ops_paper_new", args=[people.midori.public_id, "insurance"])
    sent = {"name": "こども食堂保険", "covers": ["injury"], "starts_on": today.isoformat(), "ends_on": (today + 9 * DAY).isoformat()}  # fmt: skip
    assert "こども食堂保険" in client.post(new, sent, follow=True).content.decode()
    assert "もうすぐ おわり" in page(client, home)
    assert "期限が 近い 書類" in page(client, reverse("ops_home"))
    assert (
        client.get(reverse("network:ops_paper_new", args=[people.midori.public_id, "agreement"])).status_code
        == 404
    )
    assert (
        client.get(reverse("network:ops_paper_new", args=[people.aozora.public_id, "insurance"])).status_code
        == 404
    )
    sign_in(client, people.aoi)
    assert "団体が 直した" in page(client, reverse("network:desk_group", args=[people.midori.public_id]))


def test_the_list_is_narrowed_and_saved_without_a_persons_number(client: Client, people: Cast) -> None:
    ground.contact_person(people)
    ground.contact(people, on=clock.day(clock.now()))
    Organisation.objects.create(kind="minsei", name="虹橋地区 民児協")
    sign_in(client, people.mado)
    here = reverse("network:desk_groups")
    shown = page(client, here)
    assert "みどり食堂の会" in shown and "民生委員児童委員協議会" in shown and "こども希望課" not in shown
    assert "あてはまる 団体は ありません" in page(client, f"{here}?text=どこにもない")
    narrowed = page(client, f"{here}?kind=minsei")
    assert "虹橋地区 民児協" in narrowed and "あおぞら学習室" not in narrowed
    saved = client.get(f"{here}?format=csv").content.decode()
    assert "みどり食堂の会" in saved and "畑中" not in saved and "051-000-0009" not in saved
    assert "みどり食堂の会" in page(client, f"{here}?text=みどり")
    assert "みどり食堂の会" not in page(client, f"{here}?text=畑中")
    assert "みどり食堂の会" not in page(client, f"{here}?text=畑中")  # an address holds nobody's name


def test_a_sheet_is_typed_in_from_the_list_of_who_is_to_be_heard(client: Client, people: Cast) -> None:
    sign_in(client, people.aoi)
    year = reverse("network:desk_sheets")
    assert "2団体のうち 0団体に ききました" in page(client, year)
    new = reverse("network:desk_sheet_new", args=[people.midori.public_id])
    day = clock.day(clock.now()).isoformat()
    empty = client.post(new, {"on": day, "how": "visit"}).content.decode()
    assert "まだ なにも 書いてありません" in empty
    sent = {"on": day, "how": "visit", "answer_trouble": "あとつぎが いない", "issue_next": "だれも いない"}
    one = client.post(new, sent, follow=True).content.decode()
    assert "あとつぎが いない" in one and "あとつぎ" in one and "だれも いない" in one
    shown = page(client, year)
    assert "2団体のうち 1団体に ききました" in shown and "だれも いない" in shown
    sheet = Sheet.objects.get()
    change = reverse("network:desk_sheet_change", args=[sheet.public_id])
    assert "だれも いない" in page(client, change)
    client.post(change, {**sent, "issues": ["money"]})
    assert {one.code for one in sheet.issues.all()} == {"next", "money"}
    assert "みどり食堂の会" not in client.get(f"{year}?format=csv").content.decode()
    assert client.get(reverse("network:desk_sheet_empty")).content.startswith(b"%PDF")
    assert "まだ シートが ありません" in page(client, f"{year}?nendo=令和5年度")
    client.post(reverse("network:desk_sheet_drop", args=[sheet.public_id]))
    assert not Sheet.objects.exists()


def test_the_page_of_names_and_accounts_leads_to_the_card(client: Client, people: Cast) -> None:
    card = reverse("network:desk_group", args=[people.midori.public_id])
    names = reverse("people:desk_organisation", args=[people.midori.public_id])
    sign_in(client, people.tsubaki)
    assert card in page(client, names) and names in page(client, card)
    city = page(client, reverse("people:desk_organisation", args=[people.city.public_id]))
    assert "つながりの きろく" not in city
    assert client.get(reverse("network:desk_group", args=[people.city.public_id])).status_code == 404
    sign_in(client, people.megumi)
    assert card not in page(client, names)


def test_hana_lets_a_lapsed_insurance_go_and_takes_it_back(client: Client, people: Cast) -> None:
    today = clock.day(clock.now())
    old = ground.insurance(people, starts_on=today - 9 * DAY, ends_on=today - DAY)
    ground.agreement(people, starts_on=today - 9 * DAY, ends_on=today - DAY)
    sign_in(client, people.hana)
    shown = page(client, reverse("network:ops_network"))
    assert shown.count("期限が きれた 書類") == 2 and "市と 話してください" in shown
    do = reverse("network:ops_paper_do", args=["insurance", old.public_id])
    shown = client.post(do, {"do": "let_go"}, follow=True).content.decode()
    assert shown.count("期限が きれた 書類") == 1
    assert "やっぱり つづける" in page(
        client, reverse("network:ops_paper", args=["insurance", old.public_id])
    )
    client.post(do, {"do": "keep_on"})
    sign_in(client, people.tsubaki)
    group = reverse("network:desk_group", args=[people.midori.public_id])
    assert page(client, group).count("期限が きれた 書類") == 2
    client.post(reverse("network:desk_paper_do", args=["insurance", old.public_id]), {"do": "let_go"})
    assert page(client, group).count("期限が きれた 書類") == 1
    assert "きれた" in page(client, reverse("network:desk_groups"))
