"""Questions as staff write them, answers that can be, counts that show nobody."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.rules import survey
from ibasho.rooms.network.rules.survey import Question

ASKED = (
    Question("1", "よかった？", "scale"),
    Question("2", "どれ", "choice", ("話", "資料")),
    Question("3", "つぎは", "words"),
)


def test_questions_are_written_and_read_back() -> None:
    text = survey.written(survey.DEFAULT)
    assert survey.questions_of(text) == survey.DEFAULT
    with pytest.raises(Invalid, match="2つ以上"):
        survey.questions_of("どれ [ひとつ]")
    with pytest.raises(Invalid):
        survey.questions_of("  \n")


@pytest.mark.parametrize("told", [{}, {"1": "6"}, {"2": "ほか"}, {"3": "あ" * 401}, {"3": "1234 5678 9018"}])
def test_an_answer_that_cannot_be(told: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        survey.tidy(ASKED, told)


def test_with_two_replies_nothing_is_told() -> None:
    two = [{"1": "5", "3": "畑"}, {"1": "4"}]
    assert all(
        one.hidden and not one.words and not one.counts for one in survey.results(ASKED, two, running=False)
    )


def test_with_three_the_counts_and_the_words_in_an_order_of_their_own() -> None:
    told = [{"1": "5", "2": "話", "3": words} for words in ("い", "ろ", "は")]
    scale, choice, words = survey.results(ASKED, told, running=False)
    assert dict(scale.counts)["5"] == 3 and scale.mean == 5
    assert choice.counts == (("話", 3), ("資料", 0))
    assert set(words.words) == {"い", "ろ", "は"}
    assert survey.results(ASKED, told[::-1], running=False)[2].words == words.words


def test_while_it_runs_nothing_is_told() -> None:
    held = date(2026, 11, 26)
    assert survey.is_running(held, date(2026, 12, 17)) and not survey.is_running(held, date(2026, 12, 18))
    assert survey.is_running(None, held)
    four = [{"1": "5"}] * 4
    assert all(one.hidden and not one.counts for one in survey.results(ASKED, four, running=True))
    with pytest.raises(Conflict, match="12月17日"):
        survey.check_running(held, date(2026, 12, 18))
