"""The way to a registration: which step follows which, and what it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.roster.rules import registering as rules
from ibasho.rooms.roster.rules.registering import Missing, Ready, Step

TODAY = date(2026, 11, 24)
ADULT = Ready(age_band="adult", pay_kind="paid", trained=True)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("applied", {"interview", "offer", "decline"}),
        ("interview", {"interview", "offer", "back", "decline"}),
        ("offered", {"register", "back", "decline"}),
        ("registered", {"back", "leave"}),
        ("declined", {"return"}),
        ("left", {"return"}),
    ],
)
def test_each_state_offers_its_steps(state: str, steps: set[str]) -> None:
    assert {one.value for one in rules.possible(state)} == steps


def test_a_step_that_does_not_fit_says_where_it_stands() -> None:
    with pytest.raises(Conflict, match="応募"):
        rules.after(Step.REGISTER, "applied")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ()),
        ({"trained": False}, (Missing.TRAINING,)),
        ({"call_name": False}, (Missing.CALL_NAME,)),
        ({"duty": True}, (Missing.PLEDGE, Missing.RULES)),
        ({"duty": True, "pledge": True, "rules_told": True}, ()),
        ({"check_needed": True}, (Missing.CHECK,)),
        ({"check_needed": True, "check_done": True}, ()),
        ({"check_needed": True, "check_done": True, "due_on": TODAY}, ()),
        ({"check_needed": True, "check_done": True, "due_on": date(2026, 11, 23)}, (Missing.CHECK,)),
        ({"check_needed": True, "due_on": date(2027, 2, 24)}, ()),
        ({"age_band": "under_16"}, (Missing.GUARDIAN, Missing.CONSENT)),
        ({"age_band": "under_16", "guardian": True, "consent": True}, ()),
        ({"age_band": "youth"}, ()),
        ({"pay_kind": "city_staff"}, (Missing.SIDE_JOB,)),
        ({"pay_kind": "city_staff", "side_job_until": TODAY}, ()),
        ({"pay_kind": "city_staff", "side_job_until": date(2026, 11, 23)}, (Missing.SIDE_JOB,)),
    ],
)
def test_what_is_missing(given: dict[str, object], missing: tuple[Missing, ...]) -> None:
    assert rules.missing(replace(ADULT, **given), TODAY) == missing  # type: ignore[arg-type]


def test_who_is_not_named_does_not_hear_which_date_is_missing() -> None:
    lacking = replace(ADULT, duty=True, pledge=True, trained=False)
    with pytest.raises(Conflict, match="対処規程"):
        rules.check_ready(lacking, TODAY, named=True)
    with pytest.raises(Conflict) as refused:
        rules.check_ready(lacking, TODAY, named=False)
    assert "対処規程" not in refused.value.message
    assert "研修" in refused.value.message


def test_words_are_cut_at_the_comma_and_kept_once() -> None:
    assert rules.words_of("受付、 調理,受付", "skills") == ["受付", "調理"]
    assert rules.words_of("", "skills") == []
    with pytest.raises(Invalid):
        rules.words_of("あ" * 25, "skills")
    with pytest.raises(Invalid):
        rules.words_of("前科なし", "skills")


def test_the_youngest_come_with_a_guardian_and_the_young_where_they_are_welcome() -> None:
    for grown_up in ("adult", "from_65"):
        rules.check_public_age(grown_up, youth_welcome=False)
    rules.check_public_age("youth", youth_welcome=True)
    for age_band, welcome in (("under_16", True), ("youth", False)):
        with pytest.raises(Invalid):
            rules.check_public_age(age_band, youth_welcome=welcome)
