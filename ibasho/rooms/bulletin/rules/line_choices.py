"""What the buttons of the LINE talk carry: codes only, at most 300 letters, never anything of a person. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.places.rules.stages import CHILD_STAGES
from ibasho.town.places.rules.wishes import BY_CODE

DATA_MAX = 300  # what LINE takes
DISTRICTS_MAX = 5  # beyond, the page of subscriptions serves better
ROWS = 11  # districts on one row of buttons: thirteen, less ぜんぶ and つぎ
STEPS = ("d", "s", "w", "ok")  # asks for a district, a stage, an interest; is complete
_CODE = re.compile(r"[A-Za-z0-9_-]{1,16}")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choosing:
    """How far somebody is with 「おしらせ」. The buttons carry all of it: nothing is kept until it is complete."""

    step: str = "d"
    districts: tuple[str, ...] = ()
    stage: str = ""
    wish: str = ""
    page: int = 0

    @property
    def wanted(self) -> Wanted:
        one = frozenset
        return Wanted(
            districts=one(self.districts),
            stages=one([self.stage] if self.stage else ()),
            wishes=one([self.wish] if self.wish else ()),
        )

    @property
    def may_add(self) -> bool:
        """Whether another district still fits. Without any, all are chosen."""
        return 0 < len(self.districts) < DISTRICTS_MAX

    def with_district(self, code: str) -> Choosing:
        """Once each. A stage that was chosen before stays, so that a district added later asks for nothing again."""
        chosen = tuple(dict.fromkeys((*self.districts, code)))[:DISTRICTS_MAX]
        return replace(self, districts=chosen, step="ok" if self.stage or self.wish else "s", page=0)


def written(one: Choosing) -> str:
    """`news;ok;d=M01.M02;s=lower;w=food;p=0`."""
    return f"news;{one.step};d={'.'.join(one.districts)};s={one.stage};w={one.wish};p={one.page}"


def read(data: str, districts: Collection[str]) -> Choosing | None:
    """What a button carried; unknown codes drop out, None where it is no such button. `districts`: the codes that hold today."""
    if len(data) > DATA_MAX or not data.startswith("news"):
        return None
    head, *parts = data.split(";")
    if head != "news":
        return None
    step = parts[0] if parts and parts[0] in STEPS else STEPS[0]
    told = dict(part.split("=", 1) for part in parts if "=" in part)
    asked = told.get("d", "").split(".")
    codes = [code for code in asked if code in districts]
    if asked != [""] and not codes:
        step = STEPS[0]  # the districts changed since: to hear of all would not be what they chose
    return Choosing(
        step=step,
        districts=tuple(dict.fromkeys(codes))[:DISTRICTS_MAX],
        stage=told["s"] if told.get("s") in set(CHILD_STAGES) else "",
        wish=told["w"] if told.get("w") in BY_CODE else "",
        page=number(told.get("p", "")),
    )


def number(text: str) -> int:
    """0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0


def row(found: Sequence[T], page: int) -> tuple[list[T], int]:
    """The part of a long list that fits under one text, and the number of the part behind it (the first after the last)."""
    pages = max(1, -(-len(found) // ROWS))
    now = page % pages
    return list(found[now * ROWS : (now + 1) * ROWS]), (now + 1) % pages
