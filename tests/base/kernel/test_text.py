from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.text import ContactKind, clean_text, clean_url, find_contacts, nfc


@pytest.mark.parametrize(
    ("raw", "text", "changes"),
    [
        ("みんなの食堂", "みんなの食堂", ()),
        ("<b>みんな</b>の食堂", "みんなの食堂", ("html",)),
        ("<script>alert(1)</script>食堂", "食堂", ("html",)),
        ("&lt;script&gt;alert(1)&lt;/script&gt;食堂", "食堂", ("html",)),
        ("a<<b>script>alert(1)<</b>/script>", "a", ("html",)),
        ("食堂<img src=x onerror=alert(1)", "食堂", ("html",)),
        ("食堂<!-- x -->", "食堂", ("html",)),
        ("A &amp; B", "A & B", ("html",)),
        ("<3歳まで 5<6", "<3歳まで 5<6", ()),
        ("あ\x00い\x1bう", "あいう", ("control",)),
        ("あ\u200bい\u202eう\ufeff", "あいう", ("hidden",)),
        ("か\u3099ぎ", "がぎ", ()),
        ("  あ   い\u3000 う\n", "あ い\u3000う", ()),
        ("辻\U000e0100さん", "辻\U000e0100さん", ()),
        ("\ufa19社", "\ufa19社", ()),
    ],
)
def test_free_text_is_cleaned_and_says_what_was_taken_out(
    raw: str, text: str, changes: tuple[str, ...]
) -> None:
    cleaned = clean_text(raw)
    assert (cleaned.text, cleaned.changes) == (text, changes)


def test_lines_are_kept_where_lines_are_wanted() -> None:
    assert clean_text(" 一 \r\n\r\n\r\n\r\n二\r三", lines=True).text == "一\n\n二\n三"
    assert clean_text("一<br>二", lines=True).text == "一\n二"


def test_a_cut_is_marked_and_splits_no_letter() -> None:
    cleaned = clean_text("あいうえお", limit=3)
    assert (cleaned.text, cleaned.changes) == ("あい…", ("cut",))
    assert clean_text("あ辻\U000e0100う", limit=3).text == "あ…"
    assert clean_text("あいう", limit=3).changes == ()


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text, lines=True).text
    assert clean_text(once, lines=True).text == once


@given(st.text(alphabet="<>/bscriptp&lt;g! ='\"-あ", max_size=60))
def test_no_tag_survives(text: str) -> None:
    assert "<script" not in clean_text(text).text.lower()


def test_deep_nesting_ends() -> None:
    assert "<b>" not in clean_text("<" * 3_000 + "b>" * 3_000).text


@given(st.text())
def test_nfc_keeps_compatibility_ideographs(text: str) -> None:
    kept = [char for char in text if "\uf900" <= char <= "\ufaff"]
    assert [char for char in nfc(text) if "\uf900" <= char <= "\ufaff"] == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("090-1234-5678に電話", [("phone", "090-1234-5678")]),
        ("０９０ー１２３４ー５６７８", [("phone", "０９０ー１２３４ー５６７８")]),
        ("〇九〇一二三四五六七八", [("phone", "〇九〇一二三四五六七八")]),
        ("TEL 0537(21)1111まで", [("phone", "0537(21)1111")]),
        ("+81-90-1234-5678", [("phone", "+81-90-1234-5678")]),
        ("0120-444-444", [("phone", "0120-444-444")]),
        ("0538-35-0000 と 0538-35-0001", [("phone", "0538-35-0000"), ("phone", "0538-35-0001")]),
        ("a.b@example.co.jp", [("mail", "a.b@example.co.jp")]),
        ("ａ＠ｂ．ｃｏｍ へ", [("mail", "ａ＠ｂ．ｃｏｍ")]),
        ("foo(at)example.com", [("mail", "foo(at)example.com")]),
        ("ＬＩＮＥ　ＩＤ：abc_123", [("line_id", "ＬＩＮＥ\u3000ＩＤ：abc_123")]),
        ("ラインのIDはabc.123だよ", [("line_id", "ラインのIDはabc.123")]),
        ("LINE @ibasho", [("line_id", "LINE @ibasho")]),
        ("https://ex.jp/a?b=1、と", [("url", "https://ex.jp/a?b=1")]),
        ("lin.ee/abc を見て", [("url", "lin.ee/abc")]),
    ],
)
def test_ways_to_reach_somebody_are_found(text: str, found: list[tuple[str, str]]) -> None:
    contacts = find_contacts(text)
    assert [(contact.kind.value, contact.text) for contact in contacts] == found
    assert all(text[contact.start : contact.end] == contact.text for contact in contacts)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-15 10:00～12:00", "〒436-0056 掛川市長谷1-1-1", "令和6年10月10日", "法人番号 1011805002666", "LINEで連絡",
        "100円、大人300円", "第2・第4土曜", "NPO.法人 10.5円", "定員20名 0歳から", "",
    ],
)  # fmt: skip
def test_dates_money_and_addresses_are_no_contacts(text: str) -> None:
    assert find_contacts(text) == ()


@given(st.text(max_size=80))
def test_contacts_never_overlap(text: str) -> None:
    contacts = find_contacts(text)
    for one, other in zip(contacts, contacts[1:], strict=False):
        assert one.end <= other.start
    assert all(contact.kind in ContactKind for contact in contacts)


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("https://www.example.jp/x?a=1#b", "https://www.example.jp/x?a=1#b"),
        (" http://example.jp ", "http://example.jp"),
        ("www.example.jp/x", "https://www.example.jp/x"),
        ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ", "https://example.jp"),
        ("https://日本語.jp/パス", "https://日本語.jp/パス"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@b.jp", None),
        ("//example.jp", None),
        ("http://user:pass@example.jp", None),
        ("http://localhost/", None),
        ("http://a.jp/ x", None),
        ('http://a.jp/"onclick=', None),
        ("http://[::1", None),
        ("https://" + "a" * 3_000 + ".jp", None),
        ("", None),
    ],
)
def test_only_real_web_addresses_pass(raw: str, url: str | None) -> None:
    assert clean_url(raw) == url
