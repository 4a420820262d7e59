"""From roads to a network, with everything a city should know about the file before it uses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import BoundingBox
from ibasho.town.areas.datasets import crs
from ibasho.town.areas.datasets.preview import Figure, Problem, Weight, number
from ibasho.town.areas.datasets.streets.roads import Floats, Roads, metres_between
from ibasho.town.areas.engine.building import Built, build_whole
from ibasho.town.areas.engine.network import Network

NODES_MAX = 2_000_000
OFF_SHARE, OFF_M = 0.15, 10.0  # a length is doubted that is this much off its shape, in share and in metres
APART_SHARE = 0.1
Flags = NDArray[np.bool_]
LONG_M = 500_000.0  # no street of a city is longer: such a length is a slip
WORDS = {
    "cars_only": "自動車だけの道", "private": "入れない道（私有地など）", "no_street": "道でないもの（計画・工事中など）",
    "area": "広場（面）",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class StreetFile:
    """`source` "" and `as_of` None where the file does not say. `outside` streets lay outside the asked box."""

    built: Built
    form: str
    source: str
    as_of: date | None
    km: float
    streets: int
    outside: int
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]

    @property
    def network(self) -> Network:
        return self.built.network

    def report(self) -> dict[str, int | float | str]:
        """What is kept beside the packed network."""
        return {
            "form": self.form, "streets": self.streets, "outside": self.outside, "islands": self.built.islands,
            "apart": self.built.apart, "loops": self.built.loops, "doubles": self.built.doubles,
        }  # fmt: skip


def joined(roads: Roads, within: BoundingBox | None) -> StreetFile:
    placed = np.isfinite(roads.lat) & np.isfinite(roads.lng)
    sound = placed[roads.u] & placed[roads.v] if len(roads.u) else np.zeros(0, np.bool_)
    _refuse_wrong_places(roads, placed)
    inside = sound & _held(roads, within)
    if not inside.any():
        raise _elsewhere(within)
    metres, doubts = _lengths(roads, inside)
    used = np.unique(np.concatenate([roads.u[inside], roads.v[inside]]))
    if len(used) > NODES_MAX:
        raise Invalid(
            "areas.streets_too_many",
            f"交差点が {len(used):,} あり、ひとつの市の道としては 多すぎます。先に「市の境」を 入れると、市のまわりだけを 読みます。",
        )
    place = np.zeros(len(roads.lat), np.int64)
    place[used] = np.arange(len(used))
    built = build_whole(
        roads.lat[used], roads.lng[used], place[roads.u[inside]], place[roads.v[inside]], metres
    )
    outside, broken = int((sound & ~inside).sum()), roads.broken + int((~sound).sum())
    return _file(roads, built, outside, _problems(roads, built, doubts, broken))


def _file(roads: Roads, built: Built, outside: int, problems: tuple[Problem, ...]) -> StreetFile:
    network, streets = built.network, built.network.arcs // 2
    km = float(network.mm.astype(np.int64).sum()) / 2_000_000
    figures = (
        Figure("交差点", number(network.nodes)),
        Figure("道", number(streets), "本"),
        Figure("長さ", number(km), "km"),
        Figure("はなれた道のかたまり", number(built.islands - 1), "", f"{built.apart:,} の交差点"),
        *(
            (Figure("階段", number(roads.steps), "本", "自転車も 通れるものとして 数えます"),)
            if roads.steps
            else ()
        ),
        *((Figure("市のまわりの外で 使わない道", number(outside), "本"),) if outside else ()),
        *(Figure(WORDS[why], number(count), "本", "使いません") for why, count in roads.left_out.items()),
    )
    return StreetFile(built, roads.form, roads.source, roads.as_of, km, streets, outside, figures, problems)


def _refuse_wrong_places(roads: Roads, placed: Flags) -> None:
    if not placed.any():
        raise _elsewhere(None)
    lat, lng = roads.lat[placed], roads.lng[placed]
    box = float(lng.min()), float(lat.min()), float(lng.max()), float(lat.max())
    crs.refuse_numbers(box)
    crs.refuse_outside(box)


def _held(roads: Roads, within: BoundingBox | None) -> Flags:
    """Streets with at least one end in the box."""
    if within is None:
        return np.ones(len(roads.u), np.bool_)
    held = (roads.lat >= within.south) & (roads.lat <= within.north)
    held &= (roads.lng >= within.west) & (roads.lng <= within.east)
    return held[roads.u] | held[roads.v]


def _elsewhere(within: BoundingBox | None) -> Invalid:
    where = "市とそのまわりには" if within else "このファイルには"
    return Invalid(
        "areas.no_streets",
        f"{where} 歩ける道が ひとつも ありません。市のある地方の ファイルか、座標（経度・緯度、JGD2011）を たしかめてください。",
    )


def _lengths(roads: Roads, inside: Flags) -> tuple[Floats, int]:
    """The file's own length where it can be true; else that of the shape, else the straight line. How many are off."""
    u, v = roads.u[inside], roads.v[inside]
    said, drawn = roads.metres[inside], roads.drawn[inside]
    straight = metres_between(roads.lat[u], roads.lng[u], roads.lat[v], roads.lng[v])
    shape = np.where(np.isnan(drawn), straight, drawn)
    impossible = ~np.isfinite(said) | (said < 0) | (said > LONG_M)
    short = said < shape - np.maximum(OFF_M, shape * OFF_SHARE)
    long = ~np.isnan(drawn) & (said > shape + np.maximum(OFF_M, shape * OFF_SHARE))
    wrong = impossible | short
    return np.where(wrong, shape, said), int((wrong | long).sum())


def _problems(roads: Roads, built: Built, doubts: int, broken: int) -> tuple[Problem, ...]:
    share = built.apart / max(1, built.network.nodes)
    told = [
        Problem(
            Weight.WARNING, "長さが 道のかたちと 合わない道が あります。", "かたちより 短いものは かたちの長さを 使いました。",
            column="length", count=doubts,
        ) if doubts else None,
        Problem(
            Weight.WARNING if share > APART_SHARE else Weight.NOTE,
            f"いちばん大きい道のかたまりに つながっていない交差点が {built.apart:,}（{share:.1%}）あります。",
            "島や 飛び地なら そのままで かまいません。多いときは、線が 交差点の点を 共有しているかを たしかめてください。",
        ) if built.apart else None,
        Problem(
            Weight.NOTE, "同じ交差点に もどる道は 使いません。", count=built.loops
        ) if built.loops else None,
        Problem(
            Weight.REJECTED, "かたちや はしの交差点が ない道は 入れません。", count=broken
        ) if broken else None,
    ]  # fmt: skip
    return tuple(one for one in told if one)
