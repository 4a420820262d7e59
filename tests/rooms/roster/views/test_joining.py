"""From a poster on the wall to a registered helper, page by page; and whom the pages are not for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Helper, Programme, Safeguard, Vacancy
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.reading import bare
from tests.rooms.roster import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = clock.day(clock.now())
WANTED = {
    "title": "宿題を 見る人", "words": "はじめての人も だいじょうぶ。\n研修が あります。", "when": "月・木 16時から",
    "subjects": ["国語（小学生）", "英語（中学生）"], "opens_on": TODAY.isoformat(),
}  # fmt: skip
APPLIES = {
    "name": "山口 みのる",
    "phone": "000-000-0001",
    "age_band": "adult",
    "subjects": ["国語（小学生）"],
}


@pytest.fixture
def people() -> Cast:
    return cast()


def url(name: str, *args: object) -> str:
    return reverse(f"roster:{name}", args=[str(one) for one in args])


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return str(response.content.decode())


def vacancy(people: Cast, **fields: Any) -> Vacancy:
    known = {"title": "宿題を 見る人", "words": "だれでも", "when": "月・木", "opens_on": TODAY}
    return Vacancy.objects.create(organisation=people.midori, **{**known, **fields})


def test_from_the_first_word_to_the_registration(client: Client, people: Cast) -> None:
    hana = sign_in(Client(), people.hana)
    hana.post(url("ops_vacancy_new", people.midori.public_id), WANTED)
    wanted = Vacancy.objects.get()
    assert "宿題を 見る人" in body(hana, url("ops_vacancies"))
    assert url("join_one", wanted.public_id) in body(client, url("join"))
    page = client.get(url("join_one", wanted.public_id))
    sent = {**APPLIES, "key": page.context["form"]["key"].value()}
    for _ in range(2):  # a button pressed twice
        answer = client.post(url("join_one", wanted.public_id), sent)
        assert answer["Location"] == url("join_thanks", wanted.public_id)
    helper = Helper.objects.get()
    assert "面談" in bare(client.get(answer["Location"]).content.decode())
    assert "山口" in body(hana, url("ops_people"))
    assert "返事を 待っている人 1人" in body(hana, "/ops/")
    one = url("ops_person", helper.public_id)
    assert "面談の日を 決める" in body(hana, one)
    hana.post(url("ops_person_interview", helper.public_id), {"day": TODAY.isoformat(), "hour": "17:00"})
    hana.post(url("ops_person_step", helper.public_id, "offer"))
    refused = hana.post(url("ops_person_step", helper.public_id, "register"), follow=True)
    assert "まだ 登録できません。のこっているもの：研修" in refused.content.decode()
    hana.post(url("ops_training", helper.public_id), {"title": "こどもの安全", "taken_on": TODAY.isoformat()})
    hana.post(url("ops_person_step", helper.public_id, "register"))
    helper.refresh_from_db()
    assert (helper.state, helper.registered_on, helper.subjects) == ("registered", TODAY, ["国語（小学生）"])
    assert "お手伝いを やめる" in body(hana, one)
    hana.post(url("ops_person_end", helper.public_id))
    assert "とりけす" in body(hana, one)
    hana.post(url("ops_person_step", helper.public_id, "return"))
    helper.refresh_from_db()
    assert helper.state == "registered"


def test_the_application_has_six_fields_at_most(client: Client, people: Cast) -> None:
    wanted = vacancy(people, subjects=["国語（小学生）"])
    form = client.get(url("join_one", wanted.public_id)).context["form"]
    assert len(form.visible_fields()) <= 6


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"age_band": "under_16"}, "保護者と"),
        ({"age_band": "youth"}, "18歳から"),
        ({"phone": ""}, "電話か メール"),
        ({"name": "前科なし"}, "書かないで"),
    ],
)
def test_what_is_not_taken_is_said_at_its_field(
    client: Client, people: Cast, given: dict[str, str], words: str
) -> None:
    wanted = vacancy(people, subjects=["国語（小学生）"])
    page = client.post(url("join_one", wanted.public_id), {**APPLIES, **given})
    assert page.status_code == 200
    assert words in str(page.context["form"].errors)
    assert not Helper.objects.exists()


def test_a_closed_vacancy_leads_on_and_opens_again(client: Client, people: Cast) -> None:
    wanted, hana = vacancy(people), sign_in(Client(), people.hana)
    hana.post(url("ops_vacancy_close", wanted.public_id))
    page = client.get(url("join_one", wanted.public_id))
    assert not page.context["is_open"]
    assert client.post(url("join_one", wanted.public_id), APPLIES).status_code == 200
    assert not Helper.objects.exists()
    hana.post(url("ops_vacancy_close", wanted.public_id))
    assert client.get(url("join_one", wanted.public_id)).context["is_open"]


def test_a_machine_is_stopped_after_a_while(client: Client, people: Cast) -> None:
    wanted = vacancy(people)
    answers = {client.post(url("join_one", wanted.public_id), {}).status_code for _ in range(46)}
    assert answers == {200, 429}


def test_a_paper_is_typed_in_at_both_doors(people: Cast) -> None:
    told = {
        "organisation": people.midori.public_id, "vacancy": "", "via": "paper", "name": "大石 ひろ",
        "call_name": "ひろさん", "age_band": "under_16", "skills": "受付、調理", "guardian_name": "大石 けい",
        "guardian_phone": "000-000-0009",
    }  # fmt: skip
    sign_in(hana := Client(), people.hana).post(url("ops_person_new"), told)
    sign_in(aoi := Client(), people.aoi).post(url("desk_person_new"), {**told, "via": "phone"})
    found = Helper.objects.order_by("pk").values_list("applied_via", "call_name", "skills", "age_band")
    assert list(found) == [
        ("paper", "ひろさん", ["受付", "調理"], "under_16"),
        ("phone", "ひろさん", ["受付", "調理"], "under_16"),
    ]
    assert "ひろさん" in body(hana, url("ops_people"))
    assert "ひろさん" in body(aoi, url("desk_people"))


def test_safeguarding_dates_are_there_for_the_named_person_alone(people: Cast) -> None:
    helper = ground.helper(people.midori)
    hana, aoi, fumi = (sign_in(Client(), one) for one in (people.hana, people.aoi, people.fumi))
    page = body(hana, url("ops_safeguard", helper.public_id))
    assert "<textarea" not in page
    assert 'type="file"' not in page
    hana.post(url("ops_safeguard", helper.public_id), {"pledge_on": TODAY.isoformat()})
    assert Safeguard.objects.get().pledge_on == TODAY
    assert "見守りの日付" in body(hana, url("ops_person", helper.public_id))
    for city in (aoi, fumi):
        assert "見守りの日付" not in body(city, url("desk_person", helper.public_id))
        body(city, url("desk_safeguard", helper.public_id), 404)
        assert city.post(url("desk_safeguard", helper.public_id), {}).status_code == 404
    assert Safeguard.objects.get().pledge_on == TODAY


def test_the_citys_administrator_names_the_dates_of_the_citys_own(people: Cast) -> None:
    helper, fumi = ground.helper(people.city), sign_in(Client(), people.fumi)
    fumi.post(url("desk_safeguard", helper.public_id), {"pledge_on": TODAY.isoformat()})
    assert "見守りの日付" in body(fumi, url("desk_person", helper.public_id))


def test_what_a_check_said_is_refused_on_every_page_about_a_person(people: Cast) -> None:
    helper, hana = ground.helper(people.midori), sign_in(Client(), people.hana)
    page = hana.post(
        url("ops_training", helper.public_id), {"title": "DBSの結果 白", "taken_on": TODAY.isoformat()}
    )
    assert "書かないで" in page.content.decode()
    before = hana.get(url("ops_person_edit", helper.public_id)).context["form"].initial
    given = {key: value for key, value in before.items() if value} | {"skills": "犯歴なし"}
    page = hana.post(url("ops_person_edit", helper.public_id), given)
    assert "書かないで" in page.content.decode()
    assert Helper.objects.get().skills == []


def test_the_programme_is_kept_and_told_on_the_public_page(client: Client, people: Cast) -> None:
    wanted, hana = vacancy(people), sign_in(Client(), people.hana)
    assert not client.get(url("join_one", wanted.public_id)).context["shown"].duty
    given = {
        "dbs_category": "certified", "yen_per_hour": "1100", "minor_minutes_week_max": "180", "minor_home_by": "17:30",
    }  # fmt: skip
    page = hana.post(url("ops_programme", people.midori.public_id), given)
    assert "certified_on" in page.context["form"].errors
    hana.post(url("ops_programme", people.midori.public_id), {**given, "certified_on": TODAY.isoformat()})
    assert Programme.objects.get().yen_per_hour == 1100
    assert client.get(url("join_one", wanted.public_id)).context["shown"].duty


def test_an_erased_helper_is_nowhere(people: Cast) -> None:
    helper = ground.helper(people.midori, state="left", ended_on=TODAY, erase_on=TODAY, erased_at=clock.now())
    hana = sign_in(Client(), people.hana)
    body(hana, url("ops_person", helper.public_id), 404)
    assert "山口" not in body(hana, url("ops_people") + "?state=left")


def test_the_list_is_narrowed_and_taken_away_as_a_file(people: Cast) -> None:
    ground.helper(people.midori, "山口 みのる", subjects=["国語（小学生）"])
    ground.helper(people.midori, "杉山 けいこ", state="applied")
    ground.helper(people.aozora, "よその ひと")
    hana = sign_in(Client(), people.hana)
    assert "杉山" not in body(hana, url("ops_people") + "?state=registered")
    assert "よその" not in body(hana, url("ops_people"))
    file = hana.get(url("ops_people") + "?format=csv")
    assert "山口 みのる" in file.content.decode("utf-8-sig")


def test_a_place_tells_that_it_looks_for_people(client: Client, people: Cast) -> None:
    place = make.place(organisation=people.midori)
    address = reverse("places:place", args=[place.public_id])
    wanted = vacancy(people, place=place)
    assert url("join_one", wanted.public_id) in body(client, address)
    Vacancy.objects.update(closes_on=TODAY, opens_on=TODAY - timedelta(days=2), closed_at=clock.now())
    assert url("join_one", wanted.public_id) not in body(client, address)


@pytest.mark.parametrize("paper", ["join_poster", "join_paper"])
def test_the_papers_are_real_pages(client: Client, people: Cast, paper: str) -> None:
    wanted = vacancy(
        people, subjects=["国語（小学生）"], pay="1時間 1,000円", closes_on=TODAY, place=make.place(organisation=people.midori)
    )  # fmt: skip
    answer = client.get(url(paper, wanted.public_id))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer.content.count(b"/Type /Page\n") + answer.content.count(b"/Type/Page/") <= 1


def test_home_pages_say_who_waits(people: Cast) -> None:
    ground.helper(people.city, "市の ひと", state="applied")
    ground.helper(people.midori, "みどりの ひと", state="applied")
    page = body(sign_in(Client(), people.aoi), "/desk/")
    assert "お手伝いの 応募への 返事" in page
    assert "市の ひと" not in page
    assert "お手伝いの 応募への 返事" not in body(sign_in(Client(), people.mado), "/desk/")


def test_who_is_protected_is_on_no_list_and_in_no_file(people: Cast) -> None:
    helper = ground.helper(people.midori, "保護 される人", person=people.tamotsu)
    protection.protect(person=people.tamotsu, by=people.by(people.fumi), at=clock.now())
    hana = sign_in(Client(), people.hana)
    assert helper.public_id not in body(hana, url("ops_people"))
    assert "保護" not in hana.get(url("ops_people") + "?format=csv").content.decode("utf-8-sig")


def test_a_date_that_runs_out_is_shown_to_the_named_person_alone(people: Cast) -> None:
    Safeguard.objects.create(
        helper=ground.helper(people.midori), is_needed=True, due_on=TODAY + timedelta(days=9)
    )
    Safeguard.objects.create(
        helper=ground.helper(people.city), is_needed=True, due_on=TODAY + timedelta(days=9)
    )
    assert "期限が 近い・すぎた人 1人" in body(sign_in(Client(), people.hana), "/ops/")
    told = "見守りの手つづき・研修の 期限"
    assert told in body(sign_in(Client(), people.fumi), "/desk/")
    assert told not in body(sign_in(Client(), people.aoi), "/desk/")
