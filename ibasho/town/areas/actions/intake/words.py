"""What the preview of a file of people says: figures, what was done to rows, a few cells as they will be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ibasho.town.areas.actions.intake.worked import Worked
from ibasho.town.areas.actions.people import About, used_from_now
from ibasho.town.areas.datasets.preview import Figure, Preview, Problem, Sample, Weight, number, whole
from ibasho.town.areas.models import Population
from ibasho.town.areas.rules.people import HOLDS_OTHERS, SECRET, CellPeople
from ibasho.town.areas.stages import CHILD_STAGES

SAMPLE = 10
ESTIMATED, SECRETLY, MEASURED = "推計", "秘匿", "そのまま"


def counts(worked: Worked) -> dict[str, Any]:
    """What the file held and what became of it: kept with the population, for pages."""
    cells = worked.cells
    return {
        "cells": len(cells),
        "read": worked.file.read,
        "side": worked.file.side,
        "children": round(sum(cell.children for cell in cells), 3),
        "people": sum(cell.people or 0 for cell in cells),
        "secret": sum(cell.secrecy == SECRET for cell in cells),
        "merged": sum(cell.secrecy == HOLDS_OTHERS for cell in cells),
        "estimated": sum(cell.estimated for cell in cells),
        "unknown": sum(cell.stages is None for cell in cells),
        "edge": worked.kept.edge,
        "outside": worked.kept.outside,
        "within": worked.kept.by,
        "border": worked.border,
        "nearest_district": worked.near,
        "no_district": sum(not cell.district_code for cell in cells),
        "split_year": worked.ages.year,
        "split": _split(worked),
    }


def _split(worked: Worked) -> str:
    """How children came to their stages: measured, single_years, evenly, shares_of_people."""
    if worked.split is None:
        return "shares_of_people"
    if worked.split.measured:
        return "measured"
    return "single_years" if worked.split.by_year else "evenly"


def figures(worked: Worked) -> tuple[Figure, ...]:
    found = counts(worked)
    total = worked.kept.outside + len(worked.cells)
    return (
        Figure("市の区画", whole(found["cells"]), "", f"ファイルの {whole(total)} 区画のうち"),
        Figure("人口", whole(found["people"]), "人"),
        Figure("こども（0～17歳）", whole(found["children"]), "人", _compared(worked, found["children"])),
        *(
            Figure(stage.label, whole(sum(cell.stages[index] for cell in worked.cells if cell.stages)), "人", _how(worked))
            for index, stage in enumerate(CHILD_STAGES)
        ),
        Figure("秘匿の区画", whole(found["secret"]), "", "こどもの数は 合算先から もどした 推計"),
        Figure("合算をふくむ区画", whole(found["merged"]), "", "もとの区画へ もどした"),
        Figure("市の境に かかる区画", whole(found["edge"])),
        Figure("市の外（入れない）", whole(found["outside"])),
    )  # fmt: skip


def _how(worked: Worked) -> str:
    return "" if worked.split is not None and worked.split.measured else ESTIMATED


def _compared(worked: Worked, children: float) -> str:
    """Beside the city's own count: the one figure that shows at a glance whether the right cells are in."""
    own = sum(people for age, people in worked.ages.people.items() if age < 18)
    return f"{worked.ages.year}年の 年齢別人口の {children / own:.0%}" if own else ""


def problems(worked: Worked) -> tuple[Problem, ...]:
    return (*worked.file.problems, *(one for one in (
        _splitting(worked), _without_high(worked), _secret(worked), _twice(worked), _border(worked),
        _edge(worked), _by_streets(worked), _childless(worked), _districts(worked),
    ) if one is not None))  # fmt: skip


def _splitting(worked: Worked) -> Problem | None:
    remedy = "市の 年齢別人口（ibasho import ages）を 入れてから もう一度 入れると、市の割合で 分けます。"
    if worked.split is None:
        return Problem(
            Weight.WARNING,
            f"この資料に こどもの年齢が ありません。区画の人口に 市ぜんたいの割合（{worked.ages.year}年）を かけた 推計です。",
            "年齢のある表を いっしょに 入れると 正確に なります。",
        )
    if worked.split.measured:
        return None
    if worked.split.by_year:
        return Problem(
            Weight.NOTE,
            f"年齢の区分を {worked.split.by_year}年の 市の年齢別人口の割合で 学校の年代に 分けました（推計）。",
        )
    return Problem(
        Weight.WARNING, "年齢の区分の中を 同じ人数ずつに 分けて、学校の年代に しました（推計）。", remedy
    )


def _without_high(worked: Worked) -> Problem | None:
    if worked.split is None or worked.split.high is None:
        return None
    return Problem(
        Weight.WARNING,
        f"この資料は 14歳までです。高校生は 14歳までの こども 1人に {worked.split.high:.2f}人として 推計しました。",
        "15歳以上の年齢のある表を 入れると 正確に なります。",
    )


def _secret(worked: Worked) -> Problem | None:
    unknown = [cell for cell in worked.cells if cell.stages is None]
    if not unknown:
        return None
    return Problem(
        Weight.WARNING,
        "こどもの数が わかりません（秘匿で、合算先の区画が ファイルに ありません）。0人とは 数えず、わからないままに します。",
        "となりの 1次メッシュや 県の ファイルも いっしょに 入れてください。",
        column="区画",
        value=unknown[0].code,
        count=len(unknown),
    )


def _twice(worked: Worked) -> Problem | None:
    if not worked.twice:
        return None
    return Problem(
        Weight.WARNING, "同じ区画の 同じ行が 2回 あります。1回だけ 数えました。", "同じ ファイルを 2つ えらんでいないか たしかめてください。",
        count=worked.twice,
    )  # fmt: skip


def _border(worked: Worked) -> Problem | None:
    if not worked.border:
        return None
    return Problem(Weight.NOTE, "県ざかいの区画の それぞれの県の分を 足しました。", count=worked.border)


def _edge(worked: Worked) -> Problem | None:
    if not worked.kept.edge:
        return None
    return Problem(
        Weight.NOTE,
        "市の境に かかる区画は、となりの市に 住む人も ふくみます。",
        count=worked.kept.edge,
    )


def _by_streets(worked: Worked) -> Problem | None:
    if worked.kept.by not in {"streets", "all"}:
        return None
    how = (
        "道のある区画だけを 市としました"
        if worked.kept.by == "streets"
        else "ファイルの 全部の区画を 市としました"
    )
    return Problem(
        Weight.WARNING,
        f"市の境が 入っていないので、{how}。",
        "市の境（N03）を 入れて、もう一度 入れてください。",
    )


def _childless(worked: Worked) -> Problem | None:
    """Districts whose cells hold no child at all: true for a closed village, or a wrong shape."""
    found: dict[str, float] = {}
    for cell in worked.cells:
        if cell.district_code and cell.stages is not None:
            found[cell.district_code] = found.get(cell.district_code, 0.0) + cell.children
    empty = sorted(code for code, children in found.items() if children < 0.5)
    if not empty:
        return None
    return Problem(
        Weight.WARNING, f"こどもが いない 小学校区が あります: {'、'.join(empty[:10])}", "校区の形を 地図で たしかめてください。",
        column="小学校区",
    )  # fmt: skip


def _districts(worked: Worked) -> Problem | None:
    without = sum(not cell.district_code for cell in worked.cells)
    if not without:
        return None
    return Problem(
        Weight.WARNING, "小学校区が わからない区画です。校区ごとの数に 入りません。",
        "小学校区の形（A27）を 入れると、校区が きまります。", count=without,
    )  # fmt: skip


def use(about: About, current: Population | None) -> tuple[Problem, ...]:
    """What becomes of the file that is in use; nothing to say of the first one, of a projection or of the same one."""
    if current is None or about.kind == Population.Kind.PROJECTION:
        return ()
    if (current.kind, current.unit, current.year) == (about.kind, about.unit, about.year):
        return ()
    if used_from_now(about, current):
        return (
            Problem(
                Weight.NOTE, f"これからは「{current.name}」のかわりに この資料を 使います。",
                "まちがえたときは 前の資料を もう一度「使う」に できます。",
            ),
        )  # fmt: skip
    return (
        Problem(
            Weight.NOTE, f"いま使っている「{current.name}」の方が 新しいので、切りかえません。",
            "使うときは まちの資料の ページで「使う」を えらんでください。",
        ),
    )  # fmt: skip


def sample(cells: Sequence[CellPeople]) -> Sample:
    """The cells with the most children."""
    first = sorted(cells, key=lambda cell: -cell.children)[:SAMPLE]
    head = ("区画", "名前", "人口", *(stage.label for stage in CHILD_STAGES), "小学校区", "しるし")
    return Sample(head, tuple(_sampled(cell) for cell in first), "こどもの多い 区画")


def _sampled(cell: CellPeople) -> tuple[str, ...]:
    children = ["?"] * len(CHILD_STAGES) if cell.stages is None else [number(each) for each in cell.stages]
    mark = SECRETLY if cell.stages is None else ESTIMATED if cell.estimated else MEASURED
    people = "?" if cell.people is None else number(cell.people)
    return (cell.code, cell.name, people, *children, cell.district_code, mark)


def together(previews: Sequence[Preview]) -> Preview:
    """Several years of one projection: the children of each year, the problems once."""
    first = previews[0]
    if len(previews) == 1:
        return first
    told = [problem for one in previews for problem in one.problems]
    children = [
        replace(one.figures[2], label=f"{one.as_of} こども（0～17歳）", note=ESTIMATED) for one in previews
    ]
    return replace(
        first,
        as_of=f"{first.as_of}～{previews[-1].as_of}",
        figures=(first.figures[0], *children),
        problems=tuple({(one.weight, one.message, one.column): one for one in told}.values()),
        same=all(one.same for one in previews),
    )
