"""総合振込: every field at its place, every record 120 bytes, nothing cut in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import zengin
from ibasho.base.kernel.errors import Invalid

PAY_ON = date(2026, 12, 25)
PAYER = zengin.Payer(
    "1234567890", "ﾐﾎﾝｼ ｺﾄﾞﾓｷﾎﾞｳｶ", "0001", "ﾐﾎﾝ", "101", "ﾎﾝﾃﾝ", "1", "0012345"
)  # fmt: skip
RAMEN = zengin.Transfer("0005", "ﾆｼﾞ", "012", "ｴｷﾏｴ", "1", "7654321", "ﾗ-ﾒﾝﾊﾅﾐﾁ", 48_000, "CDFHJKMNPQ")
CURRY = zengin.Transfer("0010", "ﾋｶﾘ", "001", "ﾎﾝﾃﾝ", "2", "0000001", "ｶ)ｶﾚ-ﾔ", 12_400)
KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ"


def records(data: bytes) -> list[bytes]:
    return data.split(b"\r\n")[:-1]


@pytest.mark.parametrize(
    ("layout", "name", "offset", "length", "digits"),
    [
        ("HEADER", "kind", 0, 1, True), ("HEADER", "type", 1, 2, True), ("HEADER", "code", 3, 1, True),
        ("HEADER", "consignor_code", 4, 10, True), ("HEADER", "consignor_kana", 14, 40, False),
        ("HEADER", "pay_on", 54, 4, True), ("HEADER", "bank_code", 58, 4, True),
        ("HEADER", "bank_kana", 62, 15, False), ("HEADER", "branch_code", 77, 3, True),
        ("HEADER", "branch_kana", 80, 15, False), ("HEADER", "account_type", 95, 1, True),
        ("HEADER", "account_number", 96, 7, True), ("HEADER", "dummy", 103, 17, False),
        ("DATA", "kind", 0, 1, True), ("DATA", "bank_code", 1, 4, True), ("DATA", "bank_kana", 5, 15, False),
        ("DATA", "branch_code", 20, 3, True), ("DATA", "branch_kana", 23, 15, False),
        ("DATA", "clearing_house", 38, 4, True), ("DATA", "account_type", 42, 1, True),
        ("DATA", "account_number", 43, 7, True), ("DATA", "holder_kana", 50, 30, False),
        ("DATA", "yen", 80, 10, True), ("DATA", "new", 90, 1, True), ("DATA", "note", 91, 20, False),
        ("DATA", "way", 111, 1, True), ("DATA", "note_is_edi", 112, 1, False), ("DATA", "dummy", 113, 7, False),
        ("TRAILER", "kind", 0, 1, True), ("TRAILER", "count", 1, 6, True), ("TRAILER", "yen", 7, 12, True),
        ("TRAILER", "dummy", 19, 101, False), ("END", "kind", 0, 1, True), ("END", "dummy", 1, 119, False),
    ],
)  # fmt: skip
def test_every_field_stands_at_its_offset(
    layout: str, name: str, offset: int, length: int, digits: bool
) -> None:
    found = {field.name: field for field in getattr(zengin, layout)}[name]
    assert (found.offset, found.length, found.digits) == (offset, length, digits)


def test_the_header_byte_by_byte() -> None:
    head = records(zengin.write(PAYER, [RAMEN], pay_on=PAY_ON))[0].decode("cp932")
    assert head == (
        "1210" + "1234567890" + "ﾐﾎﾝｼ ｺﾄﾞﾓｷﾎﾞｳｶ".ljust(40) + "1225" + "0001" + "ﾐﾎﾝ".ljust(15) + "101"
        + "ﾎﾝﾃﾝ".ljust(15) + "1" + "0012345" + " " * 17
    )  # fmt: skip


def test_a_transfer_byte_by_byte() -> None:
    first, second = records(zengin.write(PAYER, [RAMEN, CURRY], pay_on=PAY_ON))[1:3]
    assert first.decode("cp932") == (
        "2" + "0005" + "ﾆｼﾞ".ljust(15) + "012" + "ｴｷﾏｴ".ljust(15) + "0000" + "1" + "7654321"
        + "ﾗ-ﾒﾝﾊﾅﾐﾁ".ljust(30) + "0000048000" + "0" + "CDFHJKMNPQ".ljust(20) + "7" + "Y" + " " * 7
    )  # fmt: skip
    assert second[91:113] == b" " * 20 + b"7" + b" "  # no EDI: 識別表示 stays, as a space


def test_the_trailer_counts_and_adds_up() -> None:
    tail, end = records(zengin.write(PAYER, [RAMEN, CURRY], pay_on=PAY_ON))[-2:]
    assert tail == b"8" + b"000002" + b"000000060400" + b" " * 101
    assert end == b"9" + b" " * 119


def test_a_bank_that_wants_no_line_ends_gets_none() -> None:
    data = zengin.write(PAYER, [RAMEN], pay_on=PAY_ON, newlines=False)
    assert len(data) == 4 * 120
    assert zengin.read(data) == zengin.read(zengin.write(PAYER, [RAMEN], pay_on=PAY_ON))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("らーめん はなみち", "ﾗ-ﾒﾝ ﾊﾅﾐﾁ"), ("ショクドウ", "ｼﾖｸﾄﾞｳ"), ("ｼｮｸﾄﾞｳ", "ｼﾖｸﾄﾞｳ"), ("がっこう", "ｶﾞﾂｺｳ"),
        ("カ）ミドリ", "ｶ)ﾐﾄﾞﾘ"), ("ｋｉｄｓ　Café".replace("é", "e"), "KIDS CAFE"), ("ヲトメ", "ｵﾄﾒ"),
        ("パン・ヴィ", "ﾊﾟﾝ.ｳﾞｲ"), ("  ミホン   シ ", "ﾐﾎﾝ ｼ"), ("か\u3099っこ", "ｶﾞﾂｺ"), ("１２３", "123"),
    ],
)  # fmt: skip
def test_names_become_what_banks_write(written: str, wanted: str) -> None:
    assert zengin.bank_kana(written) == wanted


def test_every_letter_no_bank_takes_is_named_with_its_place() -> None:
    with pytest.raises(Invalid) as refused:
        zengin.bank_kana("ラーメン花道＆é")
    assert refused.value.code == "zengin.letters"
    for told in ("「花」（5文字目）", "「道」（6文字目）", "「＆」（7文字目）", "「é」（8文字目）"):
        assert told in refused.value.message
    assert "「ラ」" not in refused.value.message


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"yen": 0}, "zengin.amount", "0円"),
        ({"yen": -400}, "zengin.amount", "-400円"),
        ({"yen": 10_000_000_000}, "zengin.amount", "振りこめません"),
        ({"holder_kana": "ｱ" * 31}, "zengin.too_long", "31文字"),
        ({"bank_kana": "ｱ" * 16}, "zengin.too_long", "銀行名"),
        ({"holder_kana": "花道"}, "zengin.letters", "「花」"),
        ({"holder_kana": "ｼｮｸﾄﾞｳ"}, "zengin.letters", "「ｮ」"),
        ({"account_number": "12-3456"}, "zengin.digits", "口座番号"),
    ],
)
def test_what_a_record_cannot_hold_is_refused(change: dict[str, object], code: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        zengin.write(PAYER, [replace(RAMEN, **change)], pay_on=PAY_ON)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert words in refused.value.message


def test_an_empty_file_is_not_written() -> None:
    with pytest.raises(Invalid, match="1件も"):
        zengin.write(PAYER, [], pay_on=PAY_ON)


def _broken(data: bytes, offset: int, told: bytes) -> bytes:
    return data[:offset] + told + data[offset + len(told) :]


WHOLE = zengin.write(PAYER, [RAMEN, CURRY], pay_on=PAY_ON)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "zengin.length"),
        (WHOLE.replace(b"Y       \r\n", b"      \r\n"), "zengin.length"),  # 識別表示 dropped: 118 bytes
        (b"\r\n".join(WHOLE.split(b"\r\n")[1:]), "zengin.order"),
        (_broken(WHOLE, 1, b"12"), "zengin.type"),
        (_broken(WHOLE, 122 + 80, b"0000048001"), "zengin.totals"),
        (_broken(WHOLE, 122 + 80, b"000004800 "), "zengin.field"),
        (_broken(WHOLE, 122 + 50, "花".encode("cp932")), "zengin.field"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        zengin.read(data)
    assert refused.value.code == code


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


def names(most: int) -> st.SearchStrategy[str]:
    return st.text(KANA + "ABZ09 ().-/", max_size=most).map(str.strip)


def transfers() -> st.SearchStrategy[zengin.Transfer]:
    return st.builds(
        zengin.Transfer, digits(4), names(15), digits(3), names(15), st.sampled_from(zengin.ACCOUNT_TYPES),
        digits(7), names(30), st.integers(1, zengin.YEN_MAX), names(20),
    )  # fmt: skip


@given(
    st.builds(
        zengin.Payer, digits(10), names(40), digits(4), names(15), digits(3), names(15),
        st.sampled_from(zengin.ACCOUNT_TYPES), digits(7),
    ),
    st.lists(transfers(), min_size=1, max_size=8),
    st.dates(date(2026, 1, 1), date(2031, 12, 31)),
    st.booleans(),
)  # fmt: skip
def test_what_is_written_is_read_again_and_every_record_has_120_bytes(
    payer: zengin.Payer, listed: list[zengin.Transfer], pay_on: date, newlines: bool
) -> None:
    data = zengin.write(payer, listed, pay_on=pay_on, newlines=newlines)
    lines = records(data) if newlines else [data[at : at + 120] for at in range(0, len(data), 120)]
    assert {len(line) for line in lines} == {120}
    assert zengin.read(data) == zengin.File(payer, (pay_on.month, pay_on.day), tuple(listed))


@given(st.text(max_size=40))
def test_bank_kana_gives_writable_letters_or_refuses(text: str) -> None:
    try:
        told = zengin.bank_kana(text)
    except Invalid as refused:
        assert "文字目" in refused.message
    else:
        assert zengin.bank_kana(told) == told
        assert len(told.encode("cp932")) == len(told)


def test_what_forms_ask_for_is_as_wide_as_its_field() -> None:
    widths = {
        (layout, field.name): field.length for layout in (zengin.HEADER, zengin.DATA) for field in layout
    }
    assert zengin.NAME_MAX == widths[zengin.DATA, "holder_kana"] == 30
    assert zengin.BANK_MAX == widths[zengin.DATA, "bank_kana"] == widths[zengin.HEADER, "bank_kana"] == 15
    assert zengin.CONSIGNOR_MAX == widths[zengin.HEADER, "consignor_kana"] == 40
    assert zengin.NOTE_MAX == widths[zengin.DATA, "note"] == 20
    assert (zengin.YEN_MAX, zengin.TRANSFERS_MAX) == (9_999_999_999, 999_999)


def test_a_file_has_something_to_pay_and_not_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zengin, "TRANSFERS_MAX", 2)
    assert zengin.read(zengin.write(PAYER, [RAMEN, CURRY], pay_on=PAY_ON)).yen == 60_400
    for transfers, code in (([], "zengin.empty"), ([RAMEN, CURRY, RAMEN], "zengin.too_many")):
        with pytest.raises(Invalid) as refused:
            zengin.write(PAYER, transfers, pay_on=PAY_ON)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("bank_code", "銀行コード"), ("bank_kana", "銀行名"), ("branch_code", "支店コード"), ("branch_kana", "支店名"),
        ("account_type", "預金種目"), ("account_number", "口座番号"), ("holder_kana", "口座名義"), ("note", "EDI情報"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_line_and_the_field(field: str, label: str) -> None:
    with pytest.raises(Invalid) as refused:
        zengin.write(PAYER, [RAMEN, replace(CURRY, **{field: "花"})], pay_on=PAY_ON)
    assert "2件目" in refused.value.message and f"の{label}" in refused.value.message


@pytest.mark.parametrize(
    ("field", "label"), [("consignor_code", "振込依頼人コード"), ("consignor_kana", "振込依頼人名")]
)
def test_a_refusal_of_the_payer_says_so(field: str, label: str) -> None:
    with pytest.raises(Invalid) as refused:
        zengin.write(replace(PAYER, **{field: "花"}), [RAMEN], pay_on=PAY_ON)
    assert f"支払元の{label}" in refused.value.message


@pytest.mark.parametrize(("place", "at", "record"), [(0, 4, 1), (1, 1, 2), (2, 1, 3), (3, 1, 4)])
def test_what_cannot_be_read_is_told_with_its_record(place: int, at: int, record: int) -> None:
    """Header, the first and the second transfer, the sum."""
    rows = records(zengin.write(PAYER, [RAMEN, CURRY], pay_on=PAY_ON))
    rows[place] = rows[place][:at] + b"x" + rows[place][at + 1 :]
    with pytest.raises(Invalid) as refused:
        zengin.read(b"\r\n".join(rows))
    assert refused.value.message.startswith(f"{record}番目の記録の")


def test_a_record_of_another_kind_or_length_is_told() -> None:
    rows = records(zengin.write(PAYER, [RAMEN], pay_on=PAY_ON))
    strange, short = [rows[0], b"\xb1" + rows[1][1:], *rows[2:]], [rows[0], rows[1][:-1], *rows[2:]]
    for told, code, words in (
        (strange, "zengin.order", "1・2"),
        (short, "zengin.length", "2番目の記録が 119バイト"),
    ):
        with pytest.raises(Invalid) as refused:
            zengin.read(b"\r\n".join(told))
        assert (refused.value.code, words in refused.value.message) == (code, True)
