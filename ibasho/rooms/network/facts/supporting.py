"""Who offers something to children's places. Organisations that agreed to stand on the public page, never a person's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ibasho.base.kernel.facts import Audience, Fact
from ibasho.rooms.network.queries.supporting import open_notices
from ibasho.rooms.network.rules.kinds import Direction


def supporters(today: date) -> Fact:
    """Organisations with an offer of food, money, place or time that everybody may read that day. Nothing is hidden: they
    stand there by their own wish."""
    offers = open_notices(today).filter(direction=Direction.OFFER.value).order_by()
    return Fact(
        value=offers.values("organisation").distinct().count(), unit="団体・人", as_of=today,
        source="応援のページ: 食材・お金・場所・時間の どれかを 申し出ている 団体・企業・人", query=f"{__name__}.supporters",
        audience=Audience.PUBLIC,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {"supporters": supporters}
