"""Nothing goes to a school before the board said yes; what a school says holds together in any order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Conflict, DomainError, Invalid
from ibasho.rooms.bulletin.rules import handouts as rules
from ibasho.rooms.bulletin.rules.handouts import Said, Told
from ibasho.rooms.bulletin.rules.kinds import Consent, Paper

TODAY = date(2026, 12, 1)
BEFORE = TODAY - timedelta(days=3)


@pytest.mark.parametrize(
    ("consent", "consent_on", "dropped", "on", "code"),
    [
        (Consent.NOT_NEEDED, None, None, TODAY, ""),
        (Consent.GIVEN, BEFORE, None, TODAY, ""),
        (Consent.GIVEN, BEFORE, None, BEFORE, ""),
        (Consent.GIVEN, TODAY, None, BEFORE, "bulletin.handed_day"),
        (Consent.ASKED, None, None, TODAY, "bulletin.consent_open"),
        (Consent.REFUSED, BEFORE, None, TODAY, "bulletin.consent_refused"),
        (Consent.GIVEN, BEFORE, BEFORE, TODAY, "bulletin.handout_dropped"),
        (Consent.NOT_NEEDED, None, None, TODAY + timedelta(days=1), "bulletin.day_ahead"),
    ],
)
def test_what_may_be_handed(
    consent: Consent, consent_on: date | None, dropped: date | None, on: date, code: str
) -> None:
    if not code:
        rules.check_hand(consent, consent_on, dropped, on, TODAY)
        return
    with pytest.raises(DomainError) as refused:
        rules.check_hand(consent, consent_on, dropped, on, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("consent", "on", "error"),
    [
        (Consent.ASKED, TODAY, None), (Consent.GIVEN, TODAY, Conflict), (Consent.REFUSED, TODAY, Conflict),
        (Consent.NOT_NEEDED, TODAY, Conflict), (Consent.ASKED, BEFORE - timedelta(days=1), Invalid),
        (Consent.ASKED, TODAY + timedelta(days=1), Invalid),
    ],
)  # fmt: skip
def test_the_board_answers_once_and_not_before_it_was_asked(
    consent: Consent, on: date, error: type[DomainError] | None
) -> None:
    if error is None:
        rules.check_answer(consent, BEFORE, on, TODAY)
        return
    with pytest.raises(error):
        rules.check_answer(consent, BEFORE, on, TODAY)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(list(Said)), st.integers(0, 9)), max_size=20))
def test_children_never_have_what_has_not_come(steps: list[tuple[bool, Said, int]]) -> None:
    told = Told()
    for says, said, day in steps:
        told = told.with_(said, TODAY + timedelta(days=day)) if says else told.without(said)
        assert told.given_out_on is None or told.received_on is not None
        assert (told.silent) == (told == Told())


def test_what_was_said_keeps_its_day() -> None:
    told = Told().with_(Said.RECEIVED, BEFORE).with_(Said.GIVEN_OUT, TODAY).with_(Said.RECEIVED, TODAY)
    assert told == Told(BEFORE, TODAY, None)
    assert told.without(Said.RECEIVED) == Told()


def test_pages_a_paper_opens() -> None:
    assert rules.usual_path(Paper.CALENDAR) == "/calendar/" and rules.usual_path(Paper.POSTER) == "/today/"
    assert rules.path_for("/today/", "M01") == "/today/?district=M01"
    assert (
        rules.path_for("/today/", "") == "/today/" and rules.path_for("/stories/x/", "M01") == "/stories/x/"
    )
    assert rules.month_of(Paper.CALENDAR, date(2026, 12, 24)) == date(2026, 12, 1)
    with pytest.raises(Invalid):
        rules.month_of(Paper.CALENDAR, None)
