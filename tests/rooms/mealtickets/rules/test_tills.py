"""What a device signs, where an offline meal lies in time, and how long a device goes on alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets.rules import tills
from ibasho.rooms.mealtickets.rules.tills import Limits, Span

SINCE = datetime(2026, 11, 24, 9, tzinfo=JST)
SPAN = Span(SINCE, SINCE + timedelta(hours=30))
TOLD = {"device": "D", "nonce": "n", "code": "c", "counter": 1, "claimed_at": "t"}


def test_the_signature_of_the_published_form() -> None:
    key = tills.key("secret", "CDFHJKMNPQ", 1)
    assert key.hex() == "ec96aac5d2a4bea49ed655942f51dee6f623e3fd4432f760d31a2ec994308655"
    assert tills.sign(key, **TOLD) == "2e97458604fe4c09898607f3d9c560e4034a557f82334ee51fd63b0897c2c278"  # type: ignore[arg-type]


@given(st.sampled_from(sorted(TOLD)))
def test_every_part_is_covered(name: str) -> None:
    key = tills.key("secret", "D", 1)
    signature = tills.sign(key, **TOLD)  # type: ignore[arg-type]
    changed = {**TOLD, name: 2 if name == "counter" else "x"}
    assert tills.signed_by(key, signature, **TOLD)  # type: ignore[arg-type]
    assert not tills.signed_by(key, signature, **changed)  # type: ignore[arg-type]
    assert not tills.signed_by(tills.key("other", "D", 1), signature, **TOLD)  # type: ignore[arg-type]


def test_what_is_no_signature_is_none() -> None:
    assert not tills.signed_by(b"k" * 32, "ほ", **TOLD)  # type: ignore[arg-type]


@given(st.datetimes(datetime(2026, 11, 18), datetime(2026, 11, 30)))
def test_a_claim_never_leaves_its_span(claimed: datetime) -> None:
    moment = SPAN.moment(claimed.replace(tzinfo=JST))
    assert SPAN.since <= moment <= SPAN.until
    assert SPAN.day(claimed.replace(tzinfo=JST)).day in (24, 25)


def test_the_limits_hold_to_the_last_and_no_further() -> None:
    limits, noon = Limits(24, 30, 15_000), SINCE + timedelta(hours=3)
    assert limits.holds(SPAN, noon, meals=30, yen=15_000)
    assert not limits.holds(SPAN, noon, meals=31, yen=15_000)
    assert not limits.holds(SPAN, noon, meals=30, yen=15_001)
    assert limits.holds(SPAN, SINCE + timedelta(hours=24), meals=1, yen=400)
    assert not limits.holds(SPAN, SINCE + timedelta(hours=24, seconds=1), meals=1, yen=400)
    assert limits.holds(SPAN, SINCE - timedelta(days=3), meals=1, yen=400)


@pytest.mark.parametrize("pin", ["2580", "28105937", "1231", "0132"])
def test_a_pin_is_kept_as_it_is(pin: str) -> None:
    assert tills.check_pin(pin) == pin


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("258", "till.pin_shape"), ("281059374", "till.pin_shape"), ("", "till.pin_shape"), ("25a0", "till.pin_shape"),
        ("２５８０", "till.pin_shape"), ("٢٥٨٠", "till.pin_shape"), ("7777", "till.pin_easy"), ("1234", "till.pin_easy"),
        ("7890", "till.pin_easy"), ("9876", "till.pin_easy"), ("3210", "till.pin_easy"), ("0987", "till.pin_easy"),
        ("12345678", "till.pin_easy"), ("0123", "till.pin_easy"), ("00000000", "till.pin_easy"),
    ],
)  # fmt: skip
def test_other_pins_are_refused_beside_their_field(pin: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        tills.check_pin(pin)
    assert (refused.value.code, list(refused.value.fields)) == (code, ["pin"])


def test_the_hash_of_what_was_asked() -> None:
    """Rows of years ago hold it: names in their order, one line each."""
    told = {"b": "2", "a": 1}
    assert tills.content_hash(told) == "55c420c0f44ea4c6c84414bc15c0a2923ce2b03ae1e907fbcf20d131d735faff"
    assert (
        tills.content_hash({"a": 1, "b": "2"})
        == tills.content_hash(told)
        != tills.content_hash({"a": 1, "b": 3})
    )


def test_the_counter_may_take_a_reading_back_for_a_quarter_of_an_hour() -> None:
    """As docs/till-api.md says."""
    assert timedelta(minutes=15) == tills.UNDO
