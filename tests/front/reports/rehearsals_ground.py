"""A result file as `make rehearse` writes it, small."""

from __future__ import annotations

from datetime import date

from ibasho.front.reports.rules.rehearsal import Act, Assumption, Effect, Refused, Result, Series

RESULT = Result(
    version=1, title="出張を 週2回", city="mihon", seed=7, nendo=2026, days=365, actions=90_000, jobs=21_000, scale=9.0,
    children=2_000, seeds=24, is_full=False, ran_on=date(2026, 11, 25), seconds=600.0, agreement=0.985, plan="visits",
    plan_words="空白の 区画へ 週2回の 出張を ひらく。",
    assumptions=(Assumption("bicycle", "自転車で 行ける こどもの わりあい", 0.5, "割合", "めやす", 0.35, 0.65),),
    effects=(
        Effect("visitors", "1年に 1回でも 居場所を つかう こども", "人", 4717.0, 5028.0, 256.0, 392.0),
        Effect("blank", "自分で 行ける 居場所が ない こども", "人", 8387.0, 7741.0, -648.0, -642.0),
    ),
    months=(
        Series(
            "visits_by_month", "居場所の のべ利用", "人回", tuple(float(8000 + one) for one in range(12)),
            tuple(float(8200 + one) for one in range(12)),
        ),
    ),
    acts=(Act("places", "places.count", 52_000, 4.2), Act("voices", "voices.answer", 900, 6.1)),
    refusals=(Refused("roster.take", "roster.shift_full", 12),),
    notes=("こども 2,000人を 動かしました（推計）。",),
)  # fmt: skip
