"""できごと by clicks: the member tells, the adviser hears both, the city answers a complaint."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import links
from ibasho.rooms.familysupport.models import Incident, Member, Visit
from ibasho.rooms.familysupport.queries import incident_paper
from ibasho.rooms.familysupport.views.holding import COOKIE
from ibasho.town.people.actions import protection
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
EVENING = clock.day_bounds(DAY)[1] - timedelta(hours=4)
MY, DESK = "/support/my/tell/", "/desk/support/incidents/"


@pytest.fixture(autouse=True)
def _that_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: EVENING)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def made(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def visit(made: Ground) -> Visit:
    return ground.agreed(ground.request(made), made.chiyo)


def phone_of(people: Cast, member: Member) -> Client:
    """With the member's link in its cookie."""
    client = Client()
    given = links.give(member=member, mail=False, by=people.by(people.megumi), at=EVENING)
    client.get("/support/my/", {"t": given.token})
    assert COOKIE in client.cookies
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_sides_tell_and_the_adviser_ends_it(people: Cast, made: Ground, visit: Visit) -> None:
    family, helper, megumi = (
        phone_of(people, made.tamotsu),
        phone_of(people, made.chiyo),
        sign_in(Client(), people.megumi),
    )
    assert "この回の ことを 書く" in page(family, MY)
    here = f"{MY}{visit.public_id}/"
    assert "あったこと" in page(family, here)
    told = family.post(
        here, {"kind": "injury", "words": "ひざを すりむきました"}, follow=True
    ).content.decode()
    assert "うけとりました" in told
    assert "ひざを すりむきました" in told
    assert "ひざを すりむきました" not in page(helper, MY)
    helper.post(here, {"kind": "near_miss", "words": "石に つまずきました"})
    row = Incident.objects.get()
    shown = page(megumi, f"{DESK}{row.public_id}/")
    assert "ひざを すりむきました" in shown
    assert "石に つまずきました" in shown
    do = f"{DESK}{row.public_id}/do/"
    assert "まだ おわりに できません" in megumi.post(do, {"do": "close"}, follow=True).content.decode()
    megumi.post(do, {"do": "hear", "side": "centre", "words": "医院に 電話した"})
    megumi.post(do, {"do": "told", "who": "insurer", "day": "2026-11-25"})
    change = {
        "kind": "injury",
        "day": "2026-11-25",
        "time": "16:00",
        "what": "石に つまずいた",
        "done": "道を かえる",
    }
    assert "直しました" in megumi.post(f"{DESK}{row.public_id}/change/", change, follow=True).content.decode()
    assert "開きなおす" in megumi.post(do, {"do": "close"}, follow=True).content.decode()
    assert "いま 待っている できごとは ありません" in page(megumi, DESK)
    assert "青木 千代" in page(megumi, f"{DESK}?state=all")
    protection.protect(person=people.tamotsu, by=people.by(people.fumi), at=EVENING)
    sheet = megumi.get(f"{DESK}?state=all&format=csv").content.decode("utf-8-sig")
    assert "鈴木" not in sheet  # a file leaves the house
    assert "青木 千代" in sheet


def test_the_adviser_writes_one_of_the_telephone(people: Cast, visit: Visit) -> None:
    megumi = sign_in(Client(), people.megumi)
    assert "鈴木 保 → 青木 千代" in page(megumi, f"{DESK}new/?visit={visit.public_id}")
    told = {
        "visit": visit.public_id, "kind": "injury", "day": "2026-11-25", "time": "16:10", "what": "うでを ついた",
        "treatment_days": "35",
    }  # fmt: skip
    shown = megumi.post(f"{DESK}new/", told, follow=True).content.decode()
    assert "国への報告が いります" in shown
    assert "第1報" in shown
    assert "2026-11-26" in page(megumi, DESK) or "11月26日" in page(megumi, DESK)
    row = Incident.objects.get()
    assert row.visit == visit
    paper = megumi.get(f"{DESK}{row.public_id}/paper/")
    assert paper.content.startswith(b"%PDF")
    data = incident_paper.report(row, DAY)
    assert "鈴木" not in str(data)  # it goes on to others: numbers of members, the age of the child
    assert ["こども", "7歳"] in data["facts"]
    wrong = megumi.post(f"{DESK}new/", {**told, "time": "23:59"}).content.decode()
    assert "これからの 時は 書けません" in wrong


def test_a_complaint_about_the_centre_is_the_citys(people: Cast, made: Ground) -> None:
    family, megumi, aoi = (
        phone_of(people, made.tamotsu),
        sign_in(Client(), people.megumi),
        sign_in(Client(), people.aoi),
    )
    assert "市の 担当者だけが 読みます" in page(family, f"{MY}centre/")
    family.post(f"{MY}centre/", {"words": "返事が 来ません"})
    row = Incident.objects.get()
    here = f"/desk/support/complaints/{row.public_id}/"
    assert megumi.get(here).status_code == 404
    assert megumi.get(f"{DESK}{row.public_id}/").status_code == 404
    assert aoi.get(f"{DESK}{row.public_id}/").status_code == 404
    assert "返事が 来ません" in page(aoi, "/desk/support/complaints/")
    assert "まだ おわりに できません" in aoi.post(here, {"do": "close"}, follow=True).content.decode()
    aoi.post(here, {"done": "センターと 話しました"})
    assert "センターと 話しました" in aoi.post(here, {"do": "close"}, follow=True).content.decode()
    assert aoi.post(here, {"do": "reopen"}, follow=True).status_code == 200


def test_somebody_elses_visit_is_nobodys_page(people: Cast, made: Ground, visit: Visit) -> None:
    assert phone_of(people, made.goro).get(f"{MY}{visit.public_id}/").status_code == 404
    assert Client().get(MY).status_code == 404
