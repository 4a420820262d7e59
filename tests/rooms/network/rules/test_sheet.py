"""The questions of 実態把握 and what a sheet may hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.rules import sheet as rules
from ibasho.rooms.network.rules.kinds import How
from ibasho.rooms.network.rules.sheet import Filled

TODAY = date(2026, 11, 24)


def filled(**changed: object) -> Filled:
    known = {"on": TODAY, "how": How.VISIT, "answers": {"trouble": "人手"}, "issues": {"people": "人手が"}}
    return Filled(**{**known, **changed})  # type: ignore[arg-type]


def test_every_question_has_a_code_of_its_own_and_room_on_paper() -> None:
    codes = [one.code for one in rules.questions(1)]
    assert len(codes) == len(set(codes)) and all(one.lines for one in rules.questions(1))
    titles = [part.title for part in rules.parts(1)]
    assert titles[-1] == "市へ 望むこと" and "こどもの ようす" in titles


def test_only_what_was_answered_stays() -> None:
    found = rules.checked(filled(answers={"trouble": " 人手 ", "wish": " "}), 1, TODAY)
    assert found.answers == {"trouble": "人手"} and found.issues == {"people": "人手が"}


@pytest.mark.parametrize(
    "changed",
    [
        {"answers": {"wish": "  "}}, {"on": TODAY + timedelta(days=1)}, {"answers": {"nobody asked": "x"}},
        {"answers": {"trouble": "あ" * 1001}}, {"spoke_with": "1234 5678 9018"},
    ],
)  # fmt: skip
def test_what_cannot_be(changed: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        rules.checked(filled(**changed), 1, TODAY)


def test_a_sheet_is_open_until_its_nendo_ends() -> None:
    rules.check_open(TODAY, date(2027, 3, 31))
    with pytest.raises(Conflict):
        rules.check_open(TODAY, date(2027, 4, 1))
