"""The report on paper: contents and pages, four pages for children however much is said, a reading above every kanji."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.base.ports import pdf
from ibasho.front.reports.queries import yearly_papers
from ibasho.front.reports.rules.edition import Answer, Edition
from ibasho.front.reports.rules.report import CHAPTERS, SAID, VOICES
from tests.front.reports.yearly_ground import edition, figure, saying, swapped

KANJI = re.compile(r"[㐀-鿿々]")
LONG = (
    "学校の 友だちと いっしょに 新しい 場所で 遊んだり 勉強したり できるように、大人の 人たちが 毎週 話しあいを つづけています。"
    * 4
)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> pdf.Recorder:
    kept = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", kept)
    return kept


def full() -> Edition:
    """As much as may be said anywhere, in words full of kanji."""
    words = {one.code: ("あいさつ。" * 300, LONG[:200]) for one in CHAPTERS if one.in_kids}
    whole = edition(**words)
    sayings = tuple(saying(words=LONG[:120], hard=LONG[:120], next=LONG[:120]) for _ in range(9))
    whole = swapped(whole, SAID, sayings=sayings)
    whole = swapped(
        whole,
        VOICES,
        answers=tuple(Answer(LONG[:60], "できる ところから やります", LONG[:120]) for _ in range(9)),
    )
    many = tuple(
        figure(f"f{n}", 12345.6, title="とても ながい しるしの 名前" * 3, child_title="とても ながい しるしの 名前を ここに 書きました" * 2,
               unit="小学校区", last=9876.5, target=20000, reached="no")
        for n in range(12)
    )  # fmt: skip
    for code in ("more", "better", "meals"):
        whole = swapped(whole, code, figures=many)
    return replace(
        whole, next_lines=tuple((f"R9-{n}", "事業の 名前が ながい 場合" * 6, "") for n in range(9))
    )


def pages(make: Any, whole: Edition, monkeypatch: pytest.MonkeyPatch) -> int:
    drawn: list[int] = []

    def count(template: str, data: Any, *, files: Any = None) -> bytes:
        drawn.append(len(pdf.pictures(template, data, files=files, ppi=20)))
        return b""

    with monkeypatch.context() as patch:
        patch.setattr(pdf, "render", count)
        make(whole)
    return drawn[0]


@pytest.mark.parametrize(
    "whole",
    [edition(), full(), replace(edition(), passages=(), next_lines=())],
    ids=["usual", "full", "empty"],
)
def test_the_childrens_edition_is_four_pages_however_much_is_said(
    whole: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pages(yearly_papers.kids, whole, monkeypatch) == 4


def test_both_are_real_pdfs_for_a_screen_reader() -> None:
    for made in (yearly_papers.report(full(), stamp="下書き"), yearly_papers.kids(edition(), stamp="下書き")):
        assert made.startswith(b"%PDF")
        assert b"pdfuaid" in made
    assert yearly_papers.report(edition()) == yearly_papers.report(edition())


def test_the_report_grows_with_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (pages(yearly_papers.report, one, monkeypatch) for one in (edition(), full()))
    assert 2 < few < many


def test_every_kanji_children_see_has_its_reading(recorder: pdf.Recorder) -> None:
    yearly_papers.kids(full(), stamp="下書き")
    _, data, files = recorder.calls[0]
    assert "voice.svg" in files
    bare = [base for base, above in _pieces({key: one for key, one in data.items() if key not in ("title", "alt")})
            if above is None and KANJI.search(base)]  # fmt: skip
    assert bare == []
    plain = [
        one
        for one in _plain({key: one for key, one in data.items() if key not in ("title", "alt")})
        if KANJI.search(one)
    ]
    assert plain == []


def test_a_unit_is_read_as_behind_a_number(recorder: pdf.Recorder) -> None:
    yearly_papers.kids(edition())
    big = recorder.calls[0][1]["big"]
    assert [one["unit"] for one in big][1] == [("人", "にん")]


def test_the_paper_says_what_the_edition_says(recorder: pdf.Recorder) -> None:
    yearly_papers.report(edition(), stamp=yearly_papers.WITHDRAWN)
    data = recorder.calls[0][1]
    assert (data["year"], data["number"], data["stamp"]) == ("令和8年度", "第1版", "取り下げました")
    more = next(one for one in data["chapters"] if one["code"] == "more")
    assert more["figures"][0] == ["しるし places_open", "24か所", "20か所", "30か所", "R9.3.31"]
    assert [row["label"] for row in more["pictures"][0]["rows"]] == [
        "令和6年度",
        "令和7年度",
        "令和8年度",
        "目標",
    ]
    assert more["tables"][0]["rows"][-1] == ["12月", "秘匿"]
    gaps = next(one for one in data["chapters"] if one["code"] == "openly")["gaps"]
    assert gaps[0]["kind"] == "目標に とどいていない"
    sources = next(one for one in data["chapters"] if one["code"] == "sources")["sources"]
    assert sources[0][3] == "places.published_places"


def test_a_letter_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(Invalid, match="印刷できない"):
        yearly_papers.report(edition(hajimeni=("ᚠ", "")))


def _pieces(told: Any) -> Iterator[tuple[str, str | None]]:
    if isinstance(told, tuple):
        yield told
    elif isinstance(told, dict):
        for one in told.values():
            yield from _pieces(one)
    elif isinstance(told, list):
        for one in told:
            yield from _pieces(one)


def _plain(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for one in told.values():
            yield from _plain(one)
    elif isinstance(told, list):
        for one in told:
            yield from _plain(one)
