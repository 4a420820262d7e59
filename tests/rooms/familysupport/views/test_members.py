"""From the public page to a number, page by page; courses ticked; the centre settled by the city."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import CentreRules, Course, Member, Policy
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground as grounds
from tests.rooms.familysupport.ground import Ground, ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = clock.day(clock.now())
APPLIES = {
    "kind": "user",
    "name": "原田 みき",
    "kana": "はらだ みき",
    "phone": "0537-11-1111",
    "agrees": "on",
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground(people)


@pytest.fixture
def megumi(people: Cast) -> Client:
    return sign_in(Client(), people.megumi)


def url(name: str, *args: object) -> str:
    return reverse(f"familysupport:{name}", args=[str(one) for one in args])


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return str(response.content.decode())


def test_from_the_public_page_to_a_number(client: Client, here: Ground, megumi: Client) -> None:
    about = body(client, url("about"))
    assert url("join") in about and here.centre.phone in about and "保険が ききません" in about
    form = client.get(url("join")).context["form"]
    assert len(form.visible_fields()) <= 8
    sent = {**APPLIES, "key": form["key"].value()}
    for _ in range(2):  # a button pressed twice
        assert client.post(url("join"), sent)["Location"] == url("join_thanks")
    assert "面談" in body(client, url("join_thanks"))
    made = Member.objects.get(name="原田 みき")
    assert "原田 みき" in body(megumi, url("desk_members"))
    one = url("desk_member", made.public_id)
    assert "面談を 記録する" in body(megumi, one)
    day = TODAY.isoformat()
    megumi.post(
        url("desk_member_interview", made.public_id), {"held_on": day, "agreed_on": day, "id_seen_on": day}
    )
    refused = megumi.post(url("desk_member_step", made.public_id, "join"), follow=True)
    assert "のこっているもの：住所、こどもの 生年月日" in refused.content.decode()
    town = make.town()
    edited = {"name": made.name, "phone": made.phone, "address": "みほん市 虹橋町 1-2", "town": str(town.pk)}
    megumi.post(url("desk_member_edit", made.public_id), edited)
    made.children.create(call_name="りく", born_on=TODAY - timedelta(days=900))
    megumi.post(url("desk_member_step", made.public_id, "join"))
    made.refresh_from_db()
    assert (made.state, made.number, made.lat, made.district_code) == ("active", 4, town.lat, "M01")
    page = body(megumi, one)
    assert "りく（2歳）" in page and "リンクを わたす" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"phone": ""}, "電話か メール"),
        ({"kind": "provider"}, "20歳からです"),
        ({"name": ""}, "name"),
        ({"name": "1234 5678 9018"}, "マイナンバー"),
    ],
)
def test_what_is_not_taken_is_said_at_its_field(
    client: Client, here: Ground, given: dict[str, str], words: str
) -> None:
    page = client.post(url("join"), {**APPLIES, **given})
    assert page.status_code == 200 and words in str(page.context["form"].errors)
    assert Member.objects.count() == 3


def test_before_there_is_a_centre_every_page_says_what_comes_first(
    client: Client, people: Cast, megumi: Client
) -> None:
    assert "いまは ありません" in body(client, url("about"))
    assert "市の 担当者が" in body(megumi, url("desk_members"))
    aoi = sign_in(Client(), people.aoi)
    assert url("desk_centre_edit") in body(aoi, url("desk_centre"))
    said = {
        "organisation": people.council.public_id,
        "name": "みほんファミサポ",
        "phone": "0537-00-0000",
        "is_open": "on",
    }
    assert aoi.post(url("desk_centre_edit"), said)["Location"] == url("desk_centre")
    assert "みほんファミサポ" in body(client, url("about"))


def test_a_paper_is_typed_in(here: Ground, megumi: Client) -> None:
    megumi.post(url("desk_member_new"), {**APPLIES, "via": "paper", "address": "みほん市 1-2"})
    made = Member.objects.get(name="原田 みき")
    assert (made.applied_via, made.address, made.state) == ("paper", "みほん市 1-2", "applied")


def test_a_member_pauses_comes_back_and_leaves_by_telephone(here: Ground, megumi: Client) -> None:
    chiyo = here.chiyo.public_id
    megumi.post(url("desk_member_pause", chiyo), {"until": (TODAY + timedelta(days=30)).isoformat()})
    assert "休んでいます" in body(megumi, url("desk_member", chiyo))
    megumi.post(url("desk_member_step", chiyo, "come_back"))
    assert "わけは 聞きません" in body(megumi, url("desk_member_end", chiyo))
    megumi.post(url("desk_member_end", chiyo))
    assert "とりけす" in body(megumi, url("desk_member", chiyo))
    megumi.post(url("desk_member_step", chiyo, "return"))
    here.chiyo.refresh_from_db()
    assert here.chiyo.state == "active"


def test_lists_filter_and_leave_the_house_without_the_protected(
    people: Cast, here: Ground, megumi: Client
) -> None:
    late = grounds.member(here.centre, 4, "講習 まだ", kind="provider")
    page = body(megumi, url("desk_members") + "?only=courses")
    assert "講習 まだ" in page and "青木 千代" not in page
    assert "青木 千代" in body(megumi, url("desk_members") + "?text=2")
    csv = megumi.get(url("desk_members") + "?format=csv").content.decode("utf-8-sig")
    assert "鈴木 保" in csv and late.phone in csv
    protection.protect(person=people.tamotsu, by=people.by(people.fumi), at=clock.now())
    assert "鈴木 保" not in megumi.get(url("desk_members") + "?format=csv").content.decode("utf-8-sig")
    assert "鈴木 保" not in body(megumi, url("desk_active_list"))


def test_numbers_for_the_city_and_names_for_the_adviser(people: Cast, here: Ground, megumi: Client) -> None:
    aoi = sign_in(Client(), people.aoi)
    page = body(aoi, url("desk_active"))
    assert "会員 50人以上" in page and "青木 千代" not in page
    assert "青木 千代" in body(megumi, url("desk_active_list"))
    table = aoi.get(url("desk_active") + "?format=csv").content.decode("utf-8-sig")
    assert table.splitlines()[0] == "日,依頼会員,提供会員,両方会員,あわせて"


def test_a_course_is_planned_and_ticked(here: Ground, megumi: Client) -> None:
    day = TODAY.isoformat()
    megumi.post(
        url("desk_course_new"),
        {"kind": "first_aid", "title": "普通救命講習", "held_on": day, "minutes": "180"},
    )
    made = Course.objects.get(title="普通救命講習")
    assert "出席が まだの 講習" in body(megumi, url("desk_courses"))
    one, goro = url("desk_course", made.public_id), here.goro.public_id
    assert "森 五郎" in body(megumi, one)
    assert f'name="shown" value="{goro}"' in body(megumi, one)
    megumi.post(one, {"shown": [goro], f"here_{goro}": "on", f"minutes_{goro}": "120"})
    assert list(made.taken.values_list("member", "minutes")) == [(here.goro.pk, 120)]
    wrong = megumi.post(one, {f"here_{goro}": "on", f"minutes_{goro}": "181"})
    assert wrong.status_code == 200 and made.taken.get().minutes == 120
    megumi.post(
        url("desk_course_edit", made.public_id),
        {"kind": "first_aid", "title": "救命", "held_on": day, "minutes": "180"},
    )
    assert "救命" in body(megumi, one)


def test_papers(client: Client, here: Ground, megumi: Client) -> None:
    assert client.get(url("join_paper")).content.startswith(b"%PDF")
    assert megumi.get(url("desk_member_certificate", here.goro.public_id)).content.startswith(b"%PDF")
    new = grounds.member(here.centre, 4, "講習 まだ", kind="provider")
    page = megumi.get(url("desk_member_certificate", new.public_id), follow=True).content.decode()
    assert "まだ 修了証を 出せません" in page


def test_the_city_changes_rules_and_insurance(people: Cast, here: Ground, megumi: Client) -> None:
    aoi, april = sign_in(Client(), people.aoi), date(TODAY.year + 1, 4, 1)
    form = aoi.get(url("desk_rules_new")).context["form"]
    sent = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() is not None and form[name].value() is not False
    }
    answer = aoi.post(url("desk_rules_new"), {**sent, "valid_from": april.isoformat(), "sick_child": "on"})
    assert answer.status_code == 302, answer.context["form"].errors
    made = CentreRules.objects.get(valid_from=april)
    assert made.sick_child and "これから" in body(megumi, url("desk_centre"))
    aoi.post(url("desk_rules_remove", made.pk))
    assert CentreRules.objects.count() == 1
    new = {
        "name": "つぎの保険",
        "covers": ["injury"],
        "valid_from": april.isoformat(),
        "valid_until": (april + timedelta(days=364)).isoformat(),
    }
    aoi.post(url("desk_policy_new"), new)
    row = Policy.objects.get(name="つぎの保険")
    wrong = aoi.post(url("desk_policy", row.pk), {**new, "valid_until": TODAY.isoformat()})
    assert "はじまりの日と 同じか あと" in str(wrong.context["form"].errors)
    aoi.post(url("desk_policy_remove", row.pk))
    assert Policy.objects.count() == 1
    assert "きまりを かえる" not in body(megumi, url("desk_centre"))
