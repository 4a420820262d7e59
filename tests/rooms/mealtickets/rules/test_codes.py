"""The code of a card: vectors for whoever writes another reader, and what must never pass."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.codes import ALPHABET
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets.rules import codes

# Vectors. Ed25519 draws no dice: the same secret, number and day always give this text.
SECRET = "mihon-secret"
SEED = "6c488ee962c40848c484924f60c027cfdb9455cdff37d24f1ef16001472fa70b"
PUBLIC = "070205a47fdee2712173465371b2c8e6c951b81783dd1a197271274c0a3d05ad"
NUMBER = UUID("00112233-4455-6677-8899-aabbccddeeff")
UNTIL = date(2027, 5, 24)
TEXT = (
    "IB1:W50H00PE4XS8-.C4CHCQLK+PS9UF.4.U7 OSMN7B1H/XV*/UF:23Z7Q%56 IT8"
    "P2KCKU7N4UKNL0/O%8BPQQS2T4%MJZHDR6T290C93C815MKZL8U1E7W/3H6MJR7Q"
)
SHORT = "a8faed6abbf35c12"
TYPED = "CDFHJKMNPQR"

CODE = codes.Code(NUMBER, 1, UNTIL)
KEYS = {1: codes.public_key(codes.seed(SECRET, 1))}


def code_of(call: object, *args: object, **named: object) -> str:
    with pytest.raises(Invalid) as refused:
        call(*args, **named)  # type: ignore[operator]
    return refused.value.code


def test_the_vectors_hold() -> None:
    seed = codes.seed(SECRET, 1)
    assert seed.hex() == SEED
    assert codes.public_key(seed).hex() == PUBLIC
    assert codes.encode(CODE, seed) == TEXT
    assert codes.decode(TEXT, KEYS) == CODE
    assert codes.short_hash(NUMBER) == SHORT
    assert codes.check_letter(TYPED) == "F"


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")]
)
def test_base45_is_that_of_the_rfc(data: bytes, text: str) -> None:
    assert codes.base45(data) == text
    assert codes.from_base45(text) == data


@pytest.mark.parametrize("text", ["GGW", "A", "BB8A", "::"])
def test_what_no_encoder_writes_is_no_base45(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        codes.from_base45(text)


@given(
    st.uuids(),
    st.integers(1, 255),
    st.dates(date(2020, 1, 1), date(2170, 1, 1)),
    st.binary(min_size=32, max_size=32),
)
def test_what_was_written_is_read(number: UUID, key_id: int, until: date, seed: bytes) -> None:
    code = codes.Code(number, key_id, until)
    text = codes.encode(code, seed)
    assert len(text) == 130
    assert codes.decode(text, {key_id: codes.public_key(seed)}) == code
    assert not text.endswith(" ")  # so that blanks around it may be dropped


@given(st.integers(0, 129), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:é"))
def test_one_changed_letter_never_passes(place: int, letter: str) -> None:
    changed = TEXT[:place] + letter + TEXT[place + 1 :]
    if changed != TEXT:
        with pytest.raises(Invalid, match="."):
            codes.decode(changed, KEYS)


@given(st.integers(4, 129))
def test_a_text_cut_off_says_so(length: int) -> None:
    assert code_of(codes.decode, TEXT[:length], KEYS) == "card.truncated"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("https://example.test/", "card.foreign"),
        ("", "card.foreign"),
        ("SHC:/56762909524320603460292437404460", "card.foreign"),
        (TEXT + "00", "card.forged"),
        ("IB1:" + "é" * 126, "card.forged"),
        ("IB1:" + ":" * 126, "card.forged"),
        (codes.encode(CODE, codes.seed("another city", 1)), "card.forged"),
        (codes.encode(codes.Code(NUMBER, 9, UNTIL), codes.seed(SECRET, 9)), "card.foreign"),
    ],
)
def test_what_is_no_card_of_ours_is_refused(text: str, refusal: str) -> None:
    assert code_of(codes.decode, text, KEYS) == refusal


def test_a_reader_that_types_full_width_is_understood() -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter != " " else "\u3000" for letter in TEXT)
    assert codes.decode(f" {wide}\r\n", KEYS) == CODE


def test_the_last_day_counts() -> None:
    assert codes.verify(TEXT, KEYS, day=UNTIL) == CODE
    assert code_of(codes.verify, TEXT, KEYS, day=UNTIL + timedelta(days=1)) == "card.expired"


LETTERS = st.text(ALPHABET, min_size=11, max_size=11)


@given(LETTERS, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(letters: str, place: int, wrong: str) -> None:
    typed = letters + codes.check_letter(letters)
    changed = typed[:place] + wrong + typed[place + 1 :]
    if changed != typed:
        assert code_of(codes.read_typed, changed) == "card.unknown"


@given(LETTERS, st.integers(0, 10))
def test_swapped_neighbours_are_noticed(letters: str, place: int) -> None:
    typed = letters + codes.check_letter(letters)
    changed = typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
    if changed != typed:
        assert code_of(codes.read_typed, changed) == "card.unknown"


def test_typed_letters_are_read_as_people_write_them() -> None:
    typed = codes.new_typed()
    shown = codes.shown(typed)
    assert len(shown) == 14
    assert shown.count("-") == 2
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in typed.lower())
    for written in (typed, shown, shown.lower(), shown.replace("-", " "), shown.replace("-", "ー"), wide):
        assert codes.read_typed(written) == typed, written


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("CDFH-JKMN", "card.truncated"),
        ("", "card.truncated"),
        ("CDFHJKMNPQRO", "card.unknown"),
        ("CDFHJKMNPQRTT", "card.unknown"),
        ("https://x.test/a", "card.foreign"),
        ("C" * 40, "card.foreign"),
    ],
)
def test_what_can_be_no_typed_code(text: str, refusal: str) -> None:
    assert code_of(codes.read_typed, text) == refusal


def test_how_long_a_text_may_be_to_be_letters_somebody_typed() -> None:
    spaced = " ".join("CDFHJKMNPQRO") + "-"
    assert len(spaced) == 24
    assert code_of(codes.read_typed, spaced) == "card.unknown"
    assert code_of(codes.read_typed, spaced + "-") == "card.foreign"


def test_every_letter_may_be_typed_small() -> None:
    for letter in ALPHABET:
        typed = letter * 11 + codes.check_letter(letter * 11)
        assert codes.read_typed(codes.shown(typed).lower()) == typed
