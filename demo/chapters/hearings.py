"""What みほん市 asks its children: the deck's own survey as published, and six hearings of the demo's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from demo.sources import DATA, chance, read_toml

DAY = timedelta(days=1)
CHILD_STAGES, STAGE_SHARE = ("lower", "upper", "junior", "high"), (0.34, 0.4, 0.2, 0.06)
DISTRICTS = ("M01", "M02", "M03", "M04", "M05", "M06", "M07")
ELSEWHERE_SHARE = (0.26, 0.41, 0.21, 0.12)  # has somewhere to go: much, a little, nowhere, doesn't know


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    group: str = ""
    value: int | None = None
    unit: str = ""
    respondent: str = ""
    is_total: bool = False
    wish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A hearing held elsewhere. `on` is None where no day was published; `figures` are as published."""

    code: str
    title: str
    child_title: str
    purpose: str
    child_purpose: str
    policy: str
    line_code: str
    source: str
    not_said: str
    on: date | None = None
    month: str = ""
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One person's answer, drawn. `picks`: wishes; `elsewhere`: which of the four answers a child gives, from 0."""

    respondent: str
    stage: str
    district: str
    on: date
    picks: tuple[str, ...]
    elsewhere: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One child's answer to 「ここは じぶんの 居場所だと 思う」: `said` is which of the three, from 0."""

    stage: str
    district: str
    on: date
    said: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolClass:
    name: str
    district: str
    stage: str
    quota: int
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    words: str
    stage: str
    on: date
    theme: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """`verdict` "": nothing decided yet, and its clock has run out."""

    code: str
    title: str
    child_title: str
    wish: str = ""
    verdict: str = ""
    decided_on: date | None = None
    why: str = ""
    child_why: str = ""
    next_on: date | None = None
    done_on: date | None = None
    done: str = ""
    child_done: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One hearing of the demo's own; `template` names the form it starts from."""

    template: str
    title: str
    opens_on: date
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class Hearings:
    survey: Published
    published_vote: Published
    stall: Asked
    stall_doors: tuple[str, ...]
    stall_answers: tuple[Answered, ...]
    vote: Asked
    classes: tuple[SchoolClass, ...]
    shops: Asked
    shop_answers: int
    review: Asked
    judged: tuple[Judged, ...]
    box: Asked
    on_show: str
    voices: tuple[Voice, ...]
    themes: tuple[Theme, ...]
    draft: Asked


def build(seed: int, today: date) -> Hearings:
    told = read_toml(DATA / "hearings.toml")
    survey, vote = published()
    draw = chance(seed, "hearings")
    return Hearings(
        survey, vote,
        _asked(told["stall"], today), tuple(told["stall"]["places"]), tuple(_stall(told["stall"], today, draw)),
        _asked(told["vote"], today), tuple(_classes(told["vote"], draw)),
        _asked(told["shops"], today), told["shops"]["answers"],
        _asked(told["review"], today), tuple(_judged(told["review"], today, chance(seed, "hearings.review"))),
        _asked(told["box"], today), told["box"]["on_show"],
        tuple(_voice(row, today) for row in told["box"]["voice"]),
        tuple(_theme(row, today) for row in told["box"]["theme"]),
        _asked(told["draft"], today),
    )  # fmt: skip


def published() -> tuple[Published, Published]:
    """The survey of 2024-05-18 and the vote of that September, of which no result was published."""
    data = read_toml(DATA / "survey_2024.toml")
    figures = tuple(Figure(**row) for row in data.pop("figure"))
    shared = {"source": data["source"], "not_said": data["not_said"]}
    vote = Published(**data.pop("vote"), **shared)
    return Published(**data, figures=figures), vote


def _asked(row: Mapping[str, Any], today: date) -> Asked:
    opens = today + DAY * row.get("opens_in_days", -row.get("opened_days_ago", 0))
    closes = today + DAY * row["open_days"] if "open_days" in row else None
    return Asked(template=row["template"], title=row["title"], opens_on=opens, closes_on=closes)


def _stall(row: Mapping[str, Any], today: date, draw: np.random.Generator) -> Iterator[Answered]:
    """One to three wishes each, by the weights of children and of parents."""
    kinds = ["child"] * row["children"] + ["parent"] * row["parents"]
    for kind in kinds:
        weights = row["weights" if kind == "child" else "parent_weights"]
        share = np.array(list(weights.values()), dtype=float)
        many = int(draw.integers(1, 4))
        picks = draw.choice(list(weights), size=many, replace=False, p=share / share.sum())
        yield Answered(
            respondent=kind,
            stage=str(draw.choice(CHILD_STAGES, p=STAGE_SHARE)) if kind == "child" else "",
            district=str(draw.choice(DISTRICTS)),
            on=today - DAY * int(draw.integers(1, row["opened_days_ago"])),
            picks=tuple(sorted(map(str, picks))),
            elsewhere=int(draw.choice(len(ELSEWHERE_SHARE), p=ELSEWHERE_SHARE)),
        )


def _judged(row: Mapping[str, Any], today: date, draw: np.random.Generator) -> Iterator[Judged]:
    for _ in range(row["children"]):
        yield Judged(
            stage=str(draw.choice(CHILD_STAGES, p=STAGE_SHARE)),
            district=str(draw.choice(DISTRICTS)),
            on=today - DAY * int(draw.integers(1, row["opened_days_ago"])),
            said=int(draw.choice(len(row["shares"]), p=row["shares"])),
        )


def _classes(row: Mapping[str, Any], draw: np.random.Generator) -> Iterator[SchoolClass]:
    share = np.array(row["weights"], dtype=float)
    for one in row["classes"]:
        votes = draw.choice(len(share), size=one["voted"], p=share / share.sum())
        yield SchoolClass(
            name=one["name"], district=one["district"], stage=one["stage"], quota=one["quota"],
            votes=tuple(int(vote) for vote in votes),
        )  # fmt: skip


def _voice(row: Mapping[str, Any], today: date) -> Voice:
    return Voice(
        words=row["words"], stage=row["stage"], on=today - DAY * row["days_ago"], theme=row.get("theme", ""),
        waits=row.get("waits", False),
    )  # fmt: skip


def _theme(row: dict[str, Any], today: date) -> Theme:
    moved = {
        "decided_on": ("decided_days_ago", -1), "done_on": ("done_days_ago", -1), "next_on": ("next_in_days", 1),
    }  # fmt: skip
    days = {name: today + DAY * sign * row.pop(key) for name, (key, sign) in moved.items() if key in row}
    return Theme(**row, **days)
