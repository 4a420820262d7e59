"""The result in lines for a terminal: effects with their ranges, what they rest on, what was played and refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ibasho.front.reports.rules.rehearsal import Effect, Result, year_words


def lines(result: Result) -> Iterator[str]:
    yield f"\n{result.title}（{year_words(result)}、推計）"
    yield from (_effect(one) for one in result.effects)
    yield "\n前提"
    for one in result.assumptions:
        yield f"  {one.words}：{one.value:g}{one.unit}（{one.low:g}〜{one.high:g}）　{one.source}"
    yield f"\nしたこと {result.actions:,}回、{result.seconds:.0f}秒、毎秒 {result.rate:.0f}回（仕事 {result.jobs:,}回）"
    rooms: Counter[str] = Counter()
    for act in result.acts:
        rooms[act.room] += act.done
    yield "  " + "、".join(f"{room} {count:,}" for room, count in rooms.most_common())
    if result.refusals:
        yield "ことわられたこと"
        yield from (f"  {one.name} {one.code} {one.count:,}" for one in result.refusals)
    yield from result.notes


def _effect(one: Effect) -> str:
    if one.after is None:
        return f"  {one.title}：{one.before:,.0f}{one.unit}（{one.low:,.0f}〜{one.high:,.0f}）"
    return (
        f"  {one.title}：{one.before:,.0f} → {one.after:,.0f}{one.unit}（{one.low:+,.0f}〜{one.high:+,.0f}）"
    )
