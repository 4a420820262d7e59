"""Taking in, with a preview, the ages of the whole city and the children in 学童保育."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas import queries
from ibasho.town.areas.actions.intake.asked import Asked, Upload
from ibasho.town.areas.actions.intake.ground import district_codes, single
from ibasho.town.areas.actions.people import ages_held, clubs_held, set_ages, set_clubs
from ibasho.town.areas.datasets.ages import read_ages
from ibasho.town.areas.datasets.clubs import ClubRow, read_clubs
from ibasho.town.areas.datasets.preview import Figure, Preview, Problem, Sample, Weight, number
from ibasho.town.areas.rules.ages import STAGE_AGES
from ibasho.town.areas.stages import CHILD_STAGES, Stage

SAMPLE = 10


def take_ages(files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime) -> Preview:
    """年齢別人口 of the whole city by single year."""
    file = single(files)
    found = read_ages(file.data, file.name)
    year, source = asked.year or found.year, asked.source_or("")
    if year is None:
        raise Invalid(
            "areas.no_year",
            "何年の 資料か わかりません。「何年の資料か」（--year）に 西暦で 書いてください。",
        )
    same = ages_held(year, found.people, source)
    if not dry_run:
        set_ages(year=year, people=found.people, source=source, by=by, at=at)
    return Preview(
        "ages", "年齢別人口", file.name, source, f"{year}年",
        figures=(
            Figure("人口", number(sum(found.people.values())), "人"),
            *(
                Figure(stage.label, number(sum(found.people[age] for age in STAGE_AGES[stage])), "人")
                for stage in CHILD_STAGES
            ),
        ),
        problems=(*found.problems, *_again()),
        sample=Sample(
            ("年齢", "人"), tuple((f"{age}歳", number(found.people[age])) for age in range(18))
        ),
        taken=not dry_run, same=same,
    )  # fmt: skip


def _again() -> tuple[Problem, ...]:
    """Stages that are there were split by older ages."""
    people = queries.people_now()
    if people is None or people.counts.get("split") == "measured":
        return ()
    return (
        Problem(
            Weight.NOTE, "もう 入っている区画の こどもの数は 変わりません。",
            f"新しい割合で 分けるには「{people.name}」を もう一度 入れてください。",
        ),
    )  # fmt: skip


def take_clubs(files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime) -> Preview:
    """学童保育 by 小学校区 and grade: the whole list of the city, in place of the one before."""
    file = single(files)
    found = read_clubs(file.data, file.name)
    day = clock.day(at)
    source, as_of = asked.source_or(""), asked.as_of or day
    codes, unknown = district_codes({row.district: row.district for row in found.rows}, day)
    sums: Counter[tuple[str, Stage]] = Counter()
    for row in found.rows:
        if row.district in codes:
            sums[codes[row.district], row.stage] += row.children
    rows = [(code, stage, children) for (code, stage), children in sorted(sums.items())]
    if not rows:
        raise Invalid(
            "areas.no_clubs",
            "学童保育の 校区が ひとつも わかりません。先に 小学校区を 入れるか、名前を たしかめてください。",
        )
    same = clubs_held(rows, as_of, source)
    if not dry_run:
        set_clubs(rows=rows, as_of=as_of, source=source, by=by, at=at)
    return Preview(
        "clubs", "学童保育の こども", file.name, source, as_of.isoformat(),
        figures=(
            Figure("こども", number(sum(children for *_, children in rows)), "人"),
            Figure("小学校区", number(len({code for code, *_ in rows}))),
        ),
        problems=(*found.problems, *_strangers(found.rows, unknown), *_undated(asked)),
        sample=Sample(
            ("小学校区", "年代", "人"), tuple((code, stage.label, number(children)) for code, stage, children in rows[:SAMPLE])
        ),
        taken=not dry_run, same=same,
    )  # fmt: skip


def _strangers(rows: Sequence[ClubRow], unknown: Sequence[str]) -> list[Problem]:
    """Rows of districts nobody knows stay out, each said."""
    return [
        Problem(
            Weight.REJECTED, "知らない 小学校区の名前です。", "小学校区の一覧と 同じ名前に 直してください。",
            row.row, "小学校区", row.district,
        )
        for row in rows if row.district in unknown
    ]  # fmt: skip


def _undated(asked: Asked) -> tuple[Problem, ...]:
    if asked.as_of:
        return ()
    return (Problem(Weight.NOTE, "いつの 人数かが 書かれていないので、きょうの 人数として 入れます。"),)
