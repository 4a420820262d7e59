"""Words everybody reads: how long, what they may not hold, how they stand in somebody else's app."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.bulletin.rules.telling import LINE_MAX, TITLE_MAX, WORDS_MAX, checked, line_text


def test_what_is_written_is_tidied() -> None:
    assert checked("  卓球台が  来ました ", " だれでも \n つかえます。 ") == (
        "卓球台が 来ました",
        "だれでも\nつかえます。",
    )


@pytest.mark.parametrize(
    "words",
    ["090-1234-5678に かけて", "taro@example.com まで", "LINEの IDは taro_123 だよ", "http://example.com を 見て", "ぜろきゅうぜろ 090 1234 5678"],
)  # fmt: skip
def test_a_way_to_reach_somebody_is_refused_with_what_to_do(words: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked("おしらせ", words)
    assert "消してから" in refused.value.fields["words"]


def test_what_the_city_has_on_its_pages_may_stand() -> None:
    told = "でんわは 053-000-0001 です。"
    assert checked("おしらせ", told, known=["053-000-0001"])[1] == told
    with pytest.raises(Invalid):
        checked("おしらせ", told)


@pytest.mark.parametrize(
    ("title", "words", "fields"),
    [("", "ことば", {"title"}), ("だい", " \n ", {"words"}), ("あ" * 61, "い" * 401, {"title", "words"})],
)
def test_empty_and_too_long_are_said_beside_their_field(title: str, words: str, fields: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        checked(title, words)
    assert set(refused.value.fields) == fields


@given(st.text(min_size=1, max_size=TITLE_MAX), st.text(max_size=WORDS_MAX), st.text(max_size=120))
def test_a_text_for_line_is_never_too_long_and_keeps_title_and_address(
    title: str, words: str, url: str
) -> None:
    told = line_text(title, words, url)
    assert len(told) <= LINE_MAX
    assert told.startswith(title)
    assert told.endswith(url)
