"""Aoi makes a hearing from one to start from, and a child reads what will become of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.voices.models import Hearing, Question
from tests import make
from tests.people import Cast, cast
from tests.reading import plain
from tests.rooms.voices import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY, DAY = make.TUESDAY, timedelta(days=1)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return cast()


@pytest.fixture
def desk(client: Client, people: Cast) -> Client:
    sign_in(client, people.aoi)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"voices:{name}", args=args)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def press(client: Client, name: str, *args: Any, **sent: Any) -> str:
    response = client.post(url(name, *args), sent, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_from_an_empty_desk_to_an_open_hearing(desk: Client) -> None:
    assert "市の 出店で きくアンケート" in page(desk, url("desk_hearings"))
    start = url("desk_hearing_new") + "?from=stall"
    told = page(desk, start)
    assert "いばしょに あったら いいもの" in told
    sent = {
        "title": "けっトラ市の アンケート", "child_title": "いばしょに ほしいもの", "purpose": "備品を 決める",
        "child_purpose": "ほしいものを そろえるため", "respondents": ["child", "parent"], "policy": "こども計画",
        "moment": "run", "methods": ["survey"], "access": "open", "opens_on": "2026-11-24", "closes_on": "2026-12-08",
        "answer_days": "60", "cell_min": "10",
    }  # fmt: skip
    made = desk.post(start, sent, follow=True).content.decode()
    hearing = Hearing.objects.get()
    assert hearing.questions.count() == 3
    assert "はじめるまでに" in made
    assert "「企画する」「準備する」を した" in made
    before, steps = made.split('<h2 id="steps">')
    assert "あと 1つ" in before and 'disabled aria-describedby="lacks"' in before
    assert url("desk_step", hearing.public_id, "plan") in before
    assert steps.count(">予定を かえる<") == 1 and steps.count(">書く<") == 1 and steps.count(">見る<") == 3
    early = page(desk, url("desk_step", hearing.public_id, "prepare"))
    assert "前の 段から じゅんに" in early
    assert 'name="done-done_on"' not in early and 'value="skip"' not in early and 'value="plan"' in early
    assert "まだ はじめられません" in press(desk, "desk_hearing_state", hearing.public_id, "open")
    for kind in ("plan", "prepare"):
        sent = {"deed": "done", "done-done_on": "2026-11-24", "done-note": "話した"}
        press(desk, "desk_step", hearing.public_id, kind, **sent)
    assert "はじめました" in press(desk, "desk_hearing_state", hearing.public_id, "open")
    assert "きいている" in page(desk, url("desk_hearing", hearing.public_id))


def test_what_is_missing_comes_back_beside_its_field(desk: Client) -> None:
    answer = desk.post(url("desk_hearing_new") + "?from=empty", {"title": "題だけ"})
    told = answer.content.decode()
    assert "「こどもへの 題」を 入れてください。" in told
    assert "題だけ" in told
    assert not Hearing.objects.exists()


def test_a_question_with_choices_is_written_changed_and_seen_as_a_child_sees_it(
    desk: Client, people: Cast
) -> None:
    hearing = ground.hearing(people, state="draft", respondents=["child"])
    new = url("desk_question_new", hearing.public_id) + "?kind=one"
    assert "えらぶもの" in page(desk, new)
    sent = {
        "kind": "one", "words_small": "なにが ほしい？", "words_teen": "何が ほしい？", "words_easy": "なにが ほしいですか？",
        "c1-words_small": "ゲーム", "c1-picture": "game", "c1-wish": "games", "c1-order": "2", "c2-words_small": "テレビ",
        "c2-order": "1",
    }  # fmt: skip
    desk.post(new, sent)
    question = Question.objects.get()
    assert [row.words["small"] for row in question.choices.all()] == ["テレビ", "ゲーム"]
    first, second = question.choices.all()
    again = {
        **sent,
        "c1-pk": first.pk,
        "c1-words_small": "テレビ",
        "c1-order": "1",
        "c1-picture": "tv",
        "c1-wish": "",
    }
    again |= {
        "c2-pk": second.pk,
        "c2-gone": "on",
        "c2-words_small": "ゲーム",
        "c3-words_small": "本",
        "c3-order": "3",
    }
    desk.post(url("desk_question", question.public_id), again)
    assert [row.words["small"] for row in question.choices.all()] == ["テレビ", "本"]
    preview = page(desk, url("desk_preview", hearing.public_id) + "?w=teen")
    assert "ほしい？" in preview
    assert "<ruby>" in preview
    lost = {key: value for key, value in sent.items() if not key.endswith("pk")}
    assert "だれかが 先に" in desk.post(url("desk_question", question.public_id), lost).content.decode()


def test_a_step_passed_over_is_read_by_children_too(client: Client, desk: Client, people: Cast) -> None:
    made = ground.ground(people)
    made.hearing.steps.filter(kind="plan").update(done_on=TODAY - 9 * DAY)
    made.hearing.steps.filter(kind="prepare").update(skipped_why="いそいで いたので、前の 紙を つかいました")
    told = page(Client(), url("about", made.hearing.public_id))
    assert "いそいで いたので" in told.replace("<span>", "").replace("</span>", "")
    assert "しませんでした" in told
    assert url("ask", made.hearing.public_id) in told
    assert "いばしょに ほしいもの" in told


def test_what_was_held_elsewhere_says_what_nobody_knows_and_promises_nothing(
    client: Client, desk: Client, people: Cast
) -> None:
    last_year = TODAY - 600 * DAY
    made = ground.hearing(
        people, state="closed", source_name="こども希望課の 資料", opens_on=last_year, closes_on=last_year
    )
    made.steps.exclude(kind="listen").update(skipped_why="資料に 書いて ありません")
    made.steps.filter(kind="listen").update(done_on=last_year)
    told = plain(page(Client(), url("about", made.public_id)))
    assert "資料に 日が ありません" in told and "どう すすんだの" in told and f"{last_year.year}年" in told
    assert "おそくても" not in told and "しませんでした" not in told
    assert "ほかで きいた回（公表された数）" in page(desk, url("desk_hearings"))


def test_a_closed_hearing_says_so_and_a_draft_is_nobodys_business(people: Cast) -> None:
    closed = ground.hearing(people, state="closed", closes_on=TODAY - DAY)
    told = page(Client(), url("about", closed.public_id))
    assert "おわりました" in told
    assert url("results", closed.public_id) in told
    draft = ground.hearing(people, state="draft")
    assert Client().get(url("about", draft.public_id)).status_code == 404


def test_closing_reopening_and_discarding_by_button(desk: Client, people: Cast) -> None:
    made = ground.hearing(people)
    for kind in ("plan", "prepare"):
        made.steps.filter(kind=kind).update(done_on=TODAY - 9 * DAY)
    assert "しめきりました" in press(desk, "desk_hearing_state", made.public_id, "close")
    assert "もう一度 ひらきました" in press(
        desk, "desk_hearing_state", made.public_id, "reopen", closes_on="2026-12-24"
    )
    draft = ground.hearing(people, state="draft", title="いらない下書き")
    assert "いらない下書き" in page(desk, url("desk_hearing_discard", draft.public_id))
    assert "すてました" in press(desk, "desk_hearing_discard", draft.public_id, confirmed="yes")
    assert desk.post(url("desk_hearing_state", made.public_id, "explode")).status_code == 404


def test_published_figures_are_shown_with_their_source_and_no_more(desk: Client, people: Cast) -> None:
    made = ground.hearing(
        people, state="draft", source_name="令和6年度 資料", closes_on=TODAY, opens_on=TODAY
    )
    wrong = {
        "f1-label": "こども", "f1-value": "37", "f1-unit": "人", "f1-group": "人数", "f1-respondent": "child",
        "f2-label": "保護者", "f2-value": "82", "f2-unit": "人", "f2-group": "人数", "f2-respondent": "parent",
        "f3-label": "計", "f3-value": "191", "f3-unit": "人", "f3-group": "人数", "f3-is_total": "on",
    }  # fmt: skip
    told = desk.post(url("desk_figures", made.public_id), wrong).content.decode()
    assert "合計が あいません" in told
    assert 'value="37"' in told
    desk.post(url("desk_figures", made.public_id), {**wrong, "f3-value": "119", "f4-label": "ゲーム機"})
    hub = page(desk, url("desk_hearing", made.public_id))
    assert "数は 公表されていません" in hub
    assert "119人" in hub


def test_who_only_reads_sees_no_button(client: Client, people: Cast) -> None:
    sign_in(client, people.mado)
    made = ground.ground(people)
    hub = page(client, url("desk_hearing", made.hearing.public_id))
    assert "いま しめきる" not in hub
    assert client.post(url("desk_hearing_state", made.hearing.public_id, "close")).status_code == 404
