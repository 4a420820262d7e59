"""What a hand-over allows in which state, and days of a deputy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Conflict, DomainError, Invalid
from ibasho.front.reports.rules import handing
from ibasho.front.reports.rules.handing import Away, Item, Standing
from tests.make import AT

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("handed", "taken", "where"),
    [(None, None, Standing.WRITING), (AT, None, Standing.HANDED), (AT, AT, Standing.TAKEN)],
)
def test_where_it_stands(handed: object, taken: object, where: Standing) -> None:
    assert handing.standing(handed, taken) is where  # type: ignore[arg-type]
    refusals: dict[Callable[[Standing], None], bool] = {
        handing.check_writing: where is Standing.WRITING,
        handing.check_handed: where is Standing.HANDED,
    }
    for check, allowed in refusals.items():
        if allowed:
            check(where)
        else:
            with pytest.raises(Conflict):
                check(where)


@pytest.mark.parametrize("words", ["", " ", "あ" * 301, "番号 123456789018"])
def test_a_thing_to_tell_is_said_and_short(words: str) -> None:
    with pytest.raises(DomainError):
        Item(words).tidy()
    assert Item(" かぎ ", DAY, " 総務課 ").tidy() == Item("かぎ", DAY, "総務課")
    with pytest.raises(Invalid) as refusal:
        Item("かぎ", None, "あ" * 121).tidy()
    assert set(refusal.value.fields) == {"contact"}


def test_a_duty_and_its_words() -> None:
    assert handing.check_duty(" 窓口 の  担当 ") == "窓口 の 担当"
    for wrong in ("", "あ" * 81):
        with pytest.raises(Invalid):
            handing.check_duty(wrong)
    with pytest.raises(Invalid):
        handing.check_words("あ" * 2001)
    with pytest.raises(Conflict):
        handing.check_room(100)
    with pytest.raises(Invalid):
        handing.check_hand(1, 1)


@pytest.mark.parametrize(
    ("first", "last", "deputy", "field"),
    [
        (DAY, DAY - timedelta(days=1), 2, "ends_on"), (DAY, DAY + timedelta(days=366), 2, "ends_on"),
        (DAY, DAY, 1, "deputy"),
    ],
)  # fmt: skip
def test_days_of_a_deputy(first: date, last: date, deputy: int, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Away(first, last).checked(person=1, deputy=deputy)
    assert set(refusal.value.fields) == {field}
    assert Away(DAY, DAY + timedelta(days=365), " 申請 ").checked(person=1, deputy=2).words == "申請"


@pytest.mark.parametrize(
    ("starts", "ends", "drops", "end"),
    [(1, 3, True, False), (0, 3, False, True), (-2, 0, False, False), (-2, -1, False, False)],
)
def test_what_began_is_ended_and_what_comes_is_dropped(
    starts: int, ends: int, drops: bool, end: bool
) -> None:
    first, last = DAY + timedelta(days=starts), DAY + timedelta(days=ends)
    for allowed, ask in (
        (drops, lambda: handing.check_drop(first, DAY)),
        (end, lambda: handing.check_end(first, last, DAY)),
    ):
        if allowed:
            ask()
        else:
            with pytest.raises(Conflict):
                ask()
