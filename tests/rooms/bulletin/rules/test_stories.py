"""What may be written, and what happens to it in which state."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.rooms.bulletin.rules import stories as rules
from ibasho.rooms.bulletin.rules import story_pictures as pictures
from ibasho.rooms.bulletin.rules.kinds import StoryState as S
from ibasho.rooms.bulletin.rules.stories import Told

DAY = date(2026, 11, 24)


def allowed(check: Callable[[str], None]) -> set[S]:
    """The states in which a check lets somebody through."""
    found = set()
    for state in S:
        try:
            check(state.value)
        except DomainError as refusal:
            assert refusal.message.endswith("。")
        else:
            found.add(state)
    return found


def test_what_may_be_done_in_which_state() -> None:
    assert allowed(rules.check_change) == set(S) - {S.WITHDRAWN}
    assert allowed(lambda state: rules.check_send(state, "ことば")) == {S.DRAFT, S.RETURNED}
    assert allowed(rules.check_look) == {S.WAITING}
    assert allowed(rules.check_withdraw) == set(S) - {S.WITHDRAWN}
    assert allowed(rules.check_take_up) == {S.WITHDRAWN}


@pytest.mark.parametrize(
    ("before", "after"),
    [("draft", "draft"), ("returned", "returned"), ("waiting", "waiting"), ("shown", "waiting")],
)
def test_what_a_change_makes_of_it(before: str, after: str) -> None:
    assert rules.after_change(before).value == after


@given(st.text(max_size=60), st.text(max_size=400), st.integers(-500, 20))
def test_whatever_is_written_fits_the_table_or_is_refused_beside_its_field(
    title: str, words: str, days: int
) -> None:
    told = Told(title, words, DAY + timedelta(days=days), "もち主の いない ことば")
    try:
        kept = told.tidy(with_photo=False)
        rules.check(kept, DAY, with_photo=False)
    except Invalid as refusal:
        assert set(refusal.fields) <= {"title", "words", "happened_on"} or "マイナンバー" in refusal.message
    else:
        assert 0 < len(kept.title) <= rules.TITLE_MAX and len(kept.words) <= rules.WORDS_MAX
        assert DAY - rules.PAST_MAX <= kept.happened_on <= DAY and kept.photo_words == ""


def test_nobody_shown_needs_no_day_of_consent_and_keeps_none() -> None:
    told = Told("いも", "", DAY, "手", consent_on=DAY, nobody_shown=True).tidy(with_photo=True)
    rules.check(told, DAY, with_photo=True)
    assert told.consent_on is None


@given(st.lists(st.text(max_size=8), min_size=2, max_size=4, unique=True))
def test_other_words_have_another_mark(told: list[str]) -> None:
    assert rules.mark_of(*told) != rules.mark_of(*reversed(told))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("090-1234-5678 まで", "電話番号"), ("a@example.test", "メールアドレス"), ("https://example.test", "ホームページ"),
        ("ゆうたくんが 一番でした", "人の名前"), ("さくらちゃん", "人の名前"), ("さつまいもを ほりました", ""),
    ],
)  # fmt: skip
def test_what_whoever_looks_is_told(words: str, told: str) -> None:
    found = rules.warnings(words, people_in_photo=False)
    assert (told in "".join(found)) if told else found == ()
    assert rules.warnings(words, people_in_photo=True)[-1] == rules.FACES


def test_a_small_picture_is_small_and_one_for_paper_is_no_webp() -> None:
    out = io.BytesIO()
    Image.new("RGB", (1600, 900), "orange").save(out, "WEBP")
    assert Image.open(io.BytesIO(pictures.small(out.getvalue()))).size == (480, 270)
    assert Image.open(io.BytesIO(pictures.for_paper(out.getvalue()))).format == "JPEG"
    assert pictures.small_name("stories/ABC.webp") == "stories/ABC-s.webp"
