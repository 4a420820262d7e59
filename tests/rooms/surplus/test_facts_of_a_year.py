"""A 年度 of surplus food: what was used by the day it was used, and how many gave."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Mark, Span, text, value_text
from ibasho.rooms.surplus import facts
from ibasho.rooms.surplus.models import Handover, Offer, Recall, Share, Use
from ibasho.town.people.models import Organisation
from tests import make
from tests.people import cast
from tests.rooms.surplus import ground
from tests.rooms.surplus.ground import Ground

pytestmark = pytest.mark.django_db
R7, R8 = Span.of(2025, make.TUESDAY), Span.of(2026, make.TUESDAY)
NEW_YEAR = datetime(2026, 4, 1, 0, 0, tzinfo=JST)


@pytest.fixture
def here() -> Ground:
    return ground.ground(cast())


def handed(here: Ground, giver: Organisation | None, at: datetime = make.AT, **offered: str) -> Share:
    share = ground.proposal(ground.offer(giver, **offered), here.receiver, state="handed")
    Handover.objects.create(share=share, grams=20_000, handed_at=at, noted_at=at)
    return share


def used(share: Share, day: date, grams: int, thrown: int = 0) -> None:
    Use.objects.create(share=share, day=day, grams_used=grams, grams_thrown=thrown, meals=10, told_at=make.AT)


def test_food_counts_on_the_day_it_was_used(here: Ground) -> None:
    share = handed(here, here.people.midori, NEW_YEAR - timedelta(days=2))
    used(share, date(2026, 3, 31), 8_000)
    used(share, date(2026, 4, 1), 11_500, thrown=500)
    told = facts.YEAR["kg_used_year"](R8)
    assert (text(told), told.audience) == ("11.5kg（自己申告）", Audience.PUBLIC)
    assert text(facts.YEAR["kg_used_year"](R7)) == "8.0kg（自己申告）"


def test_what_nobody_has_told_of_yet_may_be_more(here: Ground) -> None:
    used(handed(here, here.people.midori), make.TUESDAY, 5_000)
    assert text(facts.YEAR["kg_used_year"](R8)) == "最低でも5.0kg（自己申告）"


def test_recalled_food_was_not_made_use_of(here: Ground) -> None:
    share = handed(here, here.people.midori)
    used(share, make.TUESDAY, 5_000)
    Recall.objects.create(
        offer=share.proposal.offer, words="かえしてください", recalled_at=make.AT, recalled_by=here.people.aoi
    )
    assert facts.YEAR["kg_used_year"](R8).value is None
    assert facts.YEAR["givers"](R8).value == 0


def test_a_giver_counts_once_a_year(here: Ground) -> None:
    farm, _mame = ground.farm(here.people)
    assert value_text(facts.YEAR["givers"](R8)) == "記録なし"
    for giver, at in (
        (farm, NEW_YEAR), (farm, make.AT), (here.people.midori, make.AT), (here.people.aozora, NEW_YEAR - timedelta(minutes=1)),
    ):  # fmt: skip
        handed(here, giver, at)
    told = facts.YEAR["givers"](R8)
    assert (text(told), told.audience) == ("2者", Audience.PUBLIC)
    assert facts.YEAR["givers"](R7).value == 1
    assert value_text(facts.YEAR["givers"](Span.of(2024, make.TUESDAY))) == "記録なし"


def test_givers_without_an_account_are_at_least_one(here: Ground) -> None:
    handed(here, None, giver_name="となりの 農家")
    assert text(facts.YEAR["givers"](R8)) == "1者"
    handed(here, None, giver_name="むかいの 農家")
    assert text(facts.YEAR["givers"](R8)) == "最低でも1者"


def test_a_year_that_has_been_forgotten_says_so(here: Ground) -> None:
    data = {"offers": 3}
    journal.record(
        "surplus.retention.drop", noun="surplus.Offer", object_id="", by=Actor.of_job("surplus.forget_old"),
        at=make.AT, data=data,
    )  # fmt: skip
    for name in facts.YEAR:
        assert Mark.PARTIAL in facts.YEAR[name](Span.of(2020, make.TUESDAY)).marks
        assert Mark.PARTIAL not in facts.YEAR[name](Span.of(2021, make.TUESDAY)).marks
    assert Offer.objects.count() == 1
