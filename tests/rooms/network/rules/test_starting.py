"""How a start-up moves, which step stands now, and how long steps take."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.rules import starting as rules
from ibasho.rooms.network.rules.kinds import StartState, StepCode, StepState
from ibasho.rooms.network.rules.starting import Stand
from ibasho.rooms.network.rules.steps import PAPERS, STEPS, WORDS

DAY = date(2026, 11, 24)


def stand(code: str, state: str = "ahead", *, since: int = 0, begun: int | None = None) -> Stand:
    """`since` and `begun` in days from DAY."""
    return Stand(
        code, state, DAY + timedelta(days=since), None if begun is None else DAY + timedelta(days=begun)
    )


@pytest.mark.parametrize(
    ("verb", "state", "then"),
    [
        ("take", "asked", "going"),
        ("rest", "going", "resting"),
        ("resume", "resting", "going"),
        ("resume", "stopped", "going"),
        ("stop", "resting", "stopped"),
        ("open", "going", "opened"),
        ("reopen", "opened", "going"),
    ],
)
def test_what_follows(verb: str, state: str, then: str) -> None:
    assert rules.may(verb, state)
    assert rules.after(verb, state) == StartState(then)


@pytest.mark.parametrize(
    ("verb", "state"),
    [("take", "going"), ("rest", "opened"), ("stop", "stopped"), ("open", "asked"), ("resume", "going"), ("reopen", "going")],
)  # fmt: skip
def test_what_cannot_follow_is_told_in_words(verb: str, state: str) -> None:
    assert not rules.may(verb, state)
    with pytest.raises(Conflict, match="。"):
        rules.after(verb, state)


def test_the_step_that_stands_is_the_first_that_is_open() -> None:
    assert rules.current([stand("health"), stand("place", "done")]) == stand("health")
    assert rules.current([stand("place"), stand("people", "doing")]) == stand("people", "doing")
    assert rules.current([stand("place", "none"), stand("health", "done")]) is None


def test_how_long_a_step_takes_is_counted_from_its_turn() -> None:
    done = [
        stand("place", "done", since=10, begun=0), stand("place", "done", since=30, begun=0),
        stand("place", "done", since=20, begun=0), stand("health", "done", since=3, begun=None), stand("health"),
    ]  # fmt: skip
    found = {one.code: one for one in rules.stalls(done, {"health": [4, 90]})}
    assert (found[StepCode.PLACE].median_days, found[StepCode.PLACE].done) == (20.0, 3)
    health = found[StepCode.HEALTH]
    assert (health.median_days, health.standing, health.longest_days) == (None, 2, 90)


@pytest.mark.parametrize(
    ("told", "field"),
    [(("", "南", "1", ""), "name"), (("仮", " ", "1", ""), "starter"), (("仮", "南", "", " "), "phone")],
)
def test_whoever_cannot_be_answered_is_asked_for_more(told: tuple[str, str, str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_asked(*told)
    assert field in refused.value.fields


def test_every_step_has_its_words_and_a_paper() -> None:
    assert [one.code for one in STEPS] == list(StepCode)
    assert all(one.paper in PAPERS and 3 <= len(one.todo) <= 5 and one.enough for one in STEPS)
    assert "持ち帰り" in "".join(WORDS[StepCode.INSURANCE].todo)
    assert len(PAPERS) == 7
    assert set(rules.CLOSED_STEPS) == {StepState.DONE.value, StepState.UNNEEDED.value}
