"""A yes holds with the version that was read out, of who may say it, and for a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui.furigana import unread
from ibasho.rooms.care.rules import consent as rules
from ibasho.rooms.care.rules.consent import Consent
from ibasho.rooms.care.rules.kinds import Consenting

TODAY = date(2026, 11, 24)
SAID = Consent(2, Consenting.BOTH, "spoken", TODAY, age_met=False)


def _check(consent: Consent, age: int = 15) -> None:
    rules.check(consent, in_force=2, alone_from_age=age, today=TODAY)


@pytest.mark.parametrize("who", [Consenting.BOTH, Consenting.GUARDIAN])
def test_a_guardian_or_both_say_yes_whatever_the_age(who: Consenting) -> None:
    _check(replace(SAID, by=who))


@pytest.mark.parametrize(("age_met", "holds"), [(True, True), (False, False)])
@pytest.mark.parametrize("age", [12, 15, 16])
def test_a_child_alone_only_from_the_age_of_the_text(age_met: bool, holds: bool, age: int) -> None:
    said = replace(SAID, by=Consenting.CHILD, age_met=age_met)
    if holds:
        _check(said, age)
    else:
        with pytest.raises(Invalid) as refusal:
            _check(said, age)
        assert f"{age}歳から" in refusal.value.fields["consent_by"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"version": 1}, "version"),
        ({"on": TODAY + timedelta(days=1)}, "consent_on"),
        ({"on": TODAY - timedelta(days=31)}, "consent_on"),
    ],
    ids=["older words", "a day to come", "too long ago"],
)
def test_what_does_not_hold_is_said_beside_its_field(changed: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        _check(replace(SAID, **changed))  # type: ignore[arg-type]
    assert set(refusal.value.fields) == {field}


def test_the_first_words_can_be_read_out_to_a_child() -> None:
    text = rules.first_text()
    assert (text.version, text.alone_from_age) == (1, 15)
    assert unread(text.child_words) == ()
    for told in ("よんでほしい 名前", "食べられないもの", "むかえ", "やめる"):
        assert told in text.child_words
    for never in ("住所", "電話", "学校", "理由", "いつでも"):
        assert never in text.adult_words


def test_a_version_begins_today_or_later_and_after_the_one_before() -> None:
    rules.check_text(TODAY, 16, "a", "b", newest=TODAY - timedelta(days=9), today=TODAY)
    for starts_on, age, words in (
        (TODAY - timedelta(days=1), 16, "a"),
        (TODAY + timedelta(days=4), 16, "a"),
        (TODAY + timedelta(days=9), 5, "a"),
        (TODAY + timedelta(days=9), 16, " "),
    ):
        with pytest.raises(Invalid):
            rules.check_text(starts_on, age, words, "b", newest=TODAY + timedelta(days=5), today=TODAY)
