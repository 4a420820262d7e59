"""What was noticed in みほん市, whom the centre asked places to welcome, and how often families asked it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from demo.sources import DATA, chance, read_toml
from ibasho.base.kernel import nendo

DAY = timedelta(days=1)
YEAR_DAYS, STORY_DAYS = 365, 25
SIGNS = ("clothes", "eating", "tired", "words", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """`by`: the code of an account; `place` may be empty. `done`: how far the centre has come with it."""

    by: str
    place: str
    signs: tuple[str, ...]
    on: date
    done: str
    when: str = ""
    child: str = ""
    words: str = ""
    takes: str = ""
    outcome: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A break-glass on the first open note of the writer `of`."""

    of: str
    by: str
    category: str
    reason: str
    on: date
    reviewed_by: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    place: str
    child: str
    allergy: str
    collect: str
    consent_by: str
    on: date
    first_on: date
    done: str
    asks: str
    answers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Consultations of one month: (channel, category, 延べ, 実) in rows."""

    first_day: date
    counts: tuple[tuple[str, str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Care:
    centre: dict[str, str]
    council: tuple[str, ...]
    council_since: date
    notes: tuple[Note, ...]
    openings: tuple[Opening, ...]
    referrals: tuple[Referral, ...]
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedYear:
    """As the plan's own slides say it; a category without a share was published without one."""

    nendo: int
    total: int
    source_name: str
    source_url: str
    shares: dict[str, int]


def build(seed: int, today: date) -> Care:
    told, draw = read_toml(DATA / "care.toml"), chance(seed, "care")
    notes = [*_year(told["year"], today, draw), *(_note(row, today) for row in told["note"])]
    return Care(
        told["centre"],
        tuple(told["council"]),
        today - DAY * told["council_since_days"],
        tuple(sorted(notes, key=lambda one: one.on)),
        tuple(_opening(row, today) for row in told["opening"]),
        tuple(_referral(row, today) for row in told["referral"]),
        tuple(_months(told["consultations"], today, draw)),
    )


def published() -> PublishedYear:
    return PublishedYear(**read_toml(DATA / "consultations_r5.toml"))


def _note(row: Mapping[str, Any], today: date) -> Note:
    rest = {name: value for name, value in row.items() if name not in ("days_ago", "signs")}
    return Note(**rest, signs=tuple(row["signs"]), on=today - DAY * row["days_ago"])


def _opening(row: Mapping[str, Any], today: date) -> Opening:
    rest = {name: value for name, value in row.items() if name != "days_ago"}
    return Opening(**rest, on=today - DAY * row["days_ago"])


def _referral(row: Mapping[str, Any], today: date) -> Referral:
    rest = {name: value for name, value in row.items() if name not in ("days_ago", "first_in_days")}
    return Referral(**rest, on=today - DAY * row["days_ago"], first_on=today + DAY * row["first_in_days"])


def _year(told: Mapping[str, Any], today: date, draw: np.random.Generator) -> Iterator[Note]:
    """What the story does not tell: closed long ago, so that only its number is left."""
    for place, a_month in told["places"].items():
        many = int(draw.poisson(a_month * YEAR_DAYS / 30))
        for days_ago in draw.choice(np.arange(STORY_DAYS, YEAR_DAYS), size=many, replace=False):
            glad = draw.random() < told["glad_share"]
            yield Note(
                by="yuri", place=place, signs=("glad",) if glad else (str(draw.choice(SIGNS)),),
                on=today - DAY * int(days_ago), done="closed", takes="sumi",
                outcome="thanked" if glad else "watched",
            )  # fmt: skip


def _months(told: Mapping[str, Any], today: date, draw: np.random.Generator) -> Iterator[Month]:
    """Every whole month of the running 年度."""
    first = nendo.first_day(nendo.nendo(today))
    categories = np.array(list(told["shares"].values()), dtype=float)
    channels = np.array(list(told["channels"].values()), dtype=float)
    share = np.outer(channels / channels.sum(), categories / categories.sum())
    while (following := (first + 32 * DAY).replace(day=1)) <= today:
        drawn = draw.multinomial(int(draw.poisson(told["a_month"])), share.ravel()).reshape(share.shape)
        firsts = draw.binomial(drawn, told["firsts_share"])
        yield Month(
            first_day=first,
            counts=tuple(
                (channel, category, int(drawn[row, column]), int(firsts[row, column]))
                for row, channel in enumerate(told["channels"])
                for column, category in enumerate(told["shares"])
                if drawn[row, column]
            ),
        )
        first = following
