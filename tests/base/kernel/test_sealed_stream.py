"""A sealed stream opens with the right key, whole, unchanged and at its own place, or not at all."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.sealed_stream import CHUNK, TAG, Key, Recipient, Sealer, opened

MINE, SAFE, STRANGER = Key.new(), Key.new(), Key.new()
PLACE = "base/20261126T023000Z"


def sealed(plain: bytes, *keys: Key, step: int = 1 << 19) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, recipients=[key.recipient for key in keys or (MINE,)], bound_to=PLACE)
    for begin in range(0, len(plain), step):
        sealer.write(plain[begin : begin + step])
    sealer.close()
    return out.getvalue()


def plain_of(content: bytes, key: Key = MINE, place: str = PLACE) -> bytes:
    return b"".join(opened(io.BytesIO(content), key=key, bound_to=place))


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_comes_back(length: int) -> None:
    plain = bytes(length)
    assert plain_of(sealed(plain)) == plain


@settings(max_examples=30)
@given(plain=st.binary(max_size=5_000), step=st.integers(1, 4_000))
def test_it_does_not_matter_in_what_steps_it_was_written(plain: bytes, step: int) -> None:
    assert plain_of(sealed(plain, step=step)) == plain


def test_the_citys_key_and_the_one_in_the_safe_both_open_it() -> None:
    content = sealed(b"onigiri", MINE, SAFE)
    assert plain_of(content, MINE) == plain_of(content, SAFE) == b"onigiri"


def test_another_key_hears_that_it_is_the_wrong_one() -> None:
    with pytest.raises(Invalid, match="べつの かぎ") as refused:
        plain_of(sealed(b"onigiri"), STRANGER)
    assert refused.value.code == "backup.key"


def test_every_single_bit_counts() -> None:
    content = sealed(b"curry", MINE, SAFE)
    for bit in range(len(content) * 8):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Invalid):
            plain_of(
                bytes(changed)
            )  # also where it wraps the key for somebody else: the head is bound to all


@pytest.mark.parametrize("cut", [1, TAG, CHUNK + TAG, 2 * (CHUNK + TAG)])
def test_what_is_cut_off_at_the_end_is_noticed(cut: int) -> None:
    content = sealed(bytes(3 * CHUNK))
    with pytest.raises(Invalid):
        plain_of(content[:-cut])


def test_chunks_swapped_repeated_or_added_are_noticed() -> None:
    content = sealed(bytes(3 * CHUNK))
    size = CHUNK + TAG
    head, first, second, last = (
        content[: -3 * size],
        *(content[len(content) - n * size :][:size] for n in (3, 2, 1)),
    )
    for parts in ((second, first, last), (first, first, second, last), (first, second, last, last)):
        with pytest.raises(Invalid):
            plain_of(head + b"".join(parts))


def test_a_piece_under_another_name_does_not_open() -> None:
    with pytest.raises(Invalid):
        plain_of(sealed(b"onigiri"), place="base/20261125T023000Z")


def test_two_of_the_same_look_different() -> None:
    assert sealed(b"onigiri") != sealed(b"onigiri")


def test_keys_are_written_down_and_read_back() -> None:
    assert Key.read(MINE.text) == MINE
    assert Recipient.read(MINE.recipient.text) == MINE.recipient
    assert MINE.text not in repr(MINE)


@pytest.mark.parametrize(
    "text",
    ["", "ibasho-backup-", MINE.text.lower(), MINE.text[:-1], MINE.recipient.text],
    ids=["nothing", "no letters", "small letters", "cut", "the public one"],
)
def test_a_slip_of_the_pen_in_a_key_is_noticed(text: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        Key.read(text)


def test_letters_swapped_on_paper_are_noticed() -> None:
    text = MINE.text
    at = next(n for n in range(25, 60) if text[n] != text[n + 1])
    with pytest.raises(ValueError, match="not a key"):
        Key.read(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def test_nothing_is_sealed_for_nobody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        Sealer(io.BytesIO(), recipients=[], bound_to=PLACE)
