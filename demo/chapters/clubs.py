"""Children of each 小学校区 in 学童保育, by stage: about a third of the youngest pupils, fewer of the older ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from demo.chapters.children import Cell
from demo.chapters.geography import Geography
from demo.sources import chance

LOWER, UPPER = range(6, 9), range(9, 12)  # years of age of 小学1～3年生 and 4～6年生
SHARE = {"lower": 0.36, "upper": 0.14}  # in the middle of the town; in the hills, half of it
SMALLEST = 5  # a club with fewer children does not open


@dataclass(frozen=True, slots=True)
class Club:
    district: str
    stage: str
    children: int


def build(seed: int, geography: Geography, cells: tuple[Cell, ...]) -> tuple[Club, ...]:
    rng = chance(seed, "clubs")
    pupils = {"lower": _pupils(cells, LOWER), "upper": _pupils(cells, UPPER)}
    clubs = []
    for district in geography.districts:
        for stage, share in SHARE.items():
            wish = share * (0.5 + district.density / 8) * rng.uniform(0.85, 1.15)
            clubs.append(Club(district.code, stage, round(pupils[stage][district.code] * wish)))
    return tuple(club for club in clubs if club.children >= SMALLEST)


def _pupils(cells: tuple[Cell, ...], ages: range) -> Counter[str]:
    pupils: Counter[str] = Counter()
    for cell in cells:
        pupils[cell.district] += sum(cell.by_age[age] for age in ages) if cell.by_age else 0
    return pupils
