"""Who reads the bank's lines: those who keep the money, nobody else."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.mealtickets.actions import bank
from ibasho.rooms.mealtickets.models import BankLine
from ibasho.rooms.mealtickets.rules.banking import Incoming
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
MAY, MAY_NOT = ("fumi", "aoi"), ("mado", "tsubaki", "hana", "ken", "tamotsu", "")


def by(people: Cast, who: str) -> Actor:
    return people.by(getattr(people, who)) if who else Actor.public()


def everything(who: str) -> None:
    people = cast()
    fund = ground.general_pool(ground.fund()).fund
    given = {"by": by(people, who), "at": make.AT}
    lines = [Incoming(make.TUESDAY, 3_000, "ホシノ"), Incoming(make.TUESDAY, 12, "リソク")]
    bank.take(fund=fund, filename="a.csv", sha256="0" * 64, lines=lines, problems=[], **given)  # type: ignore[arg-type]
    bank.match_open(fund=fund, **given)  # type: ignore[arg-type]
    first, second = BankLine.objects.order_by("pk")
    bank.ignore(line=second, why="利息", **given)  # type: ignore[arg-type]
    bank.undo(line=second, why="まちがえた", **given)  # type: ignore[arg-type]
    bank.make_gift(line=first, pool=None, name="", anonymous=True, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", MAY)
def test_the_city_officers_may(who: str) -> None:
    everything(who)
    assert BankLine.objects.get(amount_yen=3_000).state == "matched"


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_may(who: str) -> None:
    with pytest.raises(NotAllowed):
        everything(who)
    assert not BankLine.objects.exists()


@pytest.mark.parametrize("who", MAY_NOT)
@pytest.mark.parametrize("verb", ["match_open", "assign", "ignore", "undo", "make_gift"])
def test_each_verb_asks_by_itself(verb: str, who: str) -> None:
    people = cast()
    pool = ground.general_pool(ground.fund())
    taken = bank.take(
        fund=pool.fund, filename="a.csv", sha256="0" * 64, lines=[Incoming(make.TUESDAY, 3_000, "ホシノ")],
        problems=[], by=people.by(people.aoi), at=make.AT,
    )  # fmt: skip
    line = BankLine.objects.get(file=taken.file)
    gift = ground.gift(pool.fund, channel="bank", state="promised", received_at=None, received_yen=0)
    known = {
        "match_open": {"fund": pool.fund}, "assign": {"line": line, "gift": gift},
        "ignore": {"line": line, "why": "利息"}, "undo": {"line": line, "why": "x"},
        "make_gift": {"line": line, "pool": None, "name": "", "anonymous": True},
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        getattr(bank, verb)(**known[verb], by=by(people, who), at=make.AT)
