"""The result file of what was played and what is predicted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ibasho.front.reports.rules import rehearsal as shape
from ibasho.front.reports.rules.rehearsal import Act, Refused, Result
from rehearsal import nights
from rehearsal.assumptions import shipped
from rehearsal.plan import Plan
from rehearsal.play import Played
from rehearsal.predict import Prediction
from rehearsal.tally import Tally, room_of
from rehearsal.world import World

BEFORE_AFTER = "予想は、計画の ある年と ない年を 同じ こども・同じ 前提で なんども 動かした 差です。はばは 10回のうち 9回が 入る ところです。"


@dataclass(frozen=True, slots=True)
class Run:
    """What the command was asked for."""

    city: str
    is_full: bool
    ran_on: date
    plan: Plan | None


def result(run: Run, world: World, played: Played, prediction: Prediction) -> Result:
    tally = played.tally
    title = run.plan.title if run.plan else "いまの まちの 1年"
    return Result(
        version=shape.VERSION, title=title, city=run.city, seed=world.seed, nendo=world.ground.nendo, days=played.days,
        actions=tally.acts, jobs=sum(tally.jobs.values()), scale=round(world.children.scale, 3),
        children=len(world.children), seeds=prediction.seeds, is_full=run.is_full, ran_on=run.ran_on,
        seconds=round(played.seconds, 1), agreement=played.agreement, plan=run.plan.code if run.plan else "",
        plan_words=run.plan.words if run.plan else "", assumptions=shipped(), effects=prediction.effects,
        months=prediction.months, acts=_acts(tally), refusals=_refusals(tally), notes=tuple(_notes(world, played)),
    )  # fmt: skip


def _acts(tally: Tally) -> tuple[Act, ...]:
    return tuple(
        Act(room_of(name), name, count, round(tally.seconds[name] / count * 1000, 2))
        for name, count in sorted(tally.done.items())
    )


def _refusals(tally: Tally) -> tuple[Refused, ...]:
    return tuple(Refused(name, code, count) for (name, code), count in sorted(tally.refused.items()))


def _notes(world: World, played: Played) -> Iterable[str]:
    yield (
        f"こども {len(world.children):,}人を 動かし、1人を {world.children.scale:.1f}人分と 数えました（推計）。"
    )
    yield BEFORE_AFTER
    yield (
        f"記録 {played.sealed:,}件の 封印と、食事チケットの 帳簿 {played.ledger_rows:,}行を 確かめました。"
        + ("まちがいは ありません。" if not played.books else "まちがい：" + "、".join(played.books)[:200])
    )
    if played.agreement is not None:
        yield f"データベースで 数えた 人数は、データベースを 使わない 予想の {played.agreement:.1%}です。"
    if played.joins:
        yield f"つながり：{'、'.join(map(str, played.joins))}。"
    skipped = sum(played.tally.skipped.values())
    if skipped:
        yield f"回数の 上限で 省いたこと：{skipped:,}回。"
    left, mondays = ("、".join(sorted(names)) for names in (nights.LEFT_OUT, nights.MONDAYS))
    yield f"動かしていない 重い 仕事：{left}。月曜だけの 仕事：{mondays}。"
