"""健 asks for カケショク's hall on the page, 葵 and 文 decide at the desk, 健 prints the permit and leaves the hall tidy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ui.days import day_label
from ibasho.rooms.openhouse.actions import equipment, terms
from ibasho.rooms.openhouse.models import Application, Booking, Equipment, HandBack, Terms
from ibasho.rooms.openhouse.queries import group_papers, groups_waiting
from ibasho.rooms.openhouse.rules.handback import Check
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.rooms.openhouse.actions.test_handbacks import photo
from tests.rooms.openhouse.applying import applied, approved, when
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ALL = [one.value for one in Check]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def hall(people: Cast) -> ground.Ground:
    return ground.ground(people)


def thursday() -> date:
    """The one after next: the pages walk at the clock's own time."""
    today = clock.day(clock.now())
    return today + timedelta(days=(3 - today.weekday()) % 7 + 7)


def url(name: str, *args: object) -> str:
    return reverse(f"openhouse:{name}", args=[str(one) for one in args])


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


def given(people: Cast, **more: Any) -> dict[str, Any]:
    return {
        "organisation": people.aozora.public_id, "title": "宿題の会", "purpose": "study", "day": thursday().isoformat(),
        "starts": "11:00", "ends": "13:00", "prepare_minutes": "30", "clear_minutes": "0", "repeat": "once",
        "adults": "3", "children": "12", **more,
    }  # fmt: skip


def test_from_the_week_to_the_permit(client: Client, people: Cast, hall: ground.Ground) -> None:
    hall.space.key_kind = "code"
    hall.space.save()
    sign_in(client, people.ken)
    assert "カケショク ホール" in body(client, url("group_home"))
    page = body(
        client, url("group_apply", hall.space.public_id) + f"?day={thursday()}&starts=11:00&ends=13:00"
    )
    assert "あき" in page
    assert f'value="{thursday()}"' in page
    answer = client.post(url("group_apply", hall.space.public_id), given(people))
    row = Application.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, url("group_application", row.public_id))
    assert client.get(url("group_permit", row.public_id)).status_code == 302

    aoi, fumi = sign_in(Client(), people.aoi), sign_in(Client(), people.fumi)
    assert "宿題の会" in body(aoi, url("desk_applications"))
    assert aoi.post(url("desk_application_step", row.public_id, "draft"), {"note": ""}).status_code == 302
    assert "起案したのは あなたです" in body(aoi, url("desk_application", row.public_id))
    for step in ("check", "decide"):
        assert step in body(fumi, url("desk_application", row.public_id))
        assert fumi.get(url("desk_application_step", row.public_id, step)).status_code == 200
        assert (
            fumi.post(url("desk_application_step", row.public_id, step), {"as_deputy": "on"}).status_code
            == 302
        )
    row.refresh_from_db()
    assert row.state == "approved"
    assert "代決" in body(fumi, url("desk_application", row.public_id))

    mine = body(client, url("group_application", row.public_id))
    assert row.key_code not in mine
    assert "使う日の 前の日から" in mine
    made = client.get(url("group_permit", row.public_id))
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    assert fumi.get(url("desk_permit", row.public_id)).content == made.content
    assert row.key_code in body(fumi, url("desk_application", row.public_id))


def test_the_number_of_the_lock_is_seen_on_the_day(client: Client, people: Cast, hall: ground.Ground) -> None:
    today = clock.day(clock.now())
    row = ground.application(hall.space, people.aozora, state="approved", key_code="384751")
    ground.booking(row, today)
    assert "384751" in body(sign_in(client, people.ken), url("group_application", row.public_id))
    assert "384751" in body(client, url("group_home"))
    assert "384751" in body(client, "/ops/")
    assert "384751" not in body(sign_in(Client(), people.mado), url("desk_application", row.public_id))
    other = sign_in(Client(), people.tamotsu)
    assert other.get(url("group_application", row.public_id)).status_code == 404


def test_taken_hours_offer_what_is_free_and_one_tap_takes_it(
    client: Client, people: Cast, hall: ground.Ground
) -> None:
    applied(hall.space, people.midori, people.by(people.hana), wish=when(day=thursday()), at=clock.now())
    sign_in(client, people.ken)
    address = url("group_apply", hall.space.public_id)
    told = client.post(address, given(people, prepare_minutes="0")).content.decode()
    assert "ほかの団体が さきに おさえています" in told
    value = told.split('name="take" value="')[1].split('"')[0]
    assert client.post(address, given(people, prepare_minutes="0", take=value)).status_code == 302
    assert Booking.objects.latest("pk").day.isoformat() == value.split()[0]


def test_a_bad_day_of_a_series_is_left_out_with_one_button(
    client: Client, people: Cast, hall: ground.Ground
) -> None:
    shut = thursday() + timedelta(days=7)
    make.closed_days(hall.place, shut, reason="設備点検")
    sign_in(client, people.ken)
    address = url("group_apply", hall.space.public_id)
    series = given(people, repeat="weekly", until=(thursday() + timedelta(days=14)).isoformat())
    told = client.post(address, series).content.decode()
    assert "設備点検" in told
    assert f'name="leave_out" value="{shut}"' in told
    assert client.post(address, {**series, "leave_out": shut.isoformat()}).status_code == 302
    assert [one.day for one in Booking.objects.all()] == [thursday(), thursday() + timedelta(days=14)]


def test_who_looks_reads_the_days_in_words(client: Client, people: Cast, hall: ground.Ground) -> None:
    sign_in(client, people.ken)
    aoi, first = sign_in(Client(), people.aoi), f"{day_label(thursday(), with_year=True)} 11:00～13:00"
    once = given(people, title="1回の会")
    series = given(
        people,
        starts="13:00",
        prepare_minutes="0",
        ends="14:00",
        repeat="weekly",
        until=(thursday() + timedelta(days=7)).isoformat(),
    )
    for asked, words in (
        (once, f"{first}<"),
        (series, f"{first.replace('11:00～13:00', '13:00～14:00')}から 全部で 2日"),
    ):
        client.post(url("group_apply", hall.space.public_id), asked)
        row = Application.objects.get(title=asked["title"])
        assert words in body(aoi, url("desk_application_step", row.public_id, "draft"))


def test_things_and_terms(client: Client, people: Cast, hall: ground.Ground) -> None:
    hana = sign_in(Client(), people.hana)
    page = url("ops_lending", hall.place.public_id)
    thing = {"what": "thing", "space": hall.space.public_id, "name": "大なべ", "count": "3"}
    assert hana.post(page, thing).status_code == 302
    assert hana.post(page, {"what": "terms", "text": "火を つかわない"}).status_code == 302
    assert "大なべ" in body(hana, page)
    sign_in(client, people.ken)
    address, pot = url("group_apply", hall.space.public_id), Equipment.objects.get()
    assert "火を つかわない" in body(client, address)
    seen = {"terms_seen": str(Terms.objects.get().pk)}
    assert Application.objects.count() == 0
    client.post(address, given(people, **seen))
    assert Application.objects.count() == 0
    assert "3まで" in body(client, address)
    client.post(address, given(people, **seen, terms="on", **{f"thing_{pot.pk}": "4"}))
    assert Application.objects.count() == 0
    assert (
        client.post(address, given(people, **seen, terms="on", **{f"thing_{pot.pk}": "2"})).status_code == 302
    )
    assert "大なべ 2" in body(client, url("group_application", Application.objects.get().public_id))
    assert sign_in(Client(), people.ken).get(page).status_code == 404
    assert sign_in(Client(), people.aoi).get(url("desk_lending", hall.place.public_id)).status_code == 200


def test_staff_type_a_paper_in(client: Client, people: Cast, hall: ground.Ground) -> None:
    sign_in(client, people.mado)
    assert client.get(url("group_home")).status_code == 404
    session = client.session
    session["acting_for"], session["acting_via"] = people.aozora.pk, "paper"
    session.save()
    assert client.get(url("group_paper", hall.space.public_id)).content.startswith(b"%PDF")
    assert client.post(url("group_apply", hall.space.public_id), given(people)).status_code == 302
    row = Application.objects.get()
    assert (row.organisation, row.applied_by) == (people.aozora, people.mado)
    wrong = given(
        people, organisation=people.midori.public_id, day=(thursday() + timedelta(days=1)).isoformat()
    )
    assert client.post(url("group_apply", hall.space.public_id), wrong).status_code == 200
    assert Application.objects.count() == 1


def test_the_group_cancels_and_the_city_says_why(client: Client, people: Cast, hall: ground.Ground) -> None:
    def row() -> Application:
        return applied(
            hall.space, people.aozora, people.by(people.ken), wish=when(day=thursday()), at=clock.now()
        )

    own = row()
    sign_in(client, people.ken)
    assert "もとには もどせません" in body(client, url("group_cancel", own.public_id))
    assert client.post(url("group_cancel", own.public_id), {"why": ""}).status_code == 302
    assert Booking.objects.get().state == "released"
    again = row()
    aoi = sign_in(Client(), people.aoi)
    assert aoi.post(url("desk_application_step", again.public_id, "cancel"), {"why": ""}).status_code == 200
    assert (
        aoi.post(url("desk_application_step", again.public_id, "decline"), {"why": "工事"}).status_code == 302
    )
    told = body(client, url("group_application", again.public_id))
    assert "わけ：工事" in told
    assert "もう一度 申請する" in told
    assert aoi.get(url("desk_application_step", again.public_id, "dance")).status_code == 404


def test_the_hall_is_left_tidy(
    client: Client, people: Cast, hall: ground.Ground, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    row = ground.application(hall.space, people.aozora, state="approved", applied_by=people.ken)
    booking = ground.booking(row, clock.day(clock.now()) - timedelta(days=1))
    page = url("group_back", row.public_id, booking.pk)
    sign_in(client, people.ken)
    assert "ごみを 持ちかえった" in body(client, page)
    told = client.post(page, {"checked": ALL[1:], "note": ""})
    assert (told.status_code, HandBack.objects.count()) == (200, 0)
    upload = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    sent = {"checked": ALL[1:], "note": "いすが 1つ こわれました", "photo": upload}
    assert client.post(page, sent).status_code == 302
    assert "いすが 1つ こわれました" in body(client, url("group_application", row.public_id))
    picture = client.get(url("group_photo", row.public_id, booking.pk))
    assert picture["Content-Type"] == "image/webp"
    assert b"CAMERA" not in b"".join(picture.streaming_content)
    aoi = sign_in(Client(), people.aoi)
    seen = aoi.get(url("desk_photo", row.public_id, booking.pk))
    assert seen.status_code == 200
    assert b"".join(seen.streaming_content).startswith(b"RIFF")
    assert (
        sign_in(Client(), people.tamotsu).get(url("group_photo", row.public_id, booking.pk)).status_code
        == 404
    )


def test_what_waits_for_whom(people: Cast, hall: ground.Ground) -> None:
    def told(person: Any) -> list[tuple[str, int, str]]:
        return [
            (one.label, one.count, one.url) for one in groups_waiting.waiting_for(people.by(person), make.AT)
        ]

    row = applied(hall.space, people.aozora, people.by(people.ken))
    desk, ops = "openhouse:desk_applications", "openhouse:ops_requests"
    assert told(people.aoi) == [("部屋の申請を 起案する", 1, desk)]
    assert told(people.hana) == [("部屋の申請を 起案する", 1, ops)]
    assert told(people.ken) == told(people.mado) == told(people.tsubaki) == told(people.tamotsu) == []
    approved(row, people)
    assert told(people.aoi) == told(people.fumi) == []
    other = applied(hall.space, people.aozora, people.by(people.ken), wish=when(day=date(2026, 12, 4)))
    ground.step(other, "draft", people.aoi)
    assert told(people.aoi) == []
    assert told(people.fumi) == [("部屋の申請を 確認する", 1, desk)]


def test_the_place_leads_own_door(client: Client, people: Cast, hall: ground.Ground) -> None:
    row = applied(hall.space, people.aozora, people.by(people.ken))
    sign_in(client, people.hana)
    assert "部屋の申請を 起案する" in body(client, "/ops/")
    assert "こども食堂の日" in body(client, url("ops_requests"))
    assert client.post(url("ops_request_step", row.public_id, "draft"), {}).status_code == 302
    assert "起案したのは あなたです" in body(client, url("ops_request", row.public_id))
    stranger = sign_in(Client(), people.ken)
    assert stranger.get(url("ops_request", row.public_id)).status_code == 404


def test_the_list_as_a_file(client: Client, people: Cast, hall: ground.Ground) -> None:
    applied(hall.space, people.aozora, people.by(people.ken))
    sign_in(client, people.aoi)
    assert "あおぞら学習室" in client.get(url("desk_applications") + "?format=csv").content.decode(
        "utf-8-sig"
    )
    assert client.get(url("desk_applications") + "?show=nothing").status_code == 404


def test_no_number_of_a_lock_on_paper(people: Cast, hall: ground.Ground) -> None:
    hall.space.key_kind = "code"
    hall.space.save()
    pots = equipment.write(space=hall.space, name="大なべ", count=3, by=people.by(people.hana), at=make.AT)
    law = terms.write(place=hall.place, text="1. 火\n2. 水", by=people.by(people.hana), at=make.AT)
    row = applied(hall.space, people.aozora, people.by(people.ken), things={pots.pk: 2}, terms_id=law.pk)
    row = approved(row, people)
    data = group_papers.permit_data(row)
    assert row.key_code
    assert row.key_code not in str(data)
    assert (data["things"], data["terms"]) == (["大なべ 2"], ["1. 火", "2. 水"])
    assert data["days"] == [["2026-12-03", "11:00〜13:00", "準備 0分・かたづけ 0分"]]
