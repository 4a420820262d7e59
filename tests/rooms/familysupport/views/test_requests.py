"""保 on his phone: in a minute asked, the price before anything is sent, somewhere to go when nobody was found. 恵 types
the same for who telephones."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import new_code
from ibasho.rooms.familysupport.actions import links, visits
from ibasho.rooms.familysupport.models import Ask, Child, Member, Request, Visit
from ibasho.rooms.familysupport.rules.kinds import CancelKind, UnmetReason
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 15, 0, tzinfo=clock.JST)
NEW = "/support/my/requests/new/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Ground:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return ground.ground(people)


@pytest.fixture
def phone(world: Ground, people: Cast) -> Client:
    client = Client()
    given = links.give(member=world.tamotsu, mail=False, by=people.by(people.megumi), at=AT)
    assert client.get(reverse("familysupport:my"), {"t": given.token}).status_code == 302
    return client


@pytest.fixture
def desk(client: Client, world: Ground, people: Cast) -> Client:
    sign_in(client, people.megumi)
    return client


def sent(world: Ground, **more: Any) -> dict[str, Any]:
    return {
        "children": [world.child.public_id], "content": "after_school", "from_on": DAY.isoformat(), "starts": "15:00",
        "ends": "17:00", "where": "provider_home", "key": new_code(), "skips_holidays": "on", **more,
    }  # fmt: skip


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_asked_in_a_minute_with_the_price_before(phone: Client, world: Ground) -> None:
    first = text(phone.get(NEW))
    assert "ひなた（7歳）" in first
    assert '<option value="みほん小学校">' in first
    form = sent(world, weekdays=["2"], until_on="2026-12-09", words="門の前で")
    page = text(phone.post(NEW, form))
    assert "これで いいですか" in page
    assert "全部で 3回" in page
    assert "1,000円" in page
    assert "3,000円" in page
    assert Request.objects.count() == 0
    assert "門の前で" in text(phone.post(NEW, {**form, "step": "edit"}))
    done = phone.post(NEW, {**form, "step": "send"})
    row = Request.objects.get()
    assert done["Location"] == f"/support/my/requests/{row.public_id}/"
    assert phone.post(NEW, {**form, "step": "send"}).status_code == 302
    assert Request.objects.count() == 1
    shown = text(phone.get(done["Location"]))
    assert shown.count("さがしています") == 3
    assert "毎週 水 11月25日～12月9日" in shown
    assert f"again={row.public_id}" in text(phone.get(NEW))
    assert "門の前で" in text(phone.get(f"{NEW}?again={row.public_id}"))


def test_what_cannot_be_is_said_beside_its_field(phone: Client, world: Ground) -> None:
    page = text(phone.post(NEW, sent(world, starts="17:00", ends="15:00")))
    assert "泊まり" in page
    page = text(phone.post(NEW, sent(world, content="nursery_way", where="way")))
    assert "「どこから」も 入れてください" in page
    assert Request.objects.count() == 0


def test_without_a_child_that_page_comes_first(phone: Client, world: Ground) -> None:
    world.child.delete()
    assert phone.get(NEW)["Location"] == reverse("familysupport:my_child_new")
    answer = phone.post("/support/my/children/new/", {"call_name": "ひなた", "born_on": "2019-06-01"})
    assert answer["Location"] == NEW
    child = Child.objects.get()
    phone.post(f"/support/my/children/{child.public_id}/", {"call_name": "ひな", "born_on": "2019-06-01"})
    child.refresh_from_db()
    assert child.call_name == "ひな"
    phone.post(f"/support/my/children/{child.public_id}/remove/")
    assert not Child.objects.exists()


def test_the_family_never_sees_a_refusal_and_reads_the_name_once_decided(
    phone: Client, world: Ground
) -> None:
    visit = ground.visit(ground.request(world))
    Ask.objects.create(
        visit=visit, member=world.chiyo, batch="B", sent_at=make.AT, answer="no", answered_at=make.AT
    )
    address = reverse("familysupport:my_request", args=[visit.request.public_id])
    for page in (text(phone.get("/support/my/")), text(phone.get(address))):
        assert "さがしています" in page
        assert "千代" not in page
        assert "むずかしい" not in page
    Visit.objects.filter(pk=visit.pk).update(state="agreed", provider=world.chiyo, decided_at=make.AT)
    for page in (text(phone.get("/support/my/")), text(phone.get(address))):
        assert "青木 千代" in page
        assert "保険の 対象です" in page


def test_nobody_reads_the_name_of_who_is_protected(
    phone: Client, desk: Client, world: Ground, people: Cast
) -> None:
    world.chiyo.person = people.ken
    world.chiyo.save()
    visit = ground.agreed(ground.request(world), world.chiyo)
    for person in (people.ken, people.tamotsu):
        protection.protect(person=person, by=people.by(people.fumi), at=AT)
    address = reverse("familysupport:my_request", args=[visit.request.public_id])
    for page in (text(phone.get("/support/my/requests/")), text(phone.get(address))):
        assert "千代" not in page
    assert "センターから 電話で お伝えします" in text(phone.get(address))
    listed = reverse("familysupport:desk_requests")
    assert "鈴木 保" in text(desk.get(listed))
    assert "鈴木 保".encode() not in desk.get(listed, {"format": "csv"}).content


def test_called_off_with_its_price_shown_and_back_again(
    phone: Client, world: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = ground.agreed(ground.request(world), world.chiyo)
    address = reverse("familysupport:my_visit_cancel", args=[visit.public_id])
    evening = text(phone.get(address))
    assert "0円" in evening
    assert 'value="before"' in evening
    monkeypatch.setattr(clock, "now", lambda: clock.at(DAY, time(9)))
    assert "料金が かわりました" in text(phone.post(address, {"kind": "before", "yen": "0"}, follow=True))
    assert 'name="yen" value="500"' in text(phone.get(address))
    assert "0円から 500円に" in text(phone.post(address, {"kind": "same_day", "yen": "0"}, follow=True))
    assert "この回を とりやめますか" in text(phone.post(address, {"kind": "same_day"}))  # nothing was shown
    assert "とりやめました" in text(phone.post(address, {"kind": "same_day", "yen": "500"}, follow=True))
    visit.refresh_from_db()
    assert (visit.state, visit.cancel_yen) == ("cancelled", 500)
    back = reverse("familysupport:my_visit_back", args=[visit.public_id])
    assert "もどしました" in text(phone.post(back, follow=True))
    visit.refresh_from_db()
    assert (visit.state, visit.provider) == ("agreed", world.chiyo)


def test_after_ten_minutes_and_after_the_centre_there_is_nothing_to_press(
    phone: Client, world: Ground, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = ground.agreed(ground.request(world), world.chiyo)
    centres = ground.agreed(ground.request(world, starts=time(17), ends=time(18)), world.goro)
    monkeypatch.setattr(clock, "now", lambda: clock.at(DAY, time(9)))
    at = clock.at(DAY, time(9))
    visits.cancel(visit=centres, kind=CancelKind.WARNING, by=people.by(people.megumi), at=at)
    withdraw = reverse("familysupport:my_request_withdraw", args=[theirs.request.public_id])
    assert "0円から 500円に" in text(phone.post(withdraw, {"yen": "0"}, follow=True))
    phone.post(withdraw, {"yen": "500"})
    pages = [reverse("familysupport:my_request", args=[one.request.public_id]) for one in (theirs, centres)]
    assert "とりさげを もどす" in text(phone.get(pages[0]))
    assert "もどす" not in text(phone.get(pages[1]))
    back = reverse("familysupport:my_visit_back", args=[centres.public_id])
    assert "センターに 電話してください" in text(phone.post(back, follow=True))
    monkeypatch.setattr(clock, "now", lambda: clock.at(DAY, time(9, 11)))
    page = text(phone.get(pages[0]))
    assert "もどす" not in page
    assert "新しく たのんでください" in page
    restore = reverse("familysupport:my_request_restore", args=[theirs.request.public_id])
    assert "10分を すぎた" in text(phone.post(restore, follow=True))
    theirs.refresh_from_db()
    assert (theirs.state, theirs.cancel_yen) == ("cancelled", 500)


def test_nobody_found_shows_where_to_go(phone: Client, world: Ground, people: Cast) -> None:
    place = make.place("みどり食堂", lat=34.7692, lng=137.9982, phone="0537-11-1111")
    make.session(place, DAY, time(14), time(18))
    visit = ground.visit(ground.request(world))
    visits.mark_unmet(visit=visit, reason=UnmetReason.TOO_FAR, by=people.by(people.megumi), at=AT)
    page = text(phone.get("/support/my/"))
    assert "見つかりませんでした" in page
    assert "みどり食堂" in page
    assert "0537-11-1111" in page
    assert UnmetReason.TOO_FAR.label not in page


def test_words_are_mended_and_all_is_withdrawn(phone: Client, world: Ground) -> None:
    row = ground.visit(ground.request(world)).request
    address = reverse("familysupport:my_request_change", args=[row.public_id])
    assert phone.post(address, {"words": "うらの門で", "from_words": "みほん小学校"}).status_code == 302
    row.refresh_from_db()
    assert row.words == "うらの門で"
    address = reverse("familysupport:my_request_withdraw", args=[row.public_id])
    page = text(phone.get(address))
    assert "1回" in page
    assert '<input type="hidden" name="yen" value="0"' in page
    assert "この おねがいを とりさげますか" in text(phone.post(address))  # nothing was shown
    assert "とりさげました" in text(phone.post(address, {"yen": "0"}, follow=True))
    restore = reverse("familysupport:my_request_restore", args=[row.public_id])
    assert "つづけて さがします" in text(phone.post(restore, follow=True))
    assert "同じことを また たのむ" in text(phone.get("/support/my/requests/"))


def test_another_familys_pages_are_not_there(phone: Client, world: Ground) -> None:
    stranger = ground.member(world.centre, 9, "健の家", kind="user")
    row = Request.objects.create(
        member=stranger, content="outing", where="user_home", from_on=DAY, until_on=DAY, starts=time(10),
        ends=time(11), asked_at=AT, asked_via="link",
    )  # fmt: skip
    visit = ground.visit(row)
    child = Child.objects.create(member=stranger, call_name="そら", born_on=DAY)
    for name, key in (
        ("my_request", row.public_id), ("my_request_change", row.public_id), ("my_request_withdraw", row.public_id),
        ("my_visit_cancel", visit.public_id), ("my_child", child.public_id),
    ):  # fmt: skip
        assert phone.get(reverse(f"familysupport:{name}", args=[key])).status_code == 404


def test_megumi_types_it_in_while_he_telephones(desk: Client, world: Ground, people: Cast) -> None:
    new = reverse("familysupport:desk_request_new")
    assert "鈴木 保" in text(desk.get(new, {"text": "鈴木"}))
    assert "千代" not in text(desk.get(new))
    address = f"{new}?member={world.tamotsu.public_id}"
    form = sent(world, via="phone", needs=["allergy"])
    assert "料金の めやす" in text(desk.post(address, form))
    desk.post(address, {**form, "step": "send"})
    row = Request.objects.get()
    assert (row.asked_via, row.asked_by, row.needs) == ("phone", people.megumi, ["allergy"])
    listed = reverse("familysupport:desk_requests")
    assert "鈴木 保" in text(desk.get(listed))
    assert "あう依頼が ありません" in text(desk.get(listed, {"state": "unmet"}))
    assert "鈴木 保".encode() in desk.get(listed, {"format": "csv"}).content
    page = text(desk.get(reverse("familysupport:desk_request", args=[row.public_id])))
    assert "提供会員を えらぶ" in page
    assert "食物アレルギー" in page


def test_a_family_without_mail_is_not_said_to_have_been_told(desk: Client, world: Ground) -> None:
    visit = ground.visit(ground.request(world))
    Member.objects.filter(pk=visit.request.member_id).update(email="", person=None)
    unmet = reverse("familysupport:desk_visit_unmet", args=[visit.public_id])
    assert "家庭に 知らせる" not in text(desk.get(unmet))
    assert "電話で、近くの 居場所も" in text(desk.post(unmet, {"reason": "no_car"}, follow=True))


def test_megumi_says_not_found_and_takes_it_back(desk: Client, world: Ground) -> None:
    visit = ground.visit(ground.request(world))
    unmet = reverse("familysupport:desk_visit_unmet", args=[visit.public_id])
    assert "家庭に いっしょに 伝わること" in text(desk.get(unmet))
    assert "家庭に 知らせました" in text(desk.post(unmet, {"reason": "no_car"}, follow=True))
    back = reverse("familysupport:desk_visit_back", args=[visit.public_id])
    desk.post(back)
    visit.refresh_from_db()
    assert visit.state == "open"


def test_megumi_calls_off_because_of_a_warning_and_looks_again(desk: Client, world: Ground) -> None:
    visit = ground.agreed(ground.request(world), world.chiyo)
    reopen = reverse("familysupport:desk_visit_reopen", args=[visit.public_id])
    assert "さがしなおします" in text(desk.post(reopen, follow=True))
    cancel = reverse("familysupport:desk_visit_cancel", args=[visit.public_id])
    assert "警報・災害" in text(desk.get(cancel))
    Visit.objects.filter(pk=visit.pk).update(state="agreed", provider=world.chiyo, decided_at=make.AT)
    page = text(desk.post(cancel, {"kind": "no_show", "yen_no_show": "0"}))
    assert "0円から 1,000円に かわりました" in page
    assert 'name="yen_no_show" value="1000"' in page
    Visit.objects.filter(pk=visit.pk).update(state="open", provider=None, decided_at=None)
    desk.post(cancel, {"kind": "warning", "yen_warning": "0"})
    visit.refresh_from_db()
    assert (visit.state, visit.cancel_kind) == ("cancelled", "warning")
    assert Message.objects.filter(event_key__startswith="familysupport.cancelled").count() == 1


def test_the_citys_officer_sees_no_family(client: Client, world: Ground, people: Cast) -> None:
    sign_in(client, people.aoi)
    row = ground.visit(ground.request(world)).request
    for address in (
        reverse("familysupport:desk_requests"), reverse("familysupport:desk_request", args=[row.public_id]),
    ):  # fmt: skip
        assert client.get(address).status_code == 404
