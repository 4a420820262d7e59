"""Why an opening of a plan stands where it stands, in words; and how good the whole plan is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ibasho.town.areas.stages import Stage

DISTRICTS_TOLD = 3
PROVEN_WITHIN = 0.0005  # of the bound: less is rounding


@dataclass(frozen=True, slots=True)
class Why:
    """Of one opening. `stages` and `districts` say who newly reaches it if it stood alone · `near` the nearest place
    of the purpose that is there now, with metres in a straight line, "" where none is within an hour's walk · `lost_…` what the plan
    would lose without it (other openings take over a part) · `next_…` the best of what is not in the plan, if this
    one went, and how much of the loss it would make good."""

    stages: tuple[tuple[str, float], ...] = ()
    districts: tuple[tuple[str, float], ...] = ()
    near: str = ""
    near_metres: int = 0
    lost_children: float = 0.0
    lost_hours: float = 0.0
    next_name: str = ""
    next_block: str = ""
    next_hours: float = 0.0

    @property
    def who(self) -> str:
        told = [f"{Stage(stage).label} 約{number:,.0f}人" for stage, number in self.stages if number >= 0.5]
        where = [f"{name} 約{number:,.0f}人" for name, number in self.districts if number >= 0.5]
        if not told:
            return "新しく とどく こどもは いませんが、行ける時間が ふえます。"
        sentence = f"{'、'.join(told)}が 新しく とどきます。"
        return f"{sentence}小学校区では {'、'.join(where[:DISTRICTS_TOLD])}。" if where else sentence

    @property
    def beside(self) -> str:
        if not self.near:
            return "近くに おなじ目的の場所は ありません。"
        return (
            f"いま いちばん近い おなじ目的の場所は「{self.near}」（まっすぐで 約{self.near_metres:,}m）です。"
        )

    @property
    def without(self) -> str:
        hours = f"こども時間が 週に 約{self.lost_hours:,.0f}時間 へります"
        if self.lost_children >= 0.5:
            return f"もし ここを やめると、約{self.lost_children:,.0f}人に とどかなくなり、{hours}。"
        return f"もし ここを やめると、{hours}。"

    @property
    def instead(self) -> str:
        if not self.next_name:
            return "かわりになる ほかの候補は ありません。"
        return (
            f"かわりに いちばん よいのは「{self.next_name}」{self.next_block}で、"
            f"週に 約{self.next_hours:,.0f}時間を うめます。"
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        return self.who, self.beside, self.without, self.instead


def as_json(why: Why) -> dict[str, Any]:
    """As `PlanOpening.why` keeps it: numbers to one decimal."""
    return {name: _rounded(value) for name, value in asdict(why).items()}


def from_json(kept: Mapping[str, Any]) -> Why | None:
    """None where nothing was worked out (a pin before solving)."""
    if not kept:
        return None
    known = {name: value for name, value in kept.items() if name in Why.__dataclass_fields__}
    for name in ("stages", "districts"):
        known[name] = tuple((label, number) for label, number in known.get(name, ()))
    return Why(**known)


def how_good(gap: float, *, done: bool) -> str:
    """`gap` = (bound − value) / bound."""
    if gap <= PROVEN_WITHIN:
        return "これが いちばん良い計画だと 証明できました。"
    percent = f"{gap * 100:.1f}" if gap < 0.1 else f"{gap * 100:.0f}"
    words = f"これより良い計画は、あっても ふえる分の {percent}％まで です。"
    return words if done else f"{words}もっと良い計画を さがしています。"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 1)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [[label, round(number, 1)] for label, number in value]
    return value
