"""花 writes on her page, 葵 reads it at the desk; papers are printed; a stranger finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable
from ibasho.front.reports.models import Report, Review
from ibasho.front.reports.queries import reviews as queries
from ibasho.front.reports.queries import sources
from ibasho.town.places.models import Place
from tests import make
from tests.front.reports.reviews_ground import shown, written
from tests.make import TUESDAY
from tests.people import Cast, cast
from tests.reading import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SENT = {
    "party": "child", "who_words": "小学生 6人", "heads": "6", "good": "カレーが おいしい", "hard": "せまい", "next": "",
    "nendo": "2026", "said_on": "2026-11-20",
}  # fmt: skip


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def garden(people: Cast) -> Place:
    return make.place(organisation=people.midori)


def url(page: str, *args: str) -> str:
    return reverse(f"reports:{page}", args=args)


def test_from_a_phone_to_beside_the_figures(people: Cast, garden: Place) -> None:
    hana, aoi = sign_in(Client(), people.hana), sign_in(Client(), people.aoi)
    assert "まだ ありません" in words(hana.get(url("ops_reviews")))
    sent = {**SENT, "place": garden.public_id}
    missing = words(hana.post(url("ops_review_new"), {**sent, "who_words": ""}))
    assert "カレーが おいしい" in missing, "what was typed stays"
    assert "もう ひとりの人が 読んでから" in words(hana.post(url("ops_review_new"), sent, follow=True))
    row = Review.objects.get()
    page = aoi.get(url("desk_review", row.public_id))
    assert "読みました。出す" in words(page)
    told = {"seen": page.context["mark"]}
    assert "出しました" in words(aoi.post(url("desk_review_do", row.public_id, "show"), told, follow=True))
    assert "出している" in words(hana.get(url("ops_reviews")))
    back = words(aoi.post(url("desk_review_do", row.public_id, "reopen"), follow=True))
    assert "見てもらう前に もどしました" in back


def test_a_name_is_warned_about_and_held_with_a_reason_its_writer_reads(people: Cast, garden: Place) -> None:
    row = written(people.hana, place=garden, good="山田たろうくんが やさしい")
    hana, aoi = sign_in(Client(), people.hana), sign_in(Client(), people.aoi)
    assert "人の名前が あるようです" in words(hana.get(url("ops_review", row.public_id)))
    empty = aoi.post(url("desk_review_do", row.public_id, "hold"), {"words": ""})
    assert "出さない" in words(empty)
    held = aoi.post(
        url("desk_review_do", row.public_id, "hold"), {"words": "お名前を とってください"}, follow=True
    )
    assert "出さないことに しました" in words(held)
    assert "お名前を とってください" in words(hana.get(url("ops_reviews")))


def test_the_desk_types_in_mends_narrows_and_drops(people: Cast, garden: Place) -> None:
    aoi = sign_in(Client(), people.aoi)
    assert "いまは ありません" in words(aoi.get(url("desk_reviews")))
    made = words(aoi.post(url("desk_review_new"), {**SENT, "party": "third"}, follow=True))
    assert "もう ひとりの人が 読んでから 出します" in made
    row = Review.objects.get()
    mended = {**SENT, "party": "third", "good": "あいさつが 多い", "place": garden.public_id}
    assert "あいさつが 多い" in words(aoi.post(url("desk_review", row.public_id), mended, follow=True))
    assert "小学生 6人" in words(aoi.get(url("desk_reviews"), {"place": garden.public_id, "nendo": "2026"}))
    assert "いまは ありません" in words(aoi.get(url("desk_reviews"), {"party": "child"}))
    file = aoi.get(url("desk_reviews"), {"format": "csv"})
    assert "あいさつが 多い" in file.content.decode("utf-8-sig")
    assert "けしました" in words(aoi.post(url("desk_review_do", row.public_id, "drop"), follow=True))


def test_strangers_find_nothing(people: Cast, garden: Place) -> None:
    row = written(people.hana, place=garden)
    typed = written(people.aoi, place=garden)
    ken, hana, mado = (sign_in(Client(), one) for one in (people.ken, people.hana, people.mado))
    assert ken.get(url("ops_review", row.public_id)).status_code == 404
    assert ken.post(url("ops_review_do", row.public_id, "drop")).status_code == 404
    assert hana.get(url("ops_review", typed.public_id)).status_code == 404, "the city's own typing"
    assert hana.post(url("ops_review_do", row.public_id, "show")).status_code == 404
    assert mado.post(url("desk_review_do", row.public_id, "show")).status_code == 404
    assert mado.post(url("desk_review", row.public_id), SENT).status_code == 404
    aoi = sign_in(Client(), people.aoi)
    assert aoi.post(url("desk_review_do", row.public_id, "shout")).status_code == 404
    assert aoi.get(url("desk_review", "nothere")).status_code == 404
    assert sign_in(Client(), people.tamotsu).get(url("ops_reviews")).status_code == 404


@pytest.mark.parametrize("party", ["child", "operator", "third"])
def test_each_sheet_is_a_pdf(people: Cast, garden: Place, party: str) -> None:
    aoi = sign_in(Client(), people.aoi)
    for asked in ({}, {"place": garden.public_id}):
        answer = aoi.get(url("desk_review_sheet", party), asked)
        assert answer.content.startswith(b"%PDF")
    assert aoi.get(url("desk_review_sheet", party), {"place": "nothere"}).status_code == 404
    own = sign_in(Client(), people.hana).get(url("ops_review_sheet", party), {"place": garden.public_id})
    assert own.status_code == (404 if party == "third" else 200)
    theirs = sign_in(Client(), people.ken).get(url("ops_review_sheet", party), {"place": garden.public_id})
    assert theirs.status_code == 404


def test_childrens_own_evaluation_stands_on_the_same_page(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sources.offers(queries.EVALUATIONS, "TABLES")
    aoi = sign_in(Client(), people.aoi)
    assert "「評価」の 意見聴取" not in words(aoi.get(url("desk_reviews"))), "nothing was asked"
    told: dict[str, Any] = {"source": "意見聴取", "as_of": TUESDAY, "query": "voices.evaluations"}
    fact = Fact(value=4, unit="人", **told)
    hidden = Fact(value=3, unit="人", audience=Audience.CENTRE, **told)
    rows = (FactRow("たのしい", (fact,)), FactRow("ひみつ", (hidden,)))
    table = FactTable(title="こどもの 評価", columns=("人数",), rows=rows, **told)
    monkeypatch.setattr(sources, "table", lambda name, span: table)
    page = words(aoi.get(url("desk_reviews"), {"nendo": "2026"}))
    assert "こどもの 評価" in page and "4人" in page and "ひみつ" not in page


def test_a_held_one_is_folded_away_and_its_state_is_said(people: Cast, garden: Place) -> None:
    shown(written(people.hana, place=garden), people.aoi)
    assert "出している" in words(sign_in(Client(), people.mado).get(url("desk_reviews")))


def test_who_takes_a_word_back_hears_that_a_report_keeps_it(people: Cast, garden: Place) -> None:
    aoi = sign_in(Client(), people.aoi)
    row = shown(written(people.hana, place=garden), people.fumi)
    assert "年次報告にも あります" not in words(aoi.get(url("desk_review", row.public_id)))
    Report.objects.create(
        nendo=2026, state="out", frozen={}, made_at=make.AT, published_at=make.AT, published_by=people.fumi
    )
    assert "年次報告にも あります" in words(aoi.get(url("desk_review", row.public_id)))
