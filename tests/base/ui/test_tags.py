"""Days, minutes, money, chips and fields as the tags write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import charts
from ibasho.base.ui.states import STATES


def shown(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("both", "2026年（令和8年）11月23日（月・祝）"),
        ("wareki", "令和8年11月23日（月・祝）"),
        ("short", "R8.11.23"),
        ("near", "11月23日（月・祝）"),
    ],
)
def test_a_day_in_each_style(style: str, words: str) -> None:
    html = shown("{% day value style %}", value=date(2026, 11, 23), style=style, furigana="off")
    assert html == f'<time datetime="2026-11-23">{words}</time>'


@pytest.mark.parametrize(
    ("today", "words"), [("2026-12-31", "11月14日（土）"), ("2027-01-01", "2026年11月14日（土）")]
)
def test_a_plain_day_has_its_year_where_that_is_another(today: str, words: str) -> None:
    request = SimpleNamespace(at=datetime.fromisoformat(f"{today}T12:00:00+09:00"))
    html = shown('{% day value "plain" %}', value=date(2026, 11, 14), request=request, furigana="off")
    assert html == f'<time datetime="2026-11-14">{words}</time>'


@pytest.mark.parametrize(
    ("day", "spoken"), [(1, "ついたち"), (4, "よっか"), (14, "じゅうよっか"), (20, "はつか")]
)
def test_days_with_names_of_their_own_are_read_whole(day: int, spoken: str) -> None:
    read = f'<ruby>{day}日<rp>（</rp><rt aria-hidden="true">{spoken}</rt>'
    assert read in shown("{% day value %}", value=date(2026, 6, day))


def test_a_moment_is_told_on_its_day_in_japan() -> None:
    assert "11月24日" in shown("{% day v %}", v=datetime(2026, 11, 23, 15, 0, tzinfo=UTC), furigana="off")


def test_the_desk_sees_both_calendars_and_a_missing_day_is_a_dash() -> None:
    assert "令和8年" in shown("{% day v %}", v=date(2026, 4, 1), door="desk")
    assert shown("{% day v %}", v=None) == "－"


@pytest.mark.parametrize(
    ("number", "above"), [(1, "ぷん"), (2, "ふん"), (5, "ふん"), (8, "ぷん"), (10, "ぷん"), (12, "ふん")]
)
def test_minutes_are_read_as_they_are_said(number: int, above: str) -> None:
    assert f'<rt aria-hidden="true">{above}</rt>' in shown("{% minutes n %}", n=number)


def test_hours_end_at_24_and_are_told_in_jst() -> None:
    assert "20:00～24:00" in shown("{% hours a b %}", a=time(20), b=clock.END_OF_DAY)
    assert "9:30" in shown("{% hours a %}", a=datetime(2026, 1, 1, 0, 30, tzinfo=UTC))


def test_yen_has_commas_and_nothing_known_is_a_dash() -> None:
    assert "1,300円" in shown("{% yen 1300 %}")
    assert "0円" in shown("{% yen 0 %}")
    assert "－" in shown("{% yen v %}", v=None)


@pytest.mark.parametrize("code", STATES)
def test_every_state_shows_colour_picture_and_word(code: str) -> None:
    html = shown("{% status code %}", code=code, furigana="off")
    assert "data-tone=" in html and "<use" in html and str(STATES[code].label) in html


def test_icons_are_decoration_unless_they_carry_a_label() -> None:
    assert 'aria-hidden="true"' in shown('{% icon "wifi" %}')
    assert 'role="img" aria-label="Wi-Fi"' in shown('{% icon "wifi" label="Wi-Fi" %}')
    assert "<b>" not in shown("{% icon name %}", name="<b>")


class Sample(forms.Form):
    name = forms.CharField(label="名前", help_text="看板のとおりに", max_length=5)
    kind = forms.ChoiceField(label="種類", choices=[("a", "A")], widget=forms.RadioSelect)
    note = forms.CharField(label="ひとこと", error_messages={"required": "ひとことだけ 書いてね。"})


def test_label_help_and_error_are_tied_to_the_control() -> None:
    html = shown("{% field f.name %}", f=Sample({}), furigana="off")
    assert 'for="id_name"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html and 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html and "「名前」を 入れてください。" in html


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = shown("{% field f.kind %}", f=Sample({}), furigana="off")
    assert "<fieldset" in html and "<legend" in html and "「種類」を えらんでください。" in html


def test_the_authors_own_sentence_stays() -> None:
    assert "ひとことだけ 書いてね。" in shown("{% field f.note %}", f=Sample({}), furigana="off")


def test_what_was_typed_is_escaped_and_too_long_is_told_in_numbers() -> None:
    html = shown("{% field f.name %}", f=Sample({"name": '"><script>'}), furigana="off")
    assert "<script>" not in html and "5文字までです。いまは 10文字あります。" in html


def test_the_summary_leads_to_each_field() -> None:
    html = shown("{% form_errors f %}", f=Sample({}), furigana="off")
    assert 'role="alert"' in html and 'href="#id_name"' in html and 'href="#id_kind' in html


def test_forms_rendered_by_django_get_the_same_look() -> None:
    html = str(Sample({}))
    assert 'class="dads-input"' in html and "dads-field__error" in html


def test_a_chart_says_in_its_table_what_it_draws() -> None:
    drawn = charts.bars("数", [charts.Bar("北", 40), charts.Bar("南", 10), charts.Bar("東", None)], unit="人")
    assert [shape.width for shape in drawn.shapes] == [400, 100, 0]
    html = shown("{% chart c %}", c=drawn)
    assert html.count("北") == 2 and "<table" in html and "style=" not in html


def test_a_chart_of_nothing_and_a_negative_bar() -> None:
    assert charts.bars("数", []).shapes == []
    with pytest.raises(ValueError, match="negative"):
        charts.bars("数", [charts.Bar("北", -1)])


@pytest.mark.parametrize(
    ("words", "html"), [(mark_safe('<a href="/x/">x</a>'), '<a href="/x/">x</a>'), ("<a>", "&lt;a&gt;")]
)
def test_only_markup_of_our_own_is_kept_in_a_help_text(words: str, html: str) -> None:
    form = Sample({})
    form.fields["name"].help_text = words
    assert html in shown("{% field f.name %}", f=form)
