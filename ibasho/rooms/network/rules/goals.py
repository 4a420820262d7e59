"""The 17 goals by which supporters are found (国連広報センターの 日本語の ことば). Pure."""

from __future__ import annotations

from ibasho.base.kernel.errors import Invalid

GOALS: dict[int, str] = {
    1: "貧困をなくそう",
    2: "飢餓をゼロに",
    3: "すべての人に健康と福祉を",
    4: "質の高い教育をみんなに",
    5: "ジェンダー平等を実現しよう",
    6: "安全な水とトイレを世界中に",
    7: "エネルギーをみんなに そしてクリーンに",
    8: "働きがいも経済成長も",
    9: "産業と技術革新の基盤をつくろう",
    10: "人や国の不平等をなくそう",
    11: "住み続けられるまちづくりを",
    12: "つくる責任 つかう責任",
    13: "気候変動に具体的な対策を",
    14: "海の豊かさを守ろう",
    15: "陸の豊かさも守ろう",
    16: "平和と公正をすべての人に",
    17: "パートナーシップで目標を達成しよう",
}


def checked(goals: list[int]) -> list[int]:
    """In their order, each once. Raises Invalid for what is no goal."""
    if set(goals) - set(GOALS):
        words = "目標は 1から17の 中から えらんでください。"
        raise Invalid("network.goal", words, fields={"goals": words})
    return sorted(set(goals))


def labelled(goals: list[int]) -> list[tuple[int, str]]:
    return [(one, GOALS[one]) for one in goals if one in GOALS]
