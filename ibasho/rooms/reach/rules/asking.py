"""What a plan asks: for whom, what for, in which weekly blocks, how many openings, and whom to put first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import time
from enum import StrEnum
from typing import Any

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.reach.rules.layers import Layer, Purpose
from ibasho.town.areas.stages import CHILD_STAGES, Stage

WEEKDAYS = "月火水木金土日"
BLOCKS_MAX = 60
BUDGET_MAX = 60
CYCLE_MAX = 4
NO_LIMIT = 99


class Fairness(StrEnum):
    """USUAL: each child-hour counts the same. LEFT_BEHIND: those of children who reach nothing now count three times,
    so that a far district is not passed over for a well-served one. NEWLY: children who reach nothing now count once
    each, however often something opens near them; hours only decide between equals."""

    USUAL = "usual"
    LEFT_BEHIND = "left_behind"
    NEWLY = "newly"

    @property
    def label(self) -> str:
        return {"usual": "ふつう", "left_behind": "取り残しを 重く", "newly": "新しく とどく人数"}[self]

    @property
    def words(self) -> str:
        return {
            "usual": "ふえる こども時間が いちばん 多くなるように",
            "left_behind": "いま どこにも とどかない こどもの 1時間を、3時間ぶんに 数えて",
            "newly": "いま どこにも とどかない こどもに、ひとりでも多く とどくように。同じ こどもは 1回だけ 数えて",
        }[self]

    @property
    def weight(self) -> float:
        """How often an hour of a child who reaches nothing now counts."""
        return {"usual": 1.0, "left_behind": 3.0, "newly": 1.0}[self]


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """One weekly opening: `weekday` 0 = Monday. Wall times in JST."""

    weekday: int
    starts: time
    ends: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise Invalid("reach.block_weekday", "曜日は 月曜から日曜の中から えらんでください。")
        if self.ends <= self.starts:
            sentence = "おわりの時刻が はじまりと 同じか 前です。時刻を たしかめてください。"
            raise Invalid("reach.block_hours", sentence, fields={"ends": sentence})

    @property
    def code(self) -> str:
        """`0-1530-1730`: as forms and JSON carry it."""
        return f"{self.weekday}-{self.starts:%H%M}-{self.ends:%H%M}"

    @property
    def label(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.hours}"

    @property
    def hours(self) -> str:
        return f"{self.starts.hour}:{self.starts:%M}–{self.ends.hour}:{self.ends:%M}"

    @property
    def minutes(self) -> tuple[int, int]:
        """From midnight of its day."""
        return self.starts.hour * 60 + self.starts.minute, self.ends.hour * 60 + self.ends.minute


def block(code: str) -> Block:
    """The block of a code. Raises Invalid for anything else."""
    try:
        weekday, starts, ends = code.split("-")
        return Block(int(weekday), _clock(starts), _clock(ends))
    except ValueError as error:
        raise Invalid(
            "reach.block_code", "時間帯が 読めません。ならんでいる中から えらんでください。"
        ) from error


def _clock(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:]))


# Bands offered in the form; which are ticked at first depends on the kind of plan.
BANDS = (
    (time(10), time(12)),
    (time(13), time(16)),
    (time(14, 30), time(16, 30)),
    (time(15, 30), time(17, 30)),
    (time(17), time(19)),
)
MOBILE_BANDS = ((time(10), time(11, 30)), (time(13, 30), time(15)))
_WORKDAYS, _SATURDAY = range(5), 5
USUAL_BLOCKS = (
    *(Block(day, time(15, 30), time(17, 30)) for day in _WORKDAYS),
    Block(_SATURDAY, time(10), time(12)),
    Block(_SATURDAY, time(13), time(16)),
)
MOBILE_BLOCKS = tuple(Block(day, *band) for day in _WORKDAYS for band in MOBILE_BANDS)


@dataclass(frozen=True, slots=True)
class Asked:
    """`budget` openings a week (of a cycle, for a mobile plan: half-days a week). `per_site` openings at one site at
    most. `kinds`: only candidates of these kinds (empty: all). `closed_places`: published places on hours in which
    they are shut may be chosen too. `cycle` weeks and `teams` are for mobile plans."""

    stages: tuple[Stage, ...]
    purpose: Purpose
    blocks: tuple[Block, ...]
    budget: int
    fairness: Fairness = Fairness.USUAL
    per_site: int = 1
    kinds: tuple[str, ...] = ()
    closed_places: bool = False
    without_clubs: bool = False
    layer: Layer = Layer.USUAL
    cycle: int = 1
    teams: int = 1

    def __post_init__(self) -> None:
        if not self.stages:
            raise _refusal("stages", "だれのためか、年代を 1つ以上 えらんでください。")
        if not self.blocks:
            raise _refusal("blocks", "開ける時間帯を 1つ以上 えらんでください。")
        if len(self.blocks) > BLOCKS_MAX:
            raise _refusal("blocks", f"時間帯は {BLOCKS_MAX}までです。へらしてください。")
        if self.budget < 1:
            raise _refusal(
                "budget", "開く回数が 0回です。1回から えらべます。0回では 何も かわらないからです。"
            )
        if self.budget > BUDGET_MAX:
            raise _refusal("budget", f"開く回数は 週{BUDGET_MAX}回までです。")
        if not 1 <= self.cycle <= CYCLE_MAX:
            raise _refusal("cycle", f"くりかえしは 1～{CYCLE_MAX}週です。")
        if self.teams < 1:
            raise _refusal("teams", "出かける組が ありません。1組から えらべます。")

    @property
    def label(self) -> str:
        """`小学1～3年生・小学4～6年生のための「学習」、週3回`"""
        who = "・".join(stage.label for stage in self.stages)
        if set(self.stages) == set(CHILD_STAGES):
            who = "すべての こども"
        return f"{who}のための「{self.purpose.label}」、週{self.budget}回"


def as_json(asked: Asked) -> dict[str, Any]:
    found = asdict(asked)
    found["blocks"] = [block.code for block in asked.blocks]
    return {
        name: [str(one) for one in value] if isinstance(value, (tuple, list)) else value
        for name, value in found.items()
    }


def from_json(kept: Mapping[str, Any]) -> Asked:
    """What is not written (a plan made before a choice existed) is as the form begins."""
    return Asked(
        stages=tuple(Stage(stage) for stage in kept.get("stages", CHILD_STAGES)),
        purpose=Purpose(kept.get("purpose", Purpose.ALL)),
        blocks=tuple(block(code) for code in kept["blocks"]) if "blocks" in kept else USUAL_BLOCKS,
        budget=kept.get("budget", 1),
        fairness=Fairness(kept.get("fairness", Fairness.USUAL)),
        per_site=kept.get("per_site", 1),
        kinds=tuple(kept.get("kinds", ())),
        closed_places=kept.get("closed_places", False),
        without_clubs=kept.get("without_clubs", False),
        layer=Layer(kept.get("layer", Layer.USUAL)),
        cycle=kept.get("cycle", 1),
        teams=kept.get("teams", 1),
    )


def in_order(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Each once, through the week."""
    return tuple(sorted(set(blocks)))


def _refusal(field: str, sentence: str) -> Invalid:
    return Invalid(f"reach.{field}", sentence, fields={field: sentence})
