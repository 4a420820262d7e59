"""花 draws a new week, looks at what it changes for children, decides; a child reads it; the city compares."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import improvements
from ibasho.rooms.openhouse.models import Presence, RuleVersion, Space
from ibasho.town.places.models import Place, Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(f"openhouse:{name}", args=[str(one) for one in args])


FACE = {
    "weekdays": ["0", "1", "2", "3", "4"], "starts": "15:30", "ends": "17:15", "kind": "drop_in", "name": "自由あけ",
    "adults_min": "2", "noise": "normal",
}  # fmt: skip


def test_from_a_place_without_rooms_to_a_week_children_read(client: Client, people: Cast) -> None:
    place = make.place("カケショク", organisation=people.midori)
    sign_in(client, people.hana)
    assert "部屋が まだ ありません" in body(client, url("ops_open"))
    answer = client.post(url("ops_first"), {"place": place.public_id})
    assert answer["Location"] == url("ops_space_new", place.public_id)
    client.post(answer["Location"], {"name": "ホール", "heads_max": "40", "seats": "12", "key_kind": "staff"})
    space = Space.objects.get()
    starts = clock.day(clock.now()) + timedelta(days=7)
    client.post(
        url("ops_version_new", space.public_id),
        {"title": "R8 試行", "stage": "trial", "starts_on": str(starts)},
    )
    version = RuleVersion.objects.get()
    assert "まだ 白紙です" in body(client, url("ops_version", version.public_id))
    answer = client.post(url("ops_version_publish", version.public_id), follow=True)
    assert "あける 時間が 1つも ありません" in answer.content.decode()
    assert "名簿に「あと1人」と 出ます" in body(client, url("ops_face_new", version.public_id))
    client.post(url("ops_face_new", version.public_id), FACE)
    client.post(
        url("ops_face_new", version.public_id),
        {**FACE, "starts": "17:15", "ends": "20:00", "kind": "study", "name": "自習"},
    )
    shown = body(client, url("ops_version_publish", version.public_id))
    assert "これからの あく時間" in shown and "15:30～20:00" in shown and "ふえる" in shown
    client.post(url("ops_version_publish", version.public_id))
    version.refresh_from_db()
    assert version.published_by == people.hana
    assert Session.objects.filter(place=place, day__gte=starts, starts=time(15, 30), ends=time(20)).exists()
    page = body(Client(), url("space", space.public_id))
    assert "自由" in page and "ためし" in page


def test_a_face_over_another_is_refused_where_it_stands_and_can_be_mended(
    client: Client, people: Cast
) -> None:
    stands = ground.ground(people)
    sign_in(client, people.aoi)
    starts = clock.day(clock.now()) + timedelta(days=7)
    client.post(
        url("desk_version_new", stands.space.public_id),
        {"title": "つぎ", "stage": "full", "starts_on": str(starts)},
    )
    version = RuleVersion.objects.get(title="つぎ")
    assert version.faces.count() == 15
    answer = client.post(
        url("desk_face_new", version.public_id), {**FACE, "starts": "16:00", "ends": "18:00"}
    )
    assert "時間が 重ならないように" in answer.content.decode()
    answer = client.post(url("desk_face_new", version.public_id), {**FACE, "starts": "いつか"})
    assert "時刻として読めません" in answer.content.decode()
    face = version.faces.get(weekday=3, kind="study")
    own = url("desk_face", version.public_id, face.pk)
    assert "17:15" in body(client, own)
    client.post(
        own, {**FACE, "starts": "17:15", "ends": "19:00", "kind": "study", "name": "自習", "adults_min": "3"}
    )
    face.refresh_from_db()
    assert (face.weekday, face.ends, face.adults_min) == (3, time(19), 3)
    client.post(url("desk_face_wipe", version.public_id, face.pk))
    assert version.faces.count() == 14
    shown = body(client, url("desk_version_publish", version.public_id))
    assert "前の版「R8 本稼働」は" in shown and "なくなる" in shown


def test_what_was_decided_can_be_taken_back_until_the_day_before(client: Client, people: Cast) -> None:
    stands = ground.ground(people)
    sign_in(client, people.hana)
    starts = clock.day(clock.now()) + timedelta(days=7)
    client.post(
        url("ops_version_new", stands.space.public_id),
        {"title": "つぎ", "stage": "full", "starts_on": str(starts)},
    )
    version = RuleVersion.objects.get(title="つぎ")
    client.post(url("ops_version_publish", version.public_id))
    page = body(client, url("ops_version", version.public_id))
    assert (
        url("ops_version_withdraw", version.public_id) in page
        and url("ops_face_new", version.public_id) not in page
    )
    assert "とりやめますか" in body(client, url("ops_version_withdraw", version.public_id))
    client.post(url("ops_version_withdraw", version.public_id))
    version.refresh_from_db()
    assert version.published_at is None
    client.post(url("ops_version_discard", version.public_id))
    assert not RuleVersion.objects.filter(title="つぎ").exists()
    page = body(client, url("ops_version", stands.version.public_id))
    assert url("ops_version_withdraw", stands.version.public_id) not in page


def test_a_clerk_reads_and_changes_nothing(client: Client, people: Cast) -> None:
    stands = ground.ground(people)
    sign_in(client, people.mado)
    page = body(client, url("desk_faces", stands.place.public_id))
    assert "R8 本稼働" in page and url("desk_version_new", stands.space.public_id) not in page
    assert client.post(url("desk_space_edit", stands.space.public_id), {"name": "x"}).status_code == 404


def test_a_childs_page_shows_todays_faces_and_none_of_a_room_without_a_week(
    client: Client, people: Cast
) -> None:
    bare = make.place("べつ", organisation=people.midori)
    ground.space(bare)
    assert (
        "きょうの"
        not in client.get(reverse("places:place", args=[bare.public_id])).content.decode().split("places")[0]
    )
    stands = ground.ground(people)
    page = body(client, reverse("places:place", args=[stands.place.public_id]))
    assert 'id="faces-today"' in page and url("space", stands.space.public_id) in page
    assert 'id="faces-today"' not in body(client, reverse("places:place", args=[bare.public_id]))


def test_a_room_out_of_use_or_of_a_hidden_place_is_no_page(client: Client, people: Cast) -> None:
    stands = ground.ground(people)
    Space.objects.filter(pk=stands.space.pk).update(is_active=False)
    assert client.get(url("space", stands.space.public_id)).status_code == 404
    Space.objects.filter(pk=stands.space.pk).update(is_active=True)
    Place.objects.filter(pk=stands.place.pk).update(state="draft")
    assert client.get(url("space", stands.space.public_id)).status_code == 404


def test_before_and_after_beside_each_other(client: Client, people: Cast) -> None:
    stands = ground.ground(people)
    trial = ground.version(stands.space, people, starts_on=date(2025, 10, 1), ends_on=date(2026, 3, 31))
    RuleVersion.objects.filter(pk=trial.pk).update(title="R7 試行", stage="trial")
    for day, came in ((date(2026, 1, 14), 8), (date(2026, 1, 15), 10), (date(2026, 5, 13), 20)):
        Presence.objects.create(place=stands.place, day=day, stage="junior", came=came, inside=0)
    sign_in(client, people.aoi)
    page = body(client, url("desk_compare", stands.place.public_id))
    assert "R7 試行" in page and "9.0" in page and "20.0" in page
    table = client.get(url("desk_compare", stands.place.public_id) + "?format=csv").content.decode(
        "utf-8-sig"
    )
    assert "R7 試行,試行,2025-10-01,2026-03-31,2,18,9.0" in table


def test_improvements_are_listed_stepped_and_read_by_children(client: Client, people: Cast) -> None:
    stands = ground.ground(people)
    sign_in(client, people.aoi)
    assert "まだ ありません" in body(client, url("desk_improvements"))
    client.post(
        url("desk_improvement_new"),
        {"place": stands.place.public_id, "kind": "wifi", "title": "Wi-Fiを つける", "voice_code": "V-12"},
    )
    one = stands.place.improvements.get()
    today = str(clock.day(clock.now()))
    client.post(url("desk_improvement_step", one.public_id, "works"), {"day": today})
    answer = client.post(url("desk_improvement_step", one.public_id, "done"), {"day": "きのう"}, follow=True)
    assert "日付を 読めません" in answer.content.decode()
    client.post(url("desk_improvement_step", one.public_id, "done"), {"day": today})
    one.refresh_from_db()
    assert one.state == "done" and "1つ もどす" in body(client, url("desk_improvement", one.public_id))
    client.post(url("desk_improvement_step", one.public_id, "undo"))
    one.refresh_from_db()
    assert one.state == "works"
    assert "Wi-Fi" in body(client, url("desk_improvements") + "?q=Wi&state=works")
    assert "あうものが ありません" in body(client, url("desk_improvements") + "?kind=seats")
    assert "Wi-Fi" in client.get(url("desk_improvements") + "?format=csv").content.decode("utf-8-sig")
    assert "Wi-Fi" in body(Client(), url("improvements"))
    assert "Wi-Fi" in body(Client(), reverse("places:place", args=[stands.place.public_id]))


def test_a_lead_sees_the_improvements_of_its_own_places_alone(client: Client, people: Cast) -> None:
    other = make.place("よそ", organisation=people.aozora)
    improvements.plan(
        place=other, values={"kind": "seats", "title": "よその 席"}, by=Cast.by(people.ken), at=make.AT
    )
    sign_in(client, people.hana)
    assert "よその 席" not in body(client, url("ops_improvements"))
    assert (
        client.post(
            url("ops_improvement_new"), {"place": other.public_id, "kind": "wifi", "title": "x"}
        ).status_code
        == 200
    )
    assert other.improvements.count() == 1
