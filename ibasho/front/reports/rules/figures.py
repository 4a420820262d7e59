"""One indicator as a 年度 shows it: the value with its papers, the target, the series, the places. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ibasho.base.kernel.facts import Fact, Mark, text, value_text
from ibasho.front.reports.rules.kinds import Better
from ibasho.front.reports.rules.series import PLAIN, Meaning, Reached, Series

NOT_MEASURED: Final = "この 年度は まだ はかっていません"
ONLY_PLACES: Final = "市ぜんたいの 数は ありません。居場所ごとに 数えます"
NOT_FOR_READER: Final = "市の 中だけで 見る 数です"
NOT_OFFERED: Final = "この きめかたの 計算は、いまは ありません"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place's own value: its code and the name it had then. Never a list to compare by: rows stand by name."""

    code: str
    name: str
    fact: Fact

    @property
    def shown(self) -> str:
        return value_text(_plain(self.fact))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An indicator in a 年度, as one reader may see it.

    `fact` None says why in `missing`. `is_live`: counted now, not kept. `meaning`: the definition `fact` was counted with.
    `series` of the whole area by definition, oldest first; `changed`: definitions that began inside this 年度. `places`
    is filled where one figure is asked for (`queries.figures.figure`) and empty in the list of all.
    """

    code: str
    title: str
    child_title: str
    better: Better
    nendo: int
    meaning: Meaning | None
    fact: Fact | None
    missing: str = ""
    is_live: bool = False
    target: float | None = None
    target_words: str = ""
    reached: Reached | None = None
    series: tuple[Series, ...] = ()
    changed: tuple[Meaning, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    goals: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether there is a value, or one that is hidden on purpose."""
        return self.fact is not None and (self.fact.value is not None or Mark.SUPPRESSED in self.fact.marks)

    @property
    def shown(self) -> str:
        """Value and unit, or why there is none: `12か所`, `80%`, `秘匿`."""
        return value_text(_plain(self.fact)) if self.fact else self.missing

    @property
    def number(self) -> str:
        """The value without its unit: `12`, `秘匿`; empty where there is none."""
        return value_text(replace(_plain(self.fact), unit="")) if self.fact else ""

    @property
    def share_width(self) -> int:
        """How far the target is reached, 0 to 100, for the bar; 0 where nothing can be divided."""
        return round(100 * (self.reached.share or 0)) if self.reached else 0

    @property
    def shown_in_full(self) -> str:
        """With marks and number of cases, as it stands in a sentence."""
        return text(_plain(self.fact)) if self.fact else self.missing

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(one for one in Mark if self.fact and one in self.fact.marks)

    @property
    def marks_beside(self) -> tuple[Mark, ...]:
        """Those that stand beside the value: that it is hidden stands in its place."""
        return tuple(one for one in self.marks if one is not Mark.SUPPRESSED)

    @property
    def marks_in_words(self) -> tuple[tuple[str, str], ...]:
        """Each mark with what it means."""
        return tuple((str(one), PLAIN[one]) for one in self.marks)

    @property
    def measured_days(self) -> tuple[date, ...]:
        return tuple(fact.as_of for one in self.series for fact in one.facts)


def _plain(fact: Fact) -> Fact:
    """A whole number without a nought behind the point: `80%`."""
    rounded = round(fact.value, 1) if isinstance(fact.value, float) else None
    return replace(fact, value=int(rounded)) if rounded is not None and rounded.is_integer() else fact
