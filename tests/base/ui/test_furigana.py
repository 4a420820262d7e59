"""The furigana tag: ruby per word, the switch, escaping, readings from every room."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from ibasho.base.ui import furigana


def shown(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_word_carries_its_reading_once_with_brackets_for_old_browsers() -> None:
    assert shown('{% furigana "学校" %}') == (
        '<ruby>学校<rp>（</rp><rt aria-hidden="true">がっこう</rt><rp>）</rp></ruby>'
    )


def test_kana_endings_stay_outside_and_the_words_stay_one_item() -> None:
    html = shown('{% furigana "学校へ 行く" %}')
    assert html.startswith("<span><ruby>学校<") and ">い</rt>" in html and html.endswith("</ruby>く</span>")


def test_text_without_kanji_is_left_alone() -> None:
    assert shown('{% furigana "こまった" %}') == "こまった"


@pytest.mark.parametrize("hostile", ["<b>学校</b>", '"><script>alert(1)</script>学校', "学校&copy;"])
def test_text_from_people_is_escaped(hostile: str) -> None:
    html = shown("{% furigana name %}", name=hostile)
    assert "<b>" not in html and "<script" not in html and "&copy;" not in html


def test_a_reading_from_people_is_escaped() -> None:
    html = shown("{% furigana name reading=kana %}", name="三ッ星", kana="<img src=x>")
    assert "<img" not in html


def test_values_are_escaped_after_they_are_filled_in() -> None:
    assert "&lt;i&gt;" in shown('{% furigana "あと %(n)sつ" n=n %}', n="<i>")
    assert shown('{% furigana _("あと %(n)sつ") n=3 %}') == "あと 3つ"


def test_a_name_is_read_by_its_own_kana() -> None:
    assert ">ひがしもり</rt>" in shown('{% furigana "東森" reading="ヒガシモリ" %}')


def test_a_very_long_name_is_read_as_a_whole() -> None:
    name = "森" * 30
    assert shown("{% furigana name reading=kana %}", name=name, kana="もり" * 30).count("<ruby>") == 1


@pytest.mark.parametrize("switch", [{"furigana": "off"}, {"door": "desk"}])
def test_no_ruby_where_it_is_off_or_the_page_is_not_for_children(switch: dict[str, str]) -> None:
    assert shown('{% furigana "学校" %}', **switch) == "学校"


def test_by_grade_only_what_is_not_yet_learnt_carries_ruby() -> None:
    html = shown('{% furigana "学校と 相談" %}', furigana="1")
    assert "がっこう" not in html and "そうだん" in html


def test_other_languages_carry_no_ruby() -> None:
    with translation.override("pt"):
        assert shown('{% furigana "学校" %}') == "学校"


def test_the_cookie_is_believed_only_in_known_words() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["furigana"] = "<script>"
    assert furigana.mode_of(request) == "on"


def test_the_switch_works_without_scripts_and_comes_back(client: Client) -> None:
    response: HttpResponse = client.get("/furigana/off/?next=/help/")
    assert response["Location"] == "/help/"
    assert response.cookies["furigana"].value == "off"
    assert "<rt" not in client.get("/help/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_the_switch_never_leads_off_the_site(client: Client, elsewhere: str) -> None:
    assert client.get("/furigana/on/", {"next": elsewhere})["Location"] == "/"


def test_an_unknown_setting_is_not_found(client: Client) -> None:
    assert client.get("/furigana/maybe/").status_code == 404


@pytest.mark.django_db
def test_the_switch_is_closed_to_post(client: Client) -> None:
    assert client.post("/furigana/on/").status_code == 405


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a room's table says, in place of the rooms'."""
    words = {"柚子": "ゆず"}
    monkeypatch.setattr(furigana._kept, "sources", [lambda: dict(words)])
    furigana.forget()
    return words


def test_where_the_lists_are_silent_the_table_answers_and_a_correction_is_seen(table: dict[str, str]) -> None:
    assert furigana.unread("柚子") == ("柚子",)
    furigana.refresh()
    assert "ゆず" in furigana.ruby("柚子の学校") and furigana.unread("柚子") == ()
    table["柚子"] = "ゆうず"
    furigana.refresh()
    assert "ゆうず" in furigana.ruby("柚子の学校"), "what was kept from before is not shown"
    table["学校"] = "まなびや"
    furigana.refresh()
    assert "がっこう" in furigana.ruby("柚子の学校"), "a list wins over the table"
    assert "ゆのこ" in furigana.ruby("柚子", reading="ゆのこ"), "the text's own reading wins over all"


def test_pages_look_at_the_table_in_a_thread_of_their_own_once_in_a_while(
    table: dict[str, str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.READINGS_SECONDS = 30
    asked: list[str] = []
    monkeypatch.setattr(
        furigana._kept, "sources", [lambda: asked.append(threading.current_thread().name) or dict(table)]
    )
    monkeypatch.setattr(furigana._kept, "looked_at", None)
    for _ in range(5):
        furigana.ruby("柚子")
    assert asked == ["readings"] and "ゆず" in furigana.ruby("柚子")


def test_a_table_that_cannot_be_asked_hurts_no_page(
    table: dict[str, str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.READINGS_SECONDS = 30
    failed: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    monkeypatch.setattr(furigana._kept, "sources", [lambda: {}[0]])
    monkeypatch.setattr(furigana._kept, "looked_at", None)
    assert "がっこう" in furigana.ruby("学校")
    assert len(failed) == 1
