"""A bank's list: columns by their names, words as banks write them, each line to its payment or to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.tables import read_table
from ibasho.town.payouts.rules import results
from ibasho.town.payouts.rules.results import Found, Known, Outcome

RAMEN = Known("CDFHJKMNPQ", 48_000, "0005", "012", "0000001", "ﾗ-ﾒﾝﾊﾅﾐﾁ", "planned")
CURRY = Known("RTVWXY3467", 12_400, "0005", "012", "0000002", "ｶﾚ-ﾔ", "planned")
SOBA = Known("CCCCCCCCCC", 12_400, "0009", "001", "0000002", "ｿﾊﾞﾔ", "planned")


def told(text: str, encoding: str = "utf-8-sig") -> list[results.Told]:
    return results.read(read_table(text.encode(encoding), known=results.KNOWN))


def found(text: str, *payments: Known) -> list[str]:
    return [str(one.found) for one in results.match(told(text), payments or (RAMEN, CURRY, SOBA))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_columns_are_found_by_their_names(encoding: str) -> None:
    (line,) = told(
        '総合振込 結果一覧\n参照番号,受取人名,振込金額,振込結果,処理日,備考\ncdfhj-kmnpq,ﾗ-ﾒﾝﾊﾅﾐﾁ,"48,000円",組戻,2026/12/25,口座なし\n',
        encoding,
    )
    assert (line.reference, line.yen, line.outcome, line.day) == (
        "CDFHJKMNPQ", 48_000, Outcome.RETURNED, date(2026, 12, 25),
    )  # fmt: skip
    assert line.words == "組戻 口座なし"


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("振込済", Outcome.PAID), ("振込済み", Outcome.PAID), ("正常", Outcome.PAID), ("ＯＫ", Outcome.PAID),
        ("振込済（正常）", Outcome.PAID), ("組戻し", Outcome.RETURNED), ("振込不能", Outcome.RETURNED),
        ("該当口座なし", Outcome.RETURNED), ("口座名義相違", Outcome.RETURNED), ("NG", Outcome.RETURNED),
        ("受付", None), ("未済", None), ("pending", None), ("", None), ("予定", None),
    ],
)  # fmt: skip
def test_a_banks_word_is_paid_or_returned_or_left_to_a_person(word: str, outcome: Outcome | None) -> None:
    assert results.outcome_of(word) == outcome


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("参照,結果\nCDFHJKMNPQ,済\n", ["paid"]),
        ("参照,結果\nCDFHJKMNPQ,済\nCDFHJKMNPQ,済\n", ["paid", "told"]),
        ("参照,結果\nCDFHJKMNPQ,済\nCDFHJKMNPQ,組戻\n", ["paid", "returned"]),
        ("参照,結果\nCDFHJKMNPQ,組戻\nCDFHJKMNPQ,済\n", ["returned", "differs"]),
        ("参照,結果\nNNNNNNNNNN,済\n", ["missing"]),
        (
            "参照,口座番号,結果\nNNNNNNNNNN,0000001,済\n",
            ["missing"],
        ),  # another run's payment to the same account
        ("口座番号,金額,結果\n1,48000,済\n", ["paid"]),  # Excel ate the zeros
        ("口座番号,金額,結果\n2,12400,済\n", ["several"]),
        ("口座番号,銀行コード,金額,結果\n2,9,12400,済\n", ["paid"]),
        ("口座番号,金額,結果\n1,48001,済\n", ["differs"]),
        ("受取人名,金額,結果\nらーめん はなみち,48000,済\n", ["paid"]),
        ("受取人名,金額,結果\nしらない,48000,済\n", ["missing"]),
        ("口座番号,金額,結果\n1,480.5,済\n", ["unreadable"]),
        ("口座番号,金額,結果\n1,48000,\n", ["unreadable"]),
        ("口座番号,金額,結果\n1,48000,受付\n", ["unreadable"]),
    ],
)
def test_each_line_comes_to_its_payment_or_to_a_person(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [("口座番号,金額\n1,48000\n", "payouts.no_outcome"), ("金額,結果\n48000,済\n", "payouts.no_receiver")],
)
def test_a_list_without_the_needed_columns_says_which(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        told(text)
    assert refused.value.code == code


LINE = st.tuples(st.sampled_from([RAMEN, CURRY, SOBA]), st.sampled_from(["済", "組戻", "受付"]))


@given(st.lists(LINE, max_size=12))
def test_reading_the_same_list_again_changes_nothing(lines: list[tuple[Known, str]]) -> None:
    """Whatever the order and however often: a second reading takes nothing, and nobody is paid after a return."""
    text = "参照,結果\n" + "".join(f"{one.public_id},{word}\n" for one, word in lines) + "NNNNNNNNNN,済\n"
    before = {one.public_id: one.state for one in (RAMEN, CURRY, SOBA)}
    first = results.match(told(text), [RAMEN, CURRY, SOBA])
    after = dict(before)
    for one in first:
        if one.found in (Found.PAID, Found.RETURNED):
            assert (after[one.payment], one.found.value) in {
                ("planned", "paid"), ("planned", "returned"), ("paid", "returned"),
            }  # fmt: skip
            after[one.payment] = one.found.value
    settled = [replace(one, state=after[one.public_id]) for one in (RAMEN, CURRY, SOBA)]
    again = results.match(told(text), settled)
    assert [one for one in again if one.found == Found.PAID] == []
