"""What may be meant by what is typed or tapped. By tables, and by anything at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.ports import line
from ibasho.rooms.bulletin.rules import line_choices, talking
from ibasho.rooms.bulletin.rules.line_choices import Choosing
from ibasho.rooms.bulletin.rules.talking import Ask, Intent, of_data, of_text

AREAS = {"虹橋": "M01", "にじはし": "M01", "虹橋町": "M01", "川べ": "M02", "かわべ": "M02"}
CODES = {"M01", "M02"}

TEXTS: dict[str, tuple[Ask, str]] = {
    "いま": (Ask.NOW, ""), "いま あいてる？": (Ask.NOW, ""), "ｲﾏ": (Ask.NOW, ""), "イマ": (Ask.NOW, ""), "あいてる": (Ask.NOW, ""),
    "今、あいているところ ある？": (Ask.NOW, ""), "OPEN": (Ask.NOW, ""), "Agora!": (Ask.NOW, ""), "きょう": (Ask.TODAY, ""), "ちかく": (Ask.NEAR, ""),
    "虹橋": (Ask.AREA, "M01"), "にじはし": (Ask.AREA, "M01"), "ニジハシ": (Ask.AREA, "M01"), "虹橋小学校": (Ask.AREA, "M01"),
    "虹橋小": (Ask.AREA, "M01"), "虹橋小学校区": (Ask.AREA, "M01"), "虹橋町": (Ask.AREA, "M01"), "川べの 居場所": (Ask.AREA, "M02"),
    "虹橋で あそべるところ": (Ask.AREA, "M01"), "どこ？": (Ask.AREAS, ""), "校区": (Ask.AREAS, ""),
    "おしらせ": (Ask.CHOOSE, ""), "お知らせ": (Ask.CHOOSE, ""), "avisos": (Ask.CHOOSE, ""), "とめる": (Ask.STOP, ""), "STOP": (Ask.STOP, ""),
    "配信停止": (Ask.STOP, ""), "やさしい日本語": (Ask.SPEAK, "ja-simple"), "やさしい にほんご": (Ask.SPEAK, "ja-simple"),
    "english": (Ask.SPEAK, "en"), "Ｅｎｇｌｉｓｈ": (Ask.SPEAK, "en"), "Português": (Ask.SPEAK, "pt-br"), "portugues": (Ask.SPEAK, "pt-br"),
    "ポルトガル語": (Ask.SPEAK, "pt-br"), "日本語": (Ask.SPEAK, "ja"), "123456": (Ask.LINK, "123456"), "１２３　４５６": (Ask.LINK, "123456"),
    "123-456": (Ask.LINK, "123456"), "12345": (Ask.MENU, ""), "1234567": (Ask.MENU, ""), "そうだん": (Ask.WORRY, ""), "help": (Ask.WORRY, ""),
    "こんにちは": (Ask.MENU, ""), "ありがとう": (Ask.MENU, ""), "すてき！": (Ask.MENU, ""), "ひたちなか": (Ask.MENU, ""), "おなか すいた": (Ask.MENU, ""),
    "": (Ask.NOTHING, ""), "　": (Ask.NOTHING, ""), "？？": (Ask.NOTHING, ""), "メニュー": (Ask.MENU, ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), TEXTS.items())
def test_a_text_means_one_thing(text: str, meant: tuple[Ask, str]) -> None:
    found = of_text(text, AREAS)
    assert (found.ask if found.ask is not Ask.CHOOSE else Ask.CHOOSE, found.code) == meant


@pytest.mark.parametrize(
    "text",
    ["たすけて", "助けて", "しにたい", "死にたい", "もう 消えたい", "いじめられてる", "いじめ", "お父さんに なぐられた", "ぎゃくたい", "家に かえりたくない",
     "ごはんが ない", "つらい", "こわい", "虹橋で いじめられた", "いま しにたい", "I want to die", "kill myself", "they bully me", "Socorro", "quero morrer",
     "たたかれる", "さわられた", "リスカした"],
)  # fmt: skip
def test_a_worry_comes_before_everything(text: str) -> None:
    assert of_text(text, AREAS) == Intent(Ask.WORRY)


def test_a_friend_who_asks_for_notices_begins_with_the_district() -> None:
    assert of_text("おしらせ", AREAS).choosing is None
    assert of_data("news", AREAS).choosing == Choosing()


DATA: dict[str, tuple[Ask, str]] = {
    "now": (Ask.NOW, ""), "today": (Ask.TODAY, ""), "near": (Ask.NEAR, ""), "stop": (Ask.STOP, ""), "worry": (Ask.WORRY, ""), "menu": (Ask.MENU, ""),
    "area:M01": (Ask.AREA, "M01"), "area:M99": (Ask.AREAS, ""), "area:": (Ask.AREAS, ""), "areas:2": (Ask.AREAS, ""), "areas:x": (Ask.AREAS, ""),
    "speak:en": (Ask.SPEAK, "en"), "speak:xx": (Ask.MENU, ""), "link:123456": (Ask.MENU, ""), "want": (Ask.MENU, ""), "": (Ask.MENU, ""),
    "now:1": (Ask.MENU, ""), "news;ok;d=M01;s=;w=;p=0": (Ask.WANT, ""), "news;s;d=M01;s=;w=;p=0": (Ask.CHOOSE, ""),
    "newsletter": (Ask.MENU, ""), "x" * 5_000: (Ask.MENU, ""),
}  # fmt: skip


@pytest.mark.parametrize(("data", "meant"), DATA.items())
def test_a_button_means_what_it_says(data: str, meant: tuple[Ask, str]) -> None:
    found = of_data(data, AREAS)
    assert (found.ask, found.code) == meant


@given(st.text(max_size=600))
def test_anything_typed_means_something(text: str) -> None:
    for found in (of_text(text, AREAS), of_data(text, AREAS)):
        assert (
            found.code == ""
            or found.code in CODES | {"ja", "ja-simple", "en", "pt-br"}
            or found.code.isdigit()
        )
        assert text not in repr(found) or len(text) < 30


@given(
    st.sampled_from(line_choices.STEPS), st.lists(st.sampled_from(sorted(CODES)), unique=True),
    st.sampled_from(["", "lower", "high"]), st.sampled_from(["", "food", "quiet"]), st.integers(0, 99),
)  # fmt: skip
def test_what_a_button_carries_is_read_again(
    step: str, codes: list[str], stage: str, wish: str, page: int
) -> None:
    one = Choosing(step, tuple(codes), stage, wish, page)
    assert line_choices.read(line_choices.written(one), CODES) == one


def test_even_the_longest_choice_fits_a_button() -> None:
    longest = Choosing(
        "ok", tuple(f"{n:016}" for n in range(line_choices.DISTRICTS_MAX)), "infant", "study", 999
    )
    assert len(line_choices.written(longest)) <= line_choices.DATA_MAX


def test_of_districts_that_are_gone_another_is_asked_for() -> None:
    """To hear of everything would not be what they chose."""
    found = line_choices.read("news;ok;d=M98.M99;s=;w=;p=0", CODES)
    assert found is not None and (found.step, found.districts) == ("d", ())


def test_districts_are_added_one_by_one_up_to_five() -> None:
    one = Choosing()
    for number in range(9):
        one = one.with_district(f"M{number:02}")
    assert len(one.districts) == line_choices.DISTRICTS_MAX and not one.may_add
    assert Choosing("d", ("M01",), "lower").with_district("M02").step == "ok"


@given(st.lists(st.integers(), max_size=60), st.integers(0, 50))
def test_a_long_list_is_walked_in_rows(found: list[int], page: int) -> None:
    shown, following = line_choices.row(found, page)
    assert len(shown) <= line_choices.ROWS <= line.CHOICES_MAX - 2
    seen, at = [], 0
    for _turn in range(10):
        part, at = line_choices.row(found, at)
        seen += part
        if at == 0:
            break
    assert seen == found and following >= 0


def test_worry_is_found_in_a_long_text_and_in_no_endless_one() -> None:
    assert talking.is_worry("きょうは " * 20 + "しにたい")
    talking.is_worry("あ" * 100_000)
