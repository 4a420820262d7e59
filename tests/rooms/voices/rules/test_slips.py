"""Codes on slips and tickets."""

from __future__ import annotations

from ibasho.rooms.voices.rules import slips


def test_a_slip_is_read_however_it_was_written_down() -> None:
    code = slips.new()
    assert len(code) == 15
    for told in (code, code.lower(), slips.grouped(code), f" {slips.grouped(code).replace(' ', '-')} "):
        assert slips.read(told) == code
    assert [slips.read(told) for told in ("", "abc", code + "C", "O" * 15)] == [""] * 4


def test_its_hash_is_not_the_code_and_no_two_are_alike() -> None:
    codes = {slips.new() for _ in range(500)}
    assert len({slips.hash_of(code) for code in codes}) == 500
    assert all(code not in slips.hash_of(code).upper() for code in codes)


def test_one_page_gives_one_slip_and_one_envelope() -> None:
    first, again = slips.of_seed("secret", "page"), slips.of_seed("secret", "page")
    assert first == again == slips.read(first)
    assert slips.of_seed("secret", "other") != first != slips.of_seed("other secret", "page")
    assert slips.envelope_of("secret", first) == slips.envelope_of("secret", again)
    assert slips.envelope_of("secret", first).version == 4


def test_a_ticket_has_twelve_letters_and_its_hash_a_key() -> None:
    code = slips.ticket()
    assert slips.read_ticket(slips.grouped(code).lower()) == code
    assert slips.read_ticket(slips.new()) == ""
    assert slips.ticket_hash("one", code) != slips.ticket_hash("two", code)
