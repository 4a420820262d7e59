"""Time and memory for the whole country, from what a run measured. An estimate, and said to be one.

Work grows with crossings (reach.engine searches around places), so seconds are counted per crossing: central Ube has
0.096 walking crossings per head (10,403 for 108,000 people), which makes about 12 million for Japan's 124 million.
"""

from __future__ import annotations

from dataclasses import dataclass

CITIES = 1_718  # 市町村, without the 23 special wards
WARDS = 23
MUNICIPALITIES = CITIES + WARDS
CROSSINGS = 12_000_000  # of the whole country: an estimate from central Ube


@dataclass(frozen=True, slots=True)
class Measured:
    """Sums over the municipalities of a run. `nodes` crossings inside them (0: straight lines) · `read_cities` and
    `read_seconds` only of those whose files were read anew · `memory_mb` the most one worker held."""

    cities: int
    nodes: int
    read_cities: int
    read_seconds: float
    study_seconds: float
    memory_mb: float
    workers: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hours of one worker, and on the workers of the run; `memory_mb` for all workers together."""

    municipalities: int
    worker_hours: float
    hours: float
    memory_mb: float
    by_crossings: bool
    reading_known: bool

    def words(self, measured: Measured) -> str:
        basis = (
            f"交差点 1つ あたりの 時間 × 全国の 交差点 およそ{CROSSINGS / 10_000:,.0f}万（宇部市の 1人あたり 0.096からの 推計）"
            if self.by_crossings
            else "市町村 1つ あたりの 時間 × 市町村の数（道が ないので 直線で はかった）"
        )
        reading = "" if self.reading_known else "。ファイルの 読みこみは 前の回に すんでいたので 入っていない"
        return (
            f"全国（{self.municipalities:,}市区町村）の 見積もり: 1台の ワーカーで {_long(self.worker_hours)}、"
            f"今回と同じ {measured.workers}台なら {_long(self.hours)}、メモリー 合わせて {self.memory_mb / 1024:.1f} GB。"
            f"もと: 今回の {measured.cities:,}市町村を はかった時間。{basis}{reading}。実測では ありません。"
        )


def estimate(measured: Measured) -> Estimate | None:
    """None where nothing was measured."""
    if not measured.cities or measured.study_seconds <= 0:
        return None
    by_crossings = measured.nodes > 0
    times = CROSSINGS / measured.nodes if by_crossings else MUNICIPALITIES / measured.cities
    reading = measured.read_seconds * measured.cities / measured.read_cities if measured.read_cities else 0.0
    hours = (measured.study_seconds + reading) * times / 3600
    return Estimate(
        MUNICIPALITIES, hours, hours / measured.workers, measured.memory_mb * measured.workers, by_crossings,
        measured.read_cities > 0,
    )  # fmt: skip


def _long(hours: float) -> str:
    if hours >= 1:
        return f"およそ{hours:.1f}時間"
    return (
        f"およそ{max(1, round(hours * 60))}分"
        if hours >= 1 / 60
        else f"およそ{max(1, round(hours * 3600))}秒"
    )
