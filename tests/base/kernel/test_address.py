from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import address
from ibasho.base.kernel.address import Address
from ibasho.base.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("text", "prefecture", "city", "rest"),
    [
        ("静岡県掛川市長谷1-1-1", "静岡県", "掛川市", "長谷1-1-1"),
        ("静岡県　掛川市 長谷１－１－１", "静岡県", "掛川市", "長谷１－１－１"),
        ("掛川市大坂7152", "", "掛川市", "大坂7152"),
        ("静岡県周智郡森町森2101-1", "静岡県", "周智郡森町", "森2101-1"),
        ("静岡県森町三倉740", "静岡県", "森町", "三倉740"),
        ("静岡県静岡市葵区追手町5-1", "静岡県", "静岡市葵区", "追手町5-1"),
        ("浜松市中央区元城町103-2", "", "浜松市中央区", "元城町103-2"),
        ("東京都文京区小石川3-4-14", "東京都", "文京区", "小石川3-4-14"),
        ("東京都田園調布本町29-8", "東京都", "", "田園調布本町29-8"),
        ("東京都八丈町大賀郷2551-2", "東京都", "八丈町", "大賀郷2551-2"),
        ("東京都西多摩郡奥多摩町氷川215-6", "東京都", "西多摩郡奥多摩町", "氷川215-6"),
        ("東京都町田市森野2-2-22", "東京都", "町田市", "森野2-2-22"),
        ("東京都武蔵村山市本町1-1-1", "東京都", "武蔵村山市", "本町1-1-1"),
        ("三重県四日市市諏訪町1-5", "三重県", "四日市市", "諏訪町1-5"),
        ("愛知県蒲郡市旭町17-1", "愛知県", "蒲郡市", "旭町17-1"),
        ("奈良県大和郡山市北郡山町248-4", "奈良県", "大和郡山市", "北郡山町248-4"),
        ("福島県郡山市朝日1-23-7", "福島県", "郡山市", "朝日1-23-7"),
        ("千葉県市川市八幡1-1-1", "千葉県", "市川市", "八幡1-1-1"),
        ("兵庫県神崎郡市川町西川辺165-3", "兵庫県", "神崎郡市川町", "西川辺165-3"),
        ("北海道余市郡余市町朝日町26", "北海道", "余市郡余市町", "朝日町26"),
        ("佐賀県杵島郡大町町大町5017", "佐賀県", "杵島郡大町町", "大町5017"),
        ("群馬県佐波郡玉村町下新田201", "群馬県", "佐波郡玉村町", "下新田201"),
        ("神奈川県横浜市中区本町6-50-10", "神奈川県", "横浜市中区", "本町6-50-10"),
        ("京都府京都市中京区寺町通", "京都府", "京都市中京区", "寺町通"),
        ("和歌山県東牟婁郡北山村大沼42", "和歌山県", "東牟婁郡北山村", "大沼42"),
        ("沖縄市上地3-20-12", "", "沖縄市", "上地3-20-12"),
        ("長谷1-1-1", "", "", "長谷1-1-1"),
        ("本町5丁目", "", "", "本町5丁目"),
        ("", "", "", ""),
    ],
)
def test_an_address_comes_apart_at_its_seams(text: str, prefecture: str, city: str, rest: str) -> None:
    assert address.split(text) == Address(prefecture, city, rest)


@pytest.mark.parametrize(
    "text", ["〒436-8650 静岡県掛川市長谷1-1-1", "〒４３６－８６５０　静岡県掛川市長谷1-1-1"]
)
def test_a_postal_code_in_front_is_kept_apart(text: str) -> None:
    found = address.split(text)
    assert found.postal == "4368650"
    assert address.join(found) == "静岡県掛川市長谷1-1-1"


@given(st.text(alphabet="静岡県掛川市葵区周智郡森町村東京都長谷1-", max_size=20))
def test_joining_gives_the_text_back(text: str) -> None:
    assert address.join(address.split(text)) == text


@pytest.mark.parametrize(
    ("given_code", "full"),
    [
        ("22213", "222135"),
        ("222135", "222135"),
        ("２２２１３５", "222135"),
        ("01100", "011002"),
        ("13101", "131016"),
    ],
)
def test_city_codes_with_and_without_check_digit(given_code: str, full: str) -> None:
    assert address.full_code(given_code) == full


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("222136", "city_code.check_digit"),
        ("222315", "city_code.check_digit"),
        ("2221", "city_code.shape"),
        ("1100", "city_code.shape"),
        ("48213", "city_code.shape"),
        ("00213", "city_code.shape"),
        ("2221３a", "city_code.shape"),
        ("", "city_code.shape"),
    ],
)
def test_wrong_digits_are_refused(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        address.full_code(text)
    assert refusal.value.code == code


@given(st.integers(1, 47), st.integers(0, 999))
def test_exactly_one_check_digit_fits(prefecture: int, number: int) -> None:
    five = f"{prefecture:02}{number:03}"
    full = address.full_code(five)
    for last in "0123456789":
        if last != full[-1]:
            with pytest.raises(Invalid):
                address.full_code(five + last)
