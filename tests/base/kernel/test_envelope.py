"""A sealed field: nobody opens it without its row's key, in another place, or changed by a single bit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import envelope
from ibasho.base.kernel.errors import Invalid

KEY = bytes(range(32))
HERE = "care.notice.words:K7MWT3P9Q2X4B6D8"
words = st.text(max_size=300)


@given(text=words, place=st.text(max_size=40), size=st.sampled_from([0, 2_048]))
def test_what_was_sealed_opens_again(text: str, place: str, size: int) -> None:
    sealed = envelope.seal_field(text.encode(), key=KEY, bound_to=place, size=size)
    assert envelope.unseal_field(sealed, key=KEY, bound_to=place).decode() == text


@given(text=words, bit=st.integers(min_value=0))
def test_statement_79_any_changed_bit_closes_it(text: str, bit: int) -> None:
    sealed = bytearray(envelope.seal_field(text.encode(), key=KEY, bound_to=HERE))
    bit %= 8 * len(sealed)
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Invalid, match="あけられません") as refused:
        envelope.unseal_field(bytes(sealed), key=KEY, bound_to=HERE)
    assert refused.value.code == "sealed"


@given(text=words, place=st.text(max_size=40).filter(lambda place: place != HERE))
def test_statement_79_moved_to_another_row_or_column_it_stays_closed(text: str, place: str) -> None:
    sealed = envelope.seal_field(text.encode(), key=KEY, bound_to=HERE)
    with pytest.raises(Invalid):
        envelope.unseal_field(sealed, key=KEY, bound_to=place)


@given(text=words, key=st.binary(min_size=32, max_size=32).filter(lambda key: key != KEY))
def test_another_row_s_key_does_not_open_it(text: str, key: bytes) -> None:
    sealed = envelope.seal_field(text.encode(), key=KEY, bound_to=HERE)
    with pytest.raises(Invalid):
        envelope.unseal_field(sealed, key=key, bound_to=HERE)


@given(one=st.binary(max_size=256), other=st.binary(max_size=256))
def test_padded_values_are_equally_long_and_never_alike(one: bytes, other: bytes) -> None:
    first, second = (envelope.seal_field(text, key=KEY, bound_to=HERE, size=256) for text in (one, other))
    assert len(first) == len(second) and first != second


@given(rubbish=st.binary(max_size=80))
def test_rubbish_is_refused_as_a_changed_value_is(rubbish: bytes) -> None:
    with pytest.raises(Invalid):
        envelope.unseal_field(rubbish, key=KEY, bound_to=HERE)


@given(end=st.integers(min_value=0, max_value=100))
def test_a_value_cut_short_is_refused(end: int) -> None:
    sealed = envelope.seal_field(b"x" * 80, key=KEY, bound_to=HERE)
    with pytest.raises(Invalid):
        envelope.unseal_field(sealed[:end], key=KEY, bound_to=HERE)


def test_every_key_is_another_and_what_does_not_fit_is_a_programmer_s_error() -> None:
    keys = {envelope.new_key() for _one in range(50)}
    assert len(keys) == 50 and {len(key) for key in keys} == {envelope.KEY}
    with pytest.raises(ValueError, match="do not fit"):
        envelope.seal_field(b"x" * 11, key=KEY, bound_to=HERE, size=10)


def test_what_an_earlier_release_sealed_still_opens() -> None:
    """Frozen bytes: nonce first, four bytes of length, then the words and what pads them."""
    frozen = bytes.fromhex("44a8138cf0434afd35cdc028017e3c32e83567455addee362b6260f13fd886aaa391942e3aeca2bb")
    assert envelope.unseal_field(frozen, key=KEY, bound_to=HERE) == b"words"


def test_words_as_long_as_there_is_room_for_fit() -> None:
    sealed = envelope.seal_field(b"12345678", key=KEY, bound_to=HERE, size=8)
    assert envelope.unseal_field(sealed, key=KEY, bound_to=HERE) == b"12345678"
    with pytest.raises(ValueError, match="do not fit"):
        envelope.seal_field(b"123456789", key=KEY, bound_to=HERE, size=8)
