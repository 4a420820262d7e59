"""Results on pages: a child sees pictures, two officers let them out, the council gets its workbook."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ibasho.rooms.voices.actions import releases
from ibasho.rooms.voices.models import Answer, Decision, Done, Pick, PublishedFigure, Release, Theme
from ibasho.rooms.voices.queries import results_waiting
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground as grounds
from tests.rooms.voices.actions.test_releases import answers, released
from tests.rooms.voices.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ground(people: Cast) -> Ground:
    make.district("M01")
    return grounds.ground(people)


def url(name: str, *more: str, of: Ground) -> str:
    return reverse(f"voices:{name}", args=[of.hearing.public_id, *more])


def test_before_anything_is_out_the_page_says_when(ground: Ground, client: Client) -> None:
    answers(ground, 30, 0)
    page = client.get(url("results", of=ground)).content.decode()
    assert "30" not in page.split("</header>")[-1].split("<footer")[0].replace("2030", "")
    assert 'class="voice-rows"' not in page


def test_two_officers_let_it_out_and_a_child_sees_it(ground: Ground, people: Cast, client: Client) -> None:
    answers(ground, 30, 0, 1)
    answers(ground, 25, 0, stage="lower")
    answers(ground, 4, 2, stage="junior")
    aoi, fumi = sign_in(Client(), people.aoi), sign_in(Client(), people.fumi)
    aoi.post(url("desk_results_ask", of=ground))
    one = Release.objects.get()
    page = aoi.get(url("desk_results", of=ground)).content.decode()
    assert "少ない" in page
    assert url("desk_results_approve", one.public_id, of=ground) not in page
    page = fumi.get(url("desk_results", of=ground)).content.decode()
    assert url("desk_results_approve", one.public_id, of=ground) in page
    assert url("desk_results_withdraw", one.public_id, of=ground) not in page
    unseen = fumi.post(url("desk_results_approve", one.public_id, of=ground)).content.decode()
    assert "上の 表を 見てから" in unseen
    assert Release.objects.get().state == "asked"
    fumi.post(url("desk_results_approve", one.public_id, of=ground), {"seen": "on"})
    page = client.get(url("results", of=ground)).content.decode()
    assert page.count('class="voice-rows"') == 3
    assert "<b>55<small>" in page
    assert "<b>4<small>" not in page
    told = aoi.get(url("desk_release", one.public_id, of=ground)).content.decode()
    assert "55" in told
    assert "計算で わかる" not in told


def test_aoi_reads_how_many_more_must_come_before_she_may_make_numbers_ready(
    ground: Ground, people: Cast
) -> None:
    aoi = sign_in(Client(), people.aoi)
    answers(ground, 7, 0)
    page = aoi.get(url("desk_results", of=ground)).content.decode()
    assert "あと 3人で 用意できます" in page and "前の 公開から" not in page
    answers(ground, 23, 0)
    released(ground, people)
    answers(ground, 1, 0)
    page = aoi.get(url("desk_results", of=ground)).content.decode()
    assert "前の 公開から 1人 ふえました。あと 9人で 用意できます。" in page
    assert 'disabled aria-describedby="missing"' in page
    answers(ground, 9, 0)
    assert 'id="missing"' not in aoi.get(url("desk_results", of=ground)).content.decode()


def test_declining_asks_why_beside_the_field(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    one = releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    fumi = sign_in(Client(), people.fumi)
    page = fumi.post(url("desk_results_decline", one.public_id, of=ground), {"why": ""})
    assert page.status_code == 200
    assert page.context["form"].errors["why"]
    fumi.post(url("desk_results_decline", one.public_id, of=ground), {"why": "学校が さき"})
    assert "学校が さき" in fumi.get(url("desk_results", of=ground)).content.decode()


def test_a_clerk_sees_what_is_out_and_not_what_waits(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    mado = sign_in(Client(), people.mado)
    page = mado.get(url("desk_results", of=ground)).content.decode()
    assert "公開できる 役割の人が 見ています" in page
    assert mado.post(url("desk_results_ask", of=ground)).status_code == 404


def test_a_vote_stands_as_towers_with_its_table(people: Cast, client: Client) -> None:
    """基本理念の 投票."""
    ground = grounds.ground(people, live=True)
    vote = grounds.question(ground.hearing, "vote", "どの ことばが いい？")
    options = [
        grounds.choice(vote, at, words, picture="star")
        for at, words in enumerate(("わくわく", "にこにこ"), 1)
    ]
    for at, n in ((0, 31), (1, 12)):
        rows = [grounds.answer(ground.web) for _one in range(n)]
        Pick.objects.bulk_create(Pick(answer=row, question=vote, choice=options[at]) for row in rows)
    released(ground, people)
    page = client.get(url("results", of=ground)).content.decode()
    assert 'class="voice-towers"' in page
    assert "いちばん" in page
    assert "<b>31<small>" in page
    assert '<td class="u-num">12</td>' in page


def test_a_survey_held_elsewhere_stands_as_it_was_published(people: Cast, client: Client) -> None:
    """けっトラ市: こども 37人 + 保護者 82人 = 119人, and a list of wishes nobody gave numbers for."""
    ground = grounds.ground(
        people, state="finished", source_name="第3回 こども計画 資料", source_url="https://example.jp/a"
    )
    for at, (label, value, who) in enumerate(
        (("こども", 37, "child"), ("保護者", 82, "parent"), ("あわせて", 119, ""))
    ):
        PublishedFigure.objects.create(
            hearing=ground.hearing, position=at, group="答えた人", label=label, value=value, unit="人",
            respondent=who, is_total=not who,
        )  # fmt: skip
    PublishedFigure.objects.create(
        hearing=ground.hearing, position=5, group="ほしいもの", label="卓球台", wish="table_tennis"
    )
    page = client.get(url("results", of=ground)).content.decode()
    assert all(f"<strong>{n}</strong>" in page for n in (37, 82, 119))
    assert "icons.svg#pingpong" in page or "#pingpong" in page
    assert "https://example.jp/a" in page


def test_a_draft_has_no_page(people: Cast, client: Client) -> None:
    ground = grounds.ground(people, state="draft")
    assert client.get(url("results", of=ground)).status_code == 404


def test_57_the_same_numbers_as_a_file(ground: Ground, people: Cast, client: Client) -> None:
    answers(ground, 30, 0)
    answers(ground, 4, 1)
    released(ground, people)
    told = client.get(url("results", of=ground), {"format": "csv"})
    lines = told.content.decode("utf-8-sig").splitlines()
    assert any("ゲーム" in line and ",30," in line for line in lines)
    assert any("テレビ" in line and "秘匿" in line for line in lines)
    assert not any(",4," in line for line in lines)
    cp932 = client.get(url("results", of=ground), {"format": "csv-cp932"})
    assert "ゲーム" in cp932.content.decode("cp932")


def test_the_council_gets_a_workbook_of_what_is_public(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    answers(ground, 3, 1)
    released(ground, people)
    theme = Theme.objects.create(
        hearing=ground.hearing, title="ゲーム機を おく", child_title="ゲーム", since_on=grounds.DAY, answer_by=grounds.DAY,
    )  # fmt: skip
    Decision.objects.create(
        theme=theme,
        verdict="reflect",
        why="予算に 入れた",
        child_why="おくよ",
        decided_on=grounds.DAY,
        by=people.aoi,
    )
    Done.objects.create(theme=theme, on=grounds.DAY, words="1台 おいた", child_words="おいたよ")
    grounds.opinion(ground.web, "もっと あそびたい", state="shown", shown_words="もっと あそびたい")
    grounds.opinion(ground.web, "ひみつの ことば")
    client = sign_in(Client(), people.mado)
    book = load_workbook(io.BytesIO(client.get(url("desk_council", of=ground), {"format": "book"}).content))
    assert book.sheetnames == ["概要", "集計", "テーマと答え", "声", "公表された数"]
    assert all(page.freeze_panes == "A2" for page in book)
    told = "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row)
    assert all(
        words in told
        for words in ("予算に 入れた", "1台 おいた", "もっと あそびたい", "秘匿", "5つの段：返す")
    )
    assert "ひみつ" not in told
    assert [
        row[3].value
        for row in book["集計"].iter_rows()
        if isinstance(row[3].value, int) and row[3].value < 10
    ] == []
    one = client.get(url("desk_council", of=ground), {"sheet": "voices", "format": "csv"})
    assert "もっと あそびたい" in one.content.decode("utf-8-sig")
    assert client.get(url("desk_council", of=ground), {"sheet": "raw"}).status_code == 404


def test_the_second_person_is_told_and_the_first_is_not(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    assert [one.count for one in results_waiting.waiting_for(people.by(people.fumi), make.AT)] == [1]
    assert results_waiting.waiting_for(people.by(people.aoi), make.AT) == []
    assert results_waiting.waiting_for(people.by(people.mado), make.AT) == []


def test_a_hearing_that_is_over_waits_for_its_numbers(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    assert Answer.objects.count() == 30
    ground.hearing.state = "closed"
    ground.hearing.save()
    (one,) = results_waiting.waiting_for(people.by(people.aoi), make.AT)
    assert (one.count, one.oldest) == (1, ground.hearing.closes_on)
