"""`python -m rehearsal`: a year of the city on a scratch database, and what a plan would change. `make rehearse` runs it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import django

from config import env, postgres
from rehearsal import scratch
from rehearsal.progress import Progress, seconds_words

ACTS_MAX = 100_000
SEEDS, SEEDS_FULL = 24, 100
ACTS = 20_000  # about ten minutes on two quiet cores


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--city", type=click.Choice(["mihon"]), default="mihon", help="Which demo city.")
@click.option("--nendo", default="R8", help="The 年度, as R8 or 2026.")
@click.option("--seed", type=click.IntRange(0, 2**31), default=7, help="The same seed plays the same year.")
@click.option(
    "--actions",
    type=click.IntRange(1, ACTS_MAX),
    default=ACTS,
    help="At most so many; --full has no such end.",
)
@click.option("--sample", default="auto", help="How many children; auto: as many as the actions allow.")
@click.option("--days", type=click.IntRange(1, 366), default=366, help="Only the first days of the year.")
@click.option("--plan", type=click.Path(path_type=Path), help="A TOML file; see rehearsal/plans.")
@click.option("--seeds", type=click.IntRange(1, 1000), default=None, help="Tries of the prediction.")
@click.option("--pace", type=float, default=None, help="Seconds of the year for one of ours; none: at once.")
@click.option("--full", is_flag=True, help="Every child and no end of actions: over night.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/rehearsal.json"))
def main(**asked: Any) -> None:
    """Plays a year of みほん市 through the real actions, in a database of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = scratch.SETTINGS
    os.environ.setdefault("IBASHO_MODE", "demo")
    os.environ["CITY"] = asked["city"]
    with ExitStack() as stack:
        if not env.text("DATABASE_URL"):
            stack.enter_context(postgres.running())
        try:
            _rehearse(**asked)
        except KeyboardInterrupt:
            _say("とめました。もう一度 動かすと、はじめから 同じ 1年に なります。")
            raise SystemExit(130) from None


class Patience:
    """The first Ctrl-C ends the year after the running day, with a result of what was played; the second ends it at once."""

    def __init__(self) -> None:
        self.is_over = False

    def asked(self, number: int, frame: object) -> None:
        if self.is_over:
            raise KeyboardInterrupt
        self.is_over = True
        _say("この日が おわったら とめて、そこまでの 結果を 書きます（もう一度 Ctrl-C で すぐに とめます）")


def _rehearse(
    *, city: str, nendo: str, seed: int, actions: int, sample: str, days: int, plan: Path | None, seeds: int | None,
    pace: float | None, full: bool, out: Path,
) -> None:  # fmt: skip
    from ibasho.base.kernel import clock
    from ibasho.base.kernel import nendo as years
    from rehearsal import assumptions, ground, predict
    from rehearsal import plan as plans
    from rehearsal.world import World

    today = clock.day(clock.now())
    year = years.parse(nendo)
    chosen = plans.read(plan) if plan else None
    scratch.prepare(year, _say)
    django.setup()
    from ibasho.front.reports.rules import rehearsal as shape
    from rehearsal import outcome, sizing
    from rehearsal.play import Step, play

    place = ground.of_mihon(year)
    acts, whole = (None if full else actions), min(days, place.days)
    size = int(sample) if sample != "auto" else sizing.children(place, acts, whole)
    world = World(place, assumptions.values(), seed=seed, size=size)
    _say(f"こども {len(world.children):,}人（1人が {world.children.scale:.1f}人分）で {whole}日")
    bar = Progress("予行演習", whole)

    def tell(step: Step) -> None:
        left = f"のこり {seconds_words(step.left)}"
        bar.tell(step.day, f"日　{step.acts:,}回　毎秒 {step.rate:.0f}回　{left}")

    patience = Patience()
    signal.signal(signal.SIGINT, patience.asked)
    played = play(world, days=whole, acts=acts, pace=pace, tell=tell, enough=lambda: patience.is_over)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    tries = seeds or (SEEDS_FULL if full else SEEDS)
    guess = Progress("予想", tries)
    prediction = predict.predict(
        place, chosen, seed=seed, seeds=tries, tell=lambda done: guess.tell(done, "回")
    )
    run = outcome.Run(city=city, is_full=full, ran_on=today, plan=chosen)
    made = outcome.result(run, world, played, prediction)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(shape.write(made), encoding="utf-8")
    _report(made, out)
    if played.books:
        raise SystemExit(1)


def _report(made: Any, out: Path) -> None:
    from rehearsal import words

    sys.stdout.write("\n".join(words.lines(made)) + f"\n{out}\n")


def _say(words: str) -> None:
    sys.stdout.write(f"… {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
