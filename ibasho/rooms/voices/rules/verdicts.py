"""A verdict as a child reads it: a word, a picture, a colour beside them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.rooms.voices.rules.kinds import Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """`icon` and `tone` are names of base.ui; `mark` is the picture on paper."""

    code: str
    words: str
    icon: str
    tone: str
    mark: str


_TOLD = {
    Verdict.REFLECT: Told("reflect", "やります", "maru", "good", "○"),
    Verdict.PARTLY: Told("partly", "できる ところから やります", "sankaku", "good", "△"),
    Verdict.CONSIDERING: Told("considering", "かんがえています", "clock", "info", "…"),
    Verdict.CANNOT: Told("cannot", "いまは できません", "batsu", "quiet", "×"),
}
THINKING = Told("thinking", "これから こたえます", "clock", "info", "…")


def told(verdict: str | None) -> Told:
    """`verdict` None: nothing was decided yet."""
    return THINKING if verdict is None else _TOLD[Verdict(verdict)]
