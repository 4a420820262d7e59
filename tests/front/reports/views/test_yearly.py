"""The yearly report from the first word at the desk to what a citizen, a child and a councillor hold in their hands."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ibasho.base.ports import pdf
from ibasho.front.reports.actions import yearly
from ibasho.front.reports.models import Report
from ibasho.front.reports.rules.kinds import ReportState
from ibasho.front.reports.rules.report import CHAPTERS
from tests.front.reports.yearly_stories import drafted, published, year
from tests.make import AT
from tests.people import Cast, cast
from tests.reading import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    found = cast()
    year(found)
    return found


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return words(response) if status == 200 else ""


def test_before_anything_is_out_the_page_leads_to_the_figures_of_today(people: Cast) -> None:
    page = read(Client(), "/yearly/")
    assert "まだ ありません" in page
    for address in ("/yearly/R8/", "/yearly/R8/kids/", "/yearly/R8/report.pdf", "/yearly/R8/?edition=1"):
        read(Client(), address, 404)


@pytest.mark.parametrize(
    "address", ["/yearly/R0/", "/yearly/R99/", "/yearly/H40/", "/yearly/2026/", "/yearly/R8/?edition=x"]
)
def test_nonsense_in_an_address_is_no_page(people: Cast, address: str) -> None:
    published(people)
    read(Client(), address, 404)


def test_from_the_first_word_to_the_page_of_everybody(people: Cast) -> None:
    aoi, fumi = sign_in(Client(), people.aoi), sign_in(Client(), people.fumi)
    page = read(aoi, "/desk/yearly/")
    assert "令和8年度" in page
    assert aoi.post("/desk/yearly/R8/draft/").headers["Location"] == "/desk/yearly/R8/"
    page = read(aoi, "/desk/yearly/R8/")
    assert "ことばの ない 章" in page
    assert "年度が まだ おわっていません" in page
    assert "do/publish/" not in aoi.get("/desk/yearly/R8/").content.decode()
    wish = {
        "words": "市長から 一言。\n二つめの 段落。",
        "child_words": "みんなの おかげで ふえたよ。",
        "do": "say",
    }
    assert (
        aoi.post("/desk/yearly/R8/words/hajimeni/", wish).headers["Location"] == "/desk/yearly/R8/#c-hajimeni"
    )
    assert aoi.post("/desk/yearly/R8/do/ask/").status_code == 302
    assert "自分では 公開できません" in read(aoi, "/desk/yearly/R8/")
    assert aoi.post("/desk/yearly/R8/do/publish/", follow=True).status_code == 200
    assert Report.objects.get().state == ReportState.ASKED
    assert 'name="seen" value="20' in fumi.get("/desk/yearly/R8/").content.decode()
    assert fumi.post("/desk/yearly/R8/do/publish/").status_code == 302
    page = read(Client(), "/yearly/R8/")
    assert "市長から 一言。" in page
    assert page.index("目次") < page.index("この1年を ひとめで") < page.index("数の もとと ことわり")
    assert "カレーが おいしい" in page
    assert "2か所" in page
    assert "目標 3か所に たいして 2か所です。" in page


def test_every_figure_is_one_click_from_the_query_that_made_it(people: Cast) -> None:
    published(people)
    html = Client().get("/yearly/R8/").content.decode()
    href = reverse("reports:figure", args=["places_open"]) + "?nendo=R8"
    assert f'href="{href}"' in html
    assert "published_places" in read(Client(), href)
    for chapter in CHAPTERS[:3]:
        assert f'href="#{chapter.code}"' in html
        assert f'id="{chapter.code}"' in html


def test_children_have_their_own_page_with_readings(people: Cast) -> None:
    published(people)
    response = Client().get("/yearly/R8/kids/")
    page = words(response)
    assert "こんにちは。" in page
    assert "カレーが おいしい" in page
    assert "めあては 3か所、いまは 2か所。" in page
    assert reverse("voices:home") in response.content.decode()
    assert "<rt" in response.content.decode()


def test_what_is_typed_is_seen_in_both_editions_before_it_is_written(people: Cast) -> None:
    drafted(people)
    aoi = sign_in(Client(), people.aoi)
    address = "/desk/yearly/R8/words/more/"
    look = words(aoi.post(address, {"words": "北に ふえた", "child_words": "きたに ふえたよ", "do": "look"}))
    assert look.count("北に ふえた") > 1
    assert look.count("きたに ふえたよ") > 1
    assert not Report.objects.get().words.exists()
    refused = words(aoi.post(address, {"words": "ふえた", "child_words": "鱻が ふえた", "do": "say"}))
    assert "よみかたが わからない" in refused
    assert "鱻が ふえた" in refused
    refused = words(aoi.post(address, {"words": "1234 5678 9018", "child_words": "", "do": "say"}))
    assert "マイナンバー" in refused
    read(aoi, "/desk/yearly/R8/words/nothing/", 404)
    read(sign_in(Client(), people.mado), address, 404)


def test_it_comes_back_with_words_and_a_withdrawn_one_says_so(people: Cast) -> None:
    row = drafted(people)
    yearly.ask(report=row, by=people.by(people.aoi), at=AT)
    fumi = sign_in(Client(), people.fumi)
    assert "わけ" in words(fumi.post("/desk/yearly/R8/why/back/", {"words": ""}))
    assert fumi.post("/desk/yearly/R8/why/back/", {"words": "数を 見なおして"}).status_code == 302
    assert "数を 見なおして" in read(sign_in(Client(), people.aoi), "/desk/yearly/R8/")
    yearly.ask(report=row, by=people.by(people.aoi), at=AT)
    yearly.publish(report=row, by=people.by(people.fumi), at=AT)
    assert (
        fumi.post("/desk/yearly/R8/why/withdraw/", {"words": "寄附の 数が ちがいました"}).status_code == 302
    )
    page = read(Client(), "/yearly/R8/")
    assert "この版は 取り下げました" in page
    assert "寄附の 数が ちがいました" in page
    assert "取り下げました" in read(Client(), "/yearly/R8/kids/?edition=1")
    assert "取り下げました" in read(Client(), "/yearly/")
    assert fumi.post("/desk/yearly/R8/draft/").status_code == 302
    second = Report.objects.get(edition=2)
    yearly.ask(report=second, by=people.by(people.fumi), at=AT + timedelta(days=1))
    yearly.publish(report=second, by=people.by(people.aoi), at=AT + timedelta(days=1))
    assert "第2版" in read(Client(), "/yearly/R8/")
    old = read(Client(), "/yearly/R8/?edition=1")
    assert "この版は 取り下げました" in old
    assert "新しい 版を 読む" in old


def test_what_is_shut_is_gone_from_every_page_and_its_reason_stays(people: Cast) -> None:
    yearly.withdraw(report=published(people), words="名前が のっていました", by=people.by(people.fumi), at=AT)
    fumi = sign_in(Client(), people.fumi)
    assert "なかみも 見せない" in read(fumi, "/desk/yearly/R8/")
    assert fumi.post("/desk/yearly/R8/do/shut/?edition=1").status_code == 302
    for address in ("/yearly/R8/", "/yearly/R8/?edition=1", "/yearly/R8/kids/", "/yearly/R8/report.pdf"):
        assert Client().get(address).status_code == 404, address
    listed = Client().get("/yearly/")
    assert "名前が のっていました" in words(listed)
    assert "edition=1" not in listed.content.decode()
    assert fumi.post("/desk/yearly/R8/do/unshut/?edition=1").status_code == 302
    assert Client().get("/yearly/R8/").status_code == 200


def test_papers_are_stamped_until_they_are_out(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    row = drafted(people)
    aoi = sign_in(Client(), people.aoi)
    for name in ("report", "kids"):
        assert aoi.get(f"/desk/yearly/R8/{name}.pdf").headers["Content-Type"] == "application/pdf"
    assert [call[0] for call in recorder.calls] == ["reports/pdf/yearly.typ", "reports/pdf/yearly_kids.typ"]
    assert recorder.calls[0][1]["stamp"] == "下書き"
    yearly.ask(report=row, by=people.by(people.aoi), at=AT)
    yearly.publish(report=row, by=people.by(people.fumi), at=AT)
    for name in ("report", "kids"):
        assert Client().get(f"/yearly/R8/{name}.pdf").status_code == 200
    assert (recorder.calls[2][1]["stamp"], recorder.calls[3][1]["stamped"]) == ("", False)


def test_previews_say_that_they_are_drafts_and_lead_to_drafts(people: Cast) -> None:
    drafted(people)
    response = sign_in(Client(), people.tsubaki).get("/desk/yearly/R8/preview/")
    assert "まだ 公開していません" in words(response)
    assert "/desk/yearly/R8/kids.pdf" not in response.content.decode()
    assert "/desk/yearly/R8/report.pdf" in response.content.decode()
    kids = sign_in(Client(), people.aoi).get("/desk/yearly/R8/preview/kids/")
    assert "/desk/yearly/R8/kids.pdf" in kids.content.decode()


def test_the_councils_workbook_has_the_pages_numbers(people: Cast) -> None:
    published(people)
    response = sign_in(Client(), people.aoi).get("/desk/yearly/R8/council.xlsx")
    book = load_workbook(io.BytesIO(response.content))
    sheet = book["ふやす"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, next(sheet.iter_rows(min_row=2, values_only=True)), strict=True))
    assert (row["しるし"], row["数"], row["目標"]) == ("公開している 居場所", 2, 3)
    page = read(Client(), "/yearly/R8/")
    assert f"{row['数']}{row['単位']}" in page
    assert row["計算"].endswith("published_places")
    assert "まだ できていないこと" in book.sheetnames


def test_strangers_meet_nothing(people: Cast) -> None:
    drafted(people)
    for name in ("hana", "ken", "tamotsu", "sumi"):
        client = sign_in(Client(), getattr(people, name))
        for address in (
            "/desk/yearly/",
            "/desk/yearly/R8/",
            "/desk/yearly/R8/preview/",
            "/desk/yearly/R8/council.xlsx",
        ):
            read(client, address, 404)
        assert client.post("/desk/yearly/R7/draft/").status_code == 404
        assert client.post("/desk/yearly/R8/do/ask/").status_code == 404
