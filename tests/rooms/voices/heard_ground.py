"""Two districts with children and one without, and who was heard in them."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel.disclosure.disclosure import Shown, as_json
from ibasho.rooms.voices.models import Hearing, PublishedFigure, Release, Tally
from ibasho.rooms.voices.rules import who
from ibasho.town.areas.models import Cell, Population
from tests import make
from tests.people import Cast
from tests.rooms.voices import ground

DISTRICTS = (("M01", "虹橋", "にじはし"), ("M02", "月見", "つきみ"), ("M03", "空野", "そらの"))


def town() -> Population:
    """虹橋 has 200 children of 小4–6 and 100 中学生, 月見 100 and 50; nobody lives in 空野."""
    for code, name, kana in DISTRICTS:
        make.district(code, name, kana)
    found = make.population(current=True)
    for code, upper, junior in (("M01", 200.0, 100.0), ("M02", 100.0, 50.0)):
        Cell.objects.create(
            population=found, code=f"cell-{code}", district_code=code, lat=34.1, lng=138.1, people=1000,
            infant=0.0, lower=0.0, upper=upper, junior=junior, high=0.0,
        )  # fmt: skip
    return found


def answers(made: ground.Ground, count: int, *, district: str, stage: str = "upper", **changed: Any) -> None:
    for _each in range(count):
        ground.answer(made.web, stage=stage, district_code=district, **changed)


def heads(made: ground.Ground, count: int, *, district: str = "", stage: str = "upper") -> None:
    """Counted by hand at a stall."""
    stall = ground.door(made.hearing, channel="stall", name="けっトラ市", district_code=district)
    Tally.objects.create(door=stall, respondent="child", stage=stage, count=count, day=ground.DAY)


def deck(people: Cast) -> Hearing:
    """Held elsewhere: 37 children and 82 parents, and a list of wishes without numbers."""
    row = ground.hearing(
        people, title="けっトラ市の 調査", state="finished", source_name="こども希望課の 資料"
    )
    for at, (label, value, respondent, total, wish) in enumerate(
        [("こども", 37, "child", False, ""), ("保護者", 82, "parent", False, ""), ("あわせて", 119, "", True, ""),
         ("卓球台など", None, "", False, "table_tennis"), ("Wi-Fi", None, "", False, "wifi")],
        start=1,
    ):  # fmt: skip
        PublishedFigure.objects.create(
            hearing=row,
            position=at,
            label=label,
            value=value,
            unit="人",
            respondent=respondent,
            is_total=total,
            wish=wish,
        )
    return row


def release(hearing: Hearing, *tables: Shown, **changed: Any) -> Release:
    return Release.objects.create(
        **{
            "hearing": hearing, "kind": "tables", "state": "released", "body": {"tables": as_json(tables), "after": 0}, "people": 60,
            "released_on": ground.DAY, **changed,
        }
    )  # fmt: skip


def heads_table() -> Shown:
    """小4–6: 40 (虹橋 30, 月見 hidden); 中学生: hidden."""
    return Shown(
        name="heads",
        dims=(("who", "child.upper", "child.junior"), ("district", "M01", "M02", who.NO_DISTRICT)),
        counts=((30, None, None), (None, None, None)),
        rows=(40, None),
        columns=(35, None, None),
        total=60,
    )


def wishes_table(made: ground.Ground) -> Shown:
    """ゲーム 25, 卓球 31, the rest hidden."""
    picks = list(made.wishes.choices.order_by("position"))
    shown = {"games": 25, "table_tennis": 31}
    return Shown(
        name=f"q{made.wishes.pk}",
        dims=((f"q{made.wishes.pk}", *(f"c{one.pk}" for one in picks)),),
        counts=tuple((shown.get(one.wish),) for one in picks),
        rows=(),
        columns=(),
        total=None,
        exclusive=False,
        based=False,
    )
