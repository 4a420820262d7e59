"""Forms of other languages, marks on what stays Japanese, sentences known by their shape."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import wareki
from ibasho.base.ui import days
from ibasho.base.ui.languages import amounts, figures, middleware, names
from ibasho.base.ui.languages.marking import marked
from ibasho.base.ui.languages.saying import say, told

THURSDAY = date(2026, 11, 26)
DATES = st.dates(date(1989, 1, 8), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("language", "style", "words"),
    [
        ("en", "near", "Thu, 26 Nov"),
        ("en", "both", "Thu, 26 Nov 2026"),
        ("pt-br", "near", "qui., 26 de nov."),
        ("pt-br", "short", "qui., 26 de nov. de 2026"),
        ("ja", "near", "11月26日（木）"),
        ("ja", "short", "R8.11.26"),
        ("ja-simple", "wareki", "2026年11月26日（木）"),
    ],
)
def test_a_day(language: str, style: days.Style, words: str) -> None:
    with translation.override(language):
        assert words in days.day_html(THURSDAY, style, "off")


@given(DATES)
def test_no_other_language_tells_an_era_or_a_japanese_letter(day: date) -> None:
    for language in ("en", "pt-br"):
        with translation.override(language):
            words = days.day_html(day, "wareki", "off")
            assert str(day.year) in words
            assert all(
                ord(letter) < 0x3000 for letter in days.month_label(day) + days.weekday_label(day.weekday())
            )
            assert figures.said(wareki.day_label(day)) is not None
            assert str(day.year) in str(figures.said(f"{wareki.year_label(day)}{day.month}月"))
    with translation.override("ja-simple"):
        assert all(era.name not in days.day_html(day, "both", "off") for era in wareki.ERAS)


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [("ja", 1300, "1,300円"), ("en", 1300, "1,300 yen"), ("pt-br", 1300, "1.300 ienes"), ("pt-br", 1, "1 iene"),
     ("pt-br", 0, "0 ienes"), ("en", None, "－")],
)  # fmt: skip
def test_money(language: str, amount: int | None, words: str) -> None:
    with translation.override(language):
        assert amounts.yen(amount) == words


def test_hours_and_minutes() -> None:
    with translation.override("en"):
        assert days.hours_label(time(15, 30), time(17)) == "15:30–17:00"
        assert ">8 min<" in days.minutes_html(8, "off")
        assert figures.said("2時間30分") == "2 h 30 min"
        assert figures.said("放課後") is None
        assert "Mon" in str(figures.said("毎週 月曜日"))


@pytest.mark.parametrize(("number", "differs"), [(1, False), (0, True), (2, True)])
def test_one_and_many(number: int, differs: bool) -> None:
    """`あと %(n)s日` is counted: one day, but no and two days."""
    with translation.override("en"):
        one = told("あと %(n)s日", {"n": 1}).replace("1", "#")
        assert (told("あと %(n)s日", {"n": number}).replace(str(number), "#") != one) == differs


def test_a_name_keeps_its_letters_and_says_how_it_is_read() -> None:
    assert names.named("みどり食堂", "みどり しょくどう") == (
        '<span><span lang="ja">みどり食堂</span> <span lang="en">(Midori Shokudo)</span></span>'
    )
    assert names.named("Cafe", "かふぇ") == "Cafe"
    assert names.named("<b>森", "") == '<span lang="ja">&lt;b&gt;森</span>'


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>森さん &amp; 花</p>", '<p><span lang="ja">森さん &amp; 花</span></p>'),
        ('<p lang="ja">森<b>花</b></p>', '<p lang="ja">森<b>花</b></p>'),
        ("<option>森</option>", '<option lang="ja">森</option>'),
        ("<textarea>森</textarea>", "<textarea>森</textarea>"),
        ("<script>let a = '森' < 3;</script>", "<script>let a = '森' < 3;</script>"),
        ("<p>11月26日（木） 15:00～17:00</p>", "<p>Thu, 26 Nov 15:00–17:00</p>"),
        ('<input type="text" value="ありがとう">', '<input type="text" value="ありがとう">'),
        ("<p>Name：<b>A</b></p>", "<p>Name: <b>A</b></p>"),
    ],
)
def test_marks(page: str, shown: str) -> None:
    with translation.override("en"):
        assert marked(page) == shown


@given(st.text(alphabet="あ森<>&\"' ab（）・1月", max_size=40))
def test_marking_twice_changes_nothing(text: str) -> None:
    with translation.override("en"):
        page = marked(f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>")
        assert marked(page) == page


@given(st.text(alphabet="あいうえおかきくけこ森川食堂のはを、。 ", min_size=1, max_size=60))
def test_what_people_write_is_no_sentence_of_ours(text: str) -> None:
    with translation.override("en"):
        assert say(text) == text or translation.gettext(text) != text  # はい is a word of ours too


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "read"), [("ja", 0), ("ja-simple", 0), ("en", 1), ("pt-br", 1)])
def test_a_japanese_page_goes_out_unread(language: str, read: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def reads(page: str) -> str:
        asked.append(page)
        return page

    monkeypatch.setattr(middleware, "marked", reads)
    client = Client()
    client.cookies["language"] = language
    assert client.get("/help/").status_code == 200
    assert len(asked) == read


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("みほんファミリー・サポート・センター", "みほんファミリー・サポート・センター"),
        ("はい、そうおもいます", "はい、そうおもいます"),
        ("はい・いいえ", "Yes · No"),
    ],
)
def test_a_list_is_said_whole_or_not_at_all(written: str, said: str) -> None:
    with translation.override("en"):
        assert re.sub("<[^>]+>", "", marked(f"<p>{written}</p>")) == said
