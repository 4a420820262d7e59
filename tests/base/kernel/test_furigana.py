from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.furigana import Segment, segments, unread

READINGS = {
    "居場所": "いばしょ",
    "場所": "ばしょ",
    "所": "ところ",
    "行く": "いく",
    "行ける": "いける",
    "人": "ひと",
    "～人": "にん",
    "3人": "さんにん",
    "1日": "ついたち",
    "20日": "はつか",
    "3ヶ月": "さんかげつ",
    "受け付け": "うけつけ",
    "お父さん": "おとうさん",
    "生き生き": "いきいき",
    "掛川": "かけがわ",
    "～市": "し",
    "時々": "ときどき",
    "子ども食堂": "こどもしょくどう",
    "消しゴム": "けしごむ",
    "明日": "あした",
    "合う": "まちがい",
}


def marked(text: str, grade: int | None = None) -> str:
    return "".join(f"{s.base}[{s.ruby}]" if s.ruby else s.base for s in segments(text, READINGS, grade))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", ""),
        ("いばしょ", "いばしょ"),
        ("居場所です", "居場所[いばしょ]です"),
        ("行く。", "行[い]く。"),
        ("行ける所", "行[い]ける所[ところ]"),
        ("受け付け", "受[う]け付[つ]け"),
        ("お父さん", "お父[とう]さん"),
        ("生き生き", "生[い]き生[い]き"),
        ("消しゴム", "消[け]しゴム"),
        ("子ども食堂", "子[こ]ども食堂[しょくどう]"),
        ("明日、時々", "明日[あした]、時々[ときどき]"),
        ("3人と３人", "3人[さんにん]と３人[さんにん]"),
        ("1日と20日と21日", "1日[ついたち]と20日[はつか]と21日[にち]"),
        ("１日", "１日[ついたち]"),
        ("12人の人", "12人[にん]の人[ひと]"),
        ("13人", "13人[にん]"),
        ("3ヶ月", "3ヶ月[さんかげつ]"),
        ("掛川市の人口", "掛川[かけがわ]市[し]の人口"),
        ("合う", "合う[まちがい]"),
        ("市", "市"),
    ],
)
def test_ruby_sits_over_kanji_only_and_the_longest_word_wins(text: str, result: str) -> None:
    assert marked(text) == result


@pytest.mark.parametrize(
    ("text", "grade", "result"),
    [
        ("居場所へ行く", 1, "居場所[いばしょ]へ行[い]く"),
        ("居場所へ行く", 2, "居場所[いばしょ]へ行く"),
        ("居場所へ行く", 5, "居場所へ行く"),
        ("掛川市の人", 6, "掛川[かけがわ]市の人"),
        ("3人が時々", 3, "3人が時々"),
    ],
)
def test_a_word_whose_kanji_are_learnt_carries_none(text: str, grade: int, result: str) -> None:
    assert marked(text, grade) == result


def test_every_kanji_without_a_reading_is_told() -> None:
    assert unread("居場所の受付は、図書館と公民館と図書館。人口", READINGS) == (
        "受付",
        "図書館",
        "公民館",
        "人口",
    )
    assert unread("居場所へ行く", READINGS) == ()


def test_neighbouring_plain_pieces_are_one() -> None:
    assert segments("あいう人口12", READINGS) == (Segment("あいう人口12"),)


@given(st.text(alphabet="居場所行くける人3１2日ヶ月受付お父さん生き掛川市々あア～。 ", max_size=40))
def test_the_text_is_never_changed(text: str) -> None:
    found = segments(text, READINGS)
    assert "".join(segment.base for segment in found) == text
    assert all(segment.base for segment in found)
    plain = "\n".join(segment.base for segment in found if segment.ruby is None)
    assert all(run in plain for run in unread(text, READINGS))


def test_a_page_is_read_in_no_time() -> None:
    readings = READINGS | {f"語{n}語": "ごごご" for n in range(5000)}
    page = "居場所へ行ける人は、3人で受け付けへ。どうぞ おきがるに いらしてください。" * 50
    started = time.perf_counter()
    segments(page, readings)
    assert time.perf_counter() - started < 1  # about 0.02 s when the machine is idle


@pytest.mark.parametrize(
    ("name", "kana", "over"),
    [
        ("教育支援センター みなと", "きょういくしえんせんたーみなと", [("教育支援", "きょういくしえん")]),
        (
            "にじはしこども園　一時預かり",
            "にじはしこどもえん いちじあずかり",
            [("園", "えん"), ("一時預", "いちじあず")],
        ),
        ("まち学舎・夕やけ", "まちがくしゃゆうやけ", [("学舎・夕", "がくしゃゆう")]),
    ],
)
def test_spaces_and_signs_of_a_name_are_not_heard(name: str, kana: str, over: list[tuple[str, str]]) -> None:
    found = segments(name, {name: kana})
    assert [(one.base, one.ruby) for one in found if one.ruby] == over
    assert "".join(one.base for one in found) == name
