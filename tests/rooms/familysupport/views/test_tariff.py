"""Fees by clicks: 文 raises the allowance for April, a parent works out an afternoon, 恵 reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.ui import furigana
from ibasho.rooms.familysupport.models import Tariff
from ibasho.rooms.familysupport.queries import tariffs as queries
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
DESK, FEES = "/desk/support/tariffs/", "/support/fees/"


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def made(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def fumi(people: Cast) -> Client:
    return sign_in(Client(), people.fumi)


def page(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200, address
    return response.content.decode()


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back unchanged."""
    context = client.get(address).context
    every = [context["form"], *context["bands"].forms, context["bands"].management_form]
    sent = {}
    for form in every:
        for bound in form:
            value = bound.value()
            sent[bound.html_name] = "" if value is None else value
    return sent


def test_a_rise_from_copy_to_publication(made: Ground, fumi: Client) -> None:
    sent = form_of(fumi, f"{DESK}new/") | {
        "name": "令和9年4月から",
        "valid_from": "2027-04-01",
        "band-0-city_0": "600",
    }
    tried = fumi.post(f"{DESK}new/", {**sent, "do": "try"})
    assert '2,000円</span> → <b><span class="u-nowrap">2,200円' in tried.content.decode()
    assert Tariff.objects.count() == 1
    kept = fumi.post(f"{DESK}new/", {**sent, "do": "keep"})
    row = Tariff.objects.get(state="draft")
    assert kept["Location"] == f"{DESK}{row.public_id}/"
    assert queries.body_of(row).bands[1] == queries.body_of(made.tariff).bands[1]
    assert "2,200円" in page(fumi, f"{DESK}{row.public_id}/publish/")
    fumi.post(f"{DESK}{row.public_id}/publish/")
    assert queries.tariff_on(made.centre, date(2027, 4, 1)) == row
    plain = Client()
    plain.cookies[furigana.COOKIE] = furigana.OFF
    assert "令和9年4月1日（木）から「令和9年4月から」に" in page(plain, FEES)
    assert "公開を とりけす" in page(fumi, f"{DESK}{row.public_id}/")
    fumi.post(f"{DESK}{row.public_id}/do/", {"do": "take_back"})
    fumi.post(f"{DESK}{row.public_id}/do/", {"do": "discard"})
    assert list(Tariff.objects.all()) == [made.tariff]
    assert page(fumi, DESK).count("令和7年4月から") >= 1


def test_a_slip_is_told_and_nothing_is_lost(made: Ground, fumi: Client) -> None:
    sent = form_of(fumi, f"{DESK}new/") | {
        "name": "春から",
        "valid_from": "2027-04-01",
        "band-1-name": "",
        "do": "keep",
    }
    told = fumi.post(f"{DESK}new/", sent).content.decode()
    assert "月曜日の 0:00からの 料金が ありません" in told
    assert 'value="春から"' in told
    sent |= {"band-1-name": "夜", "band-1-starts": "25時", "band-0-user_0": "", "band-0-dates": "正月"}
    told = fumi.post(f"{DESK}new/", sent).content.decode()
    for words in ("25時", "1人目の 金額を 入れてください", "12/29-1/3 のように"):
        assert words in told
    assert Tariff.objects.count() == 1


def test_bands_keep_the_order_their_numbers_say(made: Ground, fumi: Client) -> None:
    sent = form_of(fumi, f"{DESK}new/") | {
        "name": "年末年始つき", "valid_from": "2027-04-01", "band-2-place": "1", "band-2-name": "年末年始", "do": "keep",
        "band-2-dates": "12/29〜1/3", "band-2-user_0": "1000", "band-2-city_0": "500", "band-2-days": "0123456:any",
        "band-0-place": "2", "band-1-place": "3",
    }  # fmt: skip
    fumi.post(f"{DESK}new/", sent)
    row = Tariff.objects.get(state="draft")
    assert [one["name"] for one in row.body["bands"]] == ["年末年始", "平日 7時〜19時", "そのほかの時間"]
    assert row.body["bands"][0]["dates"] == [["12-29", "01-03"]]
    fumi.post(f"{DESK}{row.public_id}/edit/", form_of(fumi, f"{DESK}{row.public_id}/edit/") | {"do": "keep"})
    before = row.body
    row.refresh_from_db()
    assert row.body == before


def test_megumi_reads_fees_and_changes_none(made: Ground, people: Cast) -> None:
    megumi = sign_in(Client(), people.megumi)
    told = page(megumi, DESK)
    assert "市が 500円 足します" in told
    assert "新しい 料金表を つくる" not in told
    assert megumi.get(f"{DESK}new/").status_code == 404
    assert (
        megumi.post(
            f"{DESK}{made.tariff.public_id}/do/", {"do": "end", "valid_until": "2027-03-31"}
        ).status_code
        == 404
    )


def test_a_parent_works_out_an_afternoon(made: Ground) -> None:
    told = page(Client(), FEES)
    assert "平日（祝日は のぞく） 7:00〜19:00" in told
    assert "さいしょの 1時間までは" in told
    asked = {
        "day": "2026-11-25",
        "starts": "18:00",
        "ends": "20:00",
        "children": "2",
        "content": "after_school",
        "km": "4",
    }
    told = page(Client(), FEES, **asked)
    assert "はらうのは 1,770円です" in told  # 750 + 900 + 4 × 30
    assert "2,000円を 足し" in told
    assert "当日に とりやめると 825円" in told
    assert "おわりは はじまりより あとの" in page(Client(), FEES, **{**asked, "ends": "17:00"})
    assert "まだ きまっていません" in page(Client(), FEES, **{**asked, "day": "2020-01-01"})


def test_without_fees_the_page_gives_the_telephone(made: Ground) -> None:
    made.tariff.delete()
    assert "tel:0537-00-0000" in page(Client(), FEES)


def test_before_there_is_a_centre(people: Cast, fumi: Client) -> None:
    for address in (DESK, "/desk/support/unmet/", "/desk/support/whatif/"):
        assert "センターが まだ ありません" in page(fumi, address)
    assert fumi.get(f"{DESK}new/")["Location"] == DESK
    assert Client().get(FEES).status_code == 200
