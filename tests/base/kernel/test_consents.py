"""Statement 44: each consent keeps version and day, and the age is a dated setting."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from ibasho.base.kernel import consents
from ibasho.base.kernel.consents import Wording

# (kind, number) → the first letters of the SHA-256 of day, age and words: what was once read out never changes.
USED = {
    ("photo", 1): "81a087b38937b0d2",
    ("guardian", 1): "da59f4bd3aff7718",
    ("rules", 1): "85c0a44457a817ca",
}


def _mark(one: Wording) -> str:
    told = f"{one.starts_on}|{one.alone_from_age}|{one.words}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def test_a_version_that_was_used_is_as_it_was() -> None:
    every = {
        (one.kind, one.number): _mark(one) for versions in consents.wordings().values() for one in versions
    }
    assert every == USED, "a new wording is a new version, with its own line here"


@pytest.mark.parametrize("kind", consents.wordings())
def test_versions_follow_each_other_in_number_and_day(kind: str) -> None:
    versions = consents.wordings()[kind]
    assert [one.number for one in versions] == list(range(1, len(versions) + 1))
    assert [one.starts_on for one in versions] == sorted({one.starts_on for one in versions})


def test_the_day_names_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Wording("photo", "写真", 1, date(2026, 4, 1), 15, "…")
    second = Wording("photo", "写真", 2, date(2027, 4, 1), 16, "…")
    monkeypatch.setattr(consents, "wordings", lambda: {"photo": (first, second)})
    said = {
        day: consents.in_force("photo", day)
        for day in (date(2026, 1, 1), date(2027, 3, 31), date(2027, 4, 1))
    }
    assert [one.number for one in said.values()] == [1, 1, 2]
    assert [one.alone_from_age for one in said.values()] == [15, 15, 16]
