"""Sealed columns: nobody opens them without the key, in another place, or changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import sealing
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.sealing import Keys

OLD, NEW = Keys.read("1=the-old-secret"), Keys.read("2=the-new-secret,1=the-old-secret")


@given(plain=st.binary(max_size=200), bound=st.text(max_size=20))
def test_what_was_sealed_opens_again(plain: bytes, bound: str) -> None:
    sealed = sealing.seal(plain, keys=NEW, purpose="p", bound_to=bound, size=256)
    assert sealing.unseal(sealed, keys=NEW, purpose="p", bound_to=bound) == plain
    assert len(sealed) == len(sealing.seal(b"", keys=NEW, purpose="p", bound_to=bound, size=256))


def test_the_same_words_are_never_sealed_alike() -> None:
    first, second = (sealing.seal(b"hello", keys=NEW, purpose="p", bound_to="a") for _ in range(2))
    assert first != second and b"hello" not in first


def test_statement_79_a_block_moved_to_another_place_does_not_open() -> None:
    sealed = sealing.seal(b"words", keys=NEW, purpose="p", bound_to="table.column:1")
    for purpose, place in (("p", "table.column:2"), ("p", "table.other:1"), ("q", "table.column:1")):
        with pytest.raises(Invalid, match="あけられません"):
            sealing.unseal(sealed, keys=NEW, purpose=purpose, bound_to=place)


@given(at=st.integers(min_value=1, max_value=60), bit=st.integers(min_value=0, max_value=7))
def test_a_changed_block_does_not_open(at: int, bit: int) -> None:
    sealed = bytearray(sealing.seal(b"words" * 8, keys=NEW, purpose="p", bound_to="a"))
    sealed[at] ^= 1 << bit
    with pytest.raises(Invalid):
        sealing.unseal(bytes(sealed), keys=NEW, purpose="p", bound_to="a")


def test_old_values_open_under_a_newer_key_and_new_ones_use_it() -> None:
    old = sealing.seal(b"words", keys=OLD, purpose="p", bound_to="a")
    assert sealing.unseal(old, keys=NEW, purpose="p", bound_to="a") == b"words"
    assert sealing.seal(b"words", keys=NEW, purpose="p", bound_to="a")[0] == 2
    with pytest.raises(Invalid, match="かぎが ありません"):
        sealing.unseal(
            sealing.seal(b"words", keys=NEW, purpose="p", bound_to="a"), keys=OLD, purpose="p", bound_to="a"
        )


def test_nothing_and_rubbish_are_refused() -> None:
    for rubbish in (b"", b"\x01", b"\x02" + b"\0" * 40):
        with pytest.raises(Invalid):
            sealing.unseal(rubbish, keys=NEW, purpose="p", bound_to="a")


def test_what_does_not_fit_is_a_programmer_s_error() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        sealing.seal(b"x" * 11, keys=NEW, purpose="p", bound_to="a", size=10)


@pytest.mark.parametrize("told", ["", "1", "0=a", "256=a", "1=", "x=a"])
def test_keys_that_are_none_are_refused(told: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — int()'s own and ours
        Keys.read(told)


def test_what_an_earlier_release_sealed_still_opens() -> None:
    """Frozen bytes: label of the key, order of the parts and lengths stay as they are, or words would be lost."""
    frozen = bytes.fromhex("0144314cde41c1114e7fb15aef8813325b00f6ccc80ab23b5139fd0ae9124937a5a7c31076c7")
    assert sealing.unseal(frozen, keys=NEW, purpose="p", bound_to="a") == b"words"


def test_what_can_t_be_opened_has_one_code_and_a_traceback_no_secret() -> None:
    for rubbish in (b"", b"\x09" + b"\0" * 40):
        with pytest.raises(Invalid) as refused:
            sealing.unseal(rubbish, keys=Keys({1: "a", 9: "b"}), purpose="p", bound_to="a")
        assert refused.value.code == "sealed"
    assert "the-old-secret" not in repr(OLD)


def test_nothing_at_all_names_no_key() -> None:
    """An empty value has no number: not that of the first key either."""
    with pytest.raises(Invalid, match="かぎが ありません"):
        sealing.unseal(b"", keys=OLD, purpose="p", bound_to="a")
