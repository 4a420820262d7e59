"""How well pages are read: the figure of docs/benchmarks.md does not fall. `make bench ONLY=furigana` prints it."""

from __future__ import annotations

import re

from tests.base.ui import ways
from tests.base.ui.sentences import FILE, Run, sentences

RIGHT_MIN, WHOLE_MIN, LISTS_WRONG_MAX = 96.0, 90.0, 3.0  # percent


def test_the_figure_holds_on_sentences_that_were_held_out() -> None:
    found = ways.scores(held_out=True)
    page = found["page"]
    assert page.percent >= RIGHT_MIN and page.whole_percent >= WHOLE_MIN, page
    assert page.percent > found["sudachi"].percent + 3, "better than the dictionary alone"
    assert found["lists"].wrong_percent <= LISTS_WRONG_MAX, "our lists are silent rather than wrong"


def test_the_sentences_are_many_and_each_stands_once() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 520 and len(set(lines)) == len(lines)
    told = [one for held_out in (False, True) for one in sentences(held_out=held_out)]
    bare = {one.text for one in told if re.search("[一-鿿]", _without_runs(one.text, one.runs))}
    assert bare == set(), "every kanji has its reading"


def _without_runs(text: str, runs: tuple[Run, ...]) -> str:
    letters = list(text)
    for run in runs:
        for place in range(run.start, run.end):
            letters[place] = ""
    return "".join(letters)
