"""一時預かり and the yearly table by clicks."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import DropInCare, DropInDay
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
BOXES = (("served", ""), ("turned", ""), ("room", "4"), ("was", "//4"))
DESK, OPS, FIGURES = "/desk/support/drop-in/", "/ops/support/drop-in/", "/desk/support/figures/"


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place("にじ保育園", kind="temporary_care", organisation=people.midori)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_city_sets_a_place_and_its_own_people_count(people: Cast, place: Place) -> None:
    aoi, hana = sign_in(Client(), people.aoi), sign_in(Client(), people.hana)
    assert "まだ 設定していません" in page(aoi, DESK)
    assert "まだ 設定していません" in page(hana, f"{OPS}{place.public_id}/")
    sent = {"months_min": 6, "months_max": 83, "capacity": 4, "booking_words": "電話で"}
    told = aoi.post(f"{DESK}{place.public_id}/set/", {**sent, "months_max": 3}).content.decode()
    assert "より 大きい数に" in told
    aoi.post(f"{DESK}{place.public_id}/set/", sent)
    here = f"{OPS}{place.public_id}/"
    assert "11月24日（火）" in page(hana, here)
    counts = {"served-2026-11-02": "４", "turned-2026-11-02": "2", "served-2026-11-04": "1"}
    refused = hana.post(here, {**counts, "served-2026-11-05": "たくさん"}).content.decode()
    assert "「たくさん」を 数として 読めません" in refused
    assert 'value="４"' in refused  # what was typed stands there again
    assert DropInDay.objects.count() == 0
    assert "2日分を 書きました" in hana.post(here, counts, follow=True).content.decode()
    shown = page(aoi, DESK)
    assert "62.5" in shown
    assert "一時預かり" in page(hana, "/ops/")
    assert aoi.get(f"{DESK}?format=xlsx").content.startswith(b"PK")
    assert "ことわった数" in aoi.get(f"{DESK}?table=months&format=csv").content.decode()
    assert page(aoi, f"{DESK}{place.public_id}/?month=2026-10")
    assert "空きは 電話で 聞いてください" in page(aoi, f"{DESK}?day=2026-11-26")
    hana.post(here, {"served-2026-11-26": "3"})
    assert "あと 1人" in page(aoi, f"{DESK}?day=2026-11-26")


def test_two_who_count_the_same_month_do_not_wipe_out_each_other(people: Cast, place: Place) -> None:
    care = DropInCare.objects.create(place=place, capacity=4)
    hana, megumi = sign_in(Client(), people.hana), sign_in(Client(), people.megumi)
    empty = {f"{name}-2026-11-{day:02}": value for day in (2, 4) for name, value in BOXES}
    hana.post(f"{OPS}{place.public_id}/", {**empty, "served-2026-11-02": "3"})
    megumi.post(f"{DESK}{place.public_id}/", {**empty, "served-2026-11-04": "2"})  # her page is older
    assert [(one.day.day, one.served) for one in care.days.order_by("day")] == [(2, 3), (4, 2)]
    emptied = {
        "served-2026-11-02": "",
        "turned-2026-11-02": "",
        "room-2026-11-02": "4",
        "was-2026-11-02": "3/0/4",
    }
    hana.post(f"{OPS}{place.public_id}/", emptied)
    assert [one.day.day for one in care.days.all()] == [4]


def test_a_group_without_such_a_place_has_no_such_page(people: Cast, place: Place) -> None:
    ken, mado = sign_in(Client(), people.ken), sign_in(Client(), people.mado)
    assert ken.get(OPS).status_code == 404
    assert ken.get(f"{OPS}{place.public_id}/").status_code == 404
    assert mado.get(f"{DESK}{place.public_id}/").status_code == 404


def test_the_yearly_table_as_page_file_and_paper(people: Cast) -> None:
    megumi, aoi = sign_in(Client(), people.megumi), sign_in(Client(), people.aoi)
    assert "センターが まだ 設定されていません" in page(aoi, FIGURES)
    here = ground.ground(people)
    row = ground.request(here, date(2026, 11, 20))
    ground.visit(row, state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    mine, theirs = page(megumi, FIGURES), page(aoi, FIGURES)
    assert "少数" not in mine
    assert "少数" in theirs
    assert "10より 少ない数" in theirs
    sheet = aoi.get(f"{FIGURES}?format=csv").content.decode("utf-8-sig")
    assert "こたえられなかった回,少数,回" in sheet
    assert "こたえられなかった回,1,回" in megumi.get(f"{FIGURES}?format=csv").content.decode("utf-8-sig")
    assert "放課後の預かり" in megumi.get(f"{FIGURES}?table=contents&format=csv").content.decode("utf-8-sig")
    for client in (megumi, aoi):
        paper = client.get(f"{FIGURES}paper/?year=2026")
        assert paper.content.startswith(b"%PDF")
    assert page(aoi, f"{FIGURES}?year=1900")
