"""Who gave is forgotten five years after the 年度; the sums stay."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.mealtickets.actions import forgetting, gifts, receipts
from ibasho.rooms.mealtickets.models import Gift, Receipt, Thanks
from tests.people import cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db


def old(year: int, month: int, day: int) -> Gift:
    fund = ground.fund()
    gift = ground.give(ground.general_pool(fund), 3_000, at=datetime(year, month, day, 12, tzinfo=JST))
    Gift.objects.filter(pk=gift.pk).update(
        received_at=datetime(year, month, day, 12, tzinfo=JST),
        email="tamotsu@example.jp",
        message="たべてね",
        message_state="shown",
    )
    gift.refresh_from_db()
    receipts.issue(
        gift=gift,
        name="星野 保",
        address="みほん市",
        by=ground.SERVER,
        at=datetime(year, month, day, 12, tzinfo=JST),
    )
    return gift


@pytest.mark.parametrize(
    ("given", "at", "gone"),
    [
        ((2021, 3, 31), (2026, 3, 31), False),
        ((2021, 3, 31), (2026, 4, 1), True),
        ((2021, 4, 1), (2026, 4, 1), False),
        ((2021, 4, 1), (2027, 4, 1), True),
    ],
)
def test_names_go_five_years_after_the_year(
    given: tuple[int, int, int], at: tuple[int, int, int], gone: bool
) -> None:
    gift = old(*given)
    now = datetime(*at, 4, tzinfo=JST)
    assert forgetting.erase_givers(by=ground.SERVER, at=now) == int(gone)
    assert forgetting.erase_givers(by=ground.SERVER, at=now) == 0
    gift.refresh_from_db()
    kept = any(
        (
            gift.name,
            gift.email,
            gift.address,
            gift.message,
            *Receipt.objects.values_list("name", "address").get(),
        )
    )
    assert (kept, gift.amount_yen) == (not gone, 3_000)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_only_the_night_and_the_money_people_make_forget(who: str) -> None:
    people = cast()
    by, at = people.by(getattr(people, who)), datetime(2026, 4, 1, 4, tzinfo=JST)
    for attempt in (lambda: forgetting.erase_givers(by=by, at=at), lambda: gifts.let_go(by=by, at=at)):
        with pytest.raises(NotAllowed):
            attempt()


def test_the_bank_s_words_go_with_the_names_and_thanks_after_a_year() -> None:
    line = ground.bank_line(ground.fund(), day=date(2021, 3, 31))
    for told_on in (date(2025, 3, 31), date(2025, 4, 1)):
        Thanks.objects.create(words="ありがとう", told_on=told_on)
    forgetting.erase_givers(by=ground.SERVER, at=datetime(2026, 4, 1, 4, tzinfo=JST))
    line.refresh_from_db()
    assert (line.payer, list(Thanks.objects.values_list("told_on", flat=True))) == ("", [date(2025, 4, 1)])
