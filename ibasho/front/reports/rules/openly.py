"""What is not done, or not known: worked out from the figures, so that nobody may leave it out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ibasho.front.reports.rules.edition import FigureTold, Gap, amount

MISSED, UNKNOWN, HIDDEN, INNER, GOAL = "missed", "unknown", "hidden", "inner", "goal"
KINDS: Final = {
    MISSED: "目標に とどいていない", UNKNOWN: "まだ 記録が ない", HIDDEN: "少なすぎて 出せない",
    INNER: "市の中だけで 見ている", GOAL: "数で 見られない 計画の ことば",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoalAsked:
    """A sentence of the plan with the indicators that answer for it."""

    code: str
    words: str
    child_words: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inner:
    """A figure that is not for the public: its name alone."""

    code: str
    title: str
    child_title: str


def gaps(
    figures: Sequence[FigureTold], inner: Iterable[Inner], goals: Iterable[GoalAsked]
) -> tuple[Gap, ...]:
    """Missed targets first, then what nobody knows, what is hidden, what the city keeps, goals without any figure."""
    kept = tuple(inner)
    known = {one.code for one in figures if one.is_known or one.is_hidden} | {one.code for one in kept}
    found = [gap for one in figures for gap in _of_figure(one)]
    found += [
        Gap(
            INNER,
            one.code,
            one.title,
            one.child_title,
            "ひとりの ことが わかるおそれが あるので、数は 出しません。",
        )
        for one in kept
    ]
    found += [
        Gap(
            GOAL,
            one.code,
            one.words,
            one.child_words,
            "この年度は、ここを 見る 数が 1つも ありませんでした。",
        )
        for one in goals
        if not known & set(one.indicators)
    ]
    order = list(KINDS)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _of_figure(one: FigureTold) -> Iterable[Gap]:
    if one.is_hidden:
        yield Gap(
            HIDDEN,
            one.code,
            one.title,
            one.child_title,
            "人数が 少なく、だれのことか わかるおそれが あります。",
        )
    elif not one.is_known:
        yield Gap(
            UNKNOWN,
            one.code,
            one.title,
            one.child_title,
            f"{one.missing or 'この年度の 記録が ありません'}。",
        )
    elif one.reached == "no" and one.target is not None:
        words = f"目標 {amount(one.target, one.unit)}に たいして {one.shown}です。"
        yield Gap(MISSED, one.code, one.title, one.child_title, words)
