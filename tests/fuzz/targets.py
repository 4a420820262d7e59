"""Every parser that meets bytes of somebody else: how it is called, what it may refuse with, and one sound example.

A call gets bytes and may raise a refusal of its target; anything else that comes out of it is a finding.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from ibasho.base.kernel import (
    address,
    clock,
    devicebox,
    geo,
    kana,
    my_number,
    nendo,
    sealing,
    tables,
    text,
    yen,
    zengin,
)
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import line, payments
from ibasho.base.ports.vault import wire as vault_wire
from ibasho.front.reports.rules import plan, rehearsal
from ibasho.rooms.bulletin.rules import line_choices, school_rows
from ibasho.rooms.care.rules import importing, nicknames
from ibasho.rooms.mealtickets.datasets import bank
from ibasho.rooms.mealtickets.rules import codes, gifts, wire
from ibasho.rooms.reach.datasets import candidates
from ibasho.rooms.surplus.rules import amounts
from ibasho.rooms.voices.rules import slips
from ibasho.town.areas.datasets import ages, boundary, clubs, districts, features, gtfs, mesh, streets, towns
from ibasho.town.places.datasets import reading
from ibasho.town.places.rules import opening_form, photos
from tests.fuzz import seeds

TODAY = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
CITY = "222135"


@dataclass(frozen=True, slots=True)
class Target:
    """`seeds` are inputs a fuzzer starts from; they are read whole (proof that the target reads at all), but where only a
    secret could make one (`is_read`)."""

    name: str
    call: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    refusals: tuple[type[Exception], ...] = (DomainError,)
    is_read: bool = True

    def meets(self, data: bytes) -> bool:
        """Whether it was read. Anything but an answer or a refusal comes out as it is: a finding."""
        try:
            self.call(data)
        except self.refusals:
            return False
        return True


def _as_text(call: Callable[[str], object]) -> Callable[[bytes], object]:
    """As a page gets it: UTF-8, what is none of it replaced."""
    return lambda data: call(data.decode("utf-8", "replace"))


def _as_json(call: Callable[[Any], object]) -> Callable[[bytes], object]:
    def read(data: bytes) -> object:
        try:
            told = json.loads(data)
        except (ValueError, RecursionError):
            return None  # the door answers these before a rule sees them
        return call(told)

    return read


def _card(data: bytes) -> object:
    return codes.verify(data.decode("utf-8", "replace"), seeds.CARD_KEYS, day=TODAY)


def _signed_card(data: bytes) -> object:
    """Bytes in the place of number, key, day and signature: past base45, before Ed25519."""
    return codes.decode(codes.PREFIX + codes.base45(data), seeds.CARD_KEYS)


def _event(data: bytes) -> object:
    signature = payments.sign(data, secret="whsec", at=AT)
    return payments.read_event(data, signature, secret="whsec", at=AT)


def _forged_event(data: bytes) -> object:
    return payments.read_event(b"{}", data.decode("latin-1"), secret="whsec", at=AT)


def _vault(data: bytes) -> object:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data[:60_000])
        theirs.shutdown(socket.SHUT_WR)
        return vault_wire.receive(ours)


def _sealed(data: bytes) -> object:
    return sealing.unseal(data, keys=seeds.SEAL_KEYS, purpose="fuzz", bound_to="one")


def _opening(data: bytes) -> object:
    found = data.decode("utf-8", "replace")
    return (
        opening_form.read_numbers(found),
        opening_form.read_hour(found),
        opening_form.read_days(found, TODAY),
    )


def _words(data: bytes) -> object:
    found = data.decode("utf-8", "replace")
    text.find_contacts(found)
    text.clean_url(found)
    text.strip_html(found)
    kana.search_key(kana.to_halfwidth(kana.to_fullwidth(found)))
    nicknames.folded(found)
    return text.clean_text(my_number.without_my_numbers(found, "〇"), limit=200)


def _position(data: bytes) -> object:
    lat, _, lng = data.decode("utf-8", "replace").partition(",")
    return geo.read_position(lat, lng)


TARGETS: Mapping[str, Target] = {
    one.name: one
    for one in (
        Target("card", _card, (seeds.card(),)),
        Target("card_signed", _signed_card, (seeds.card_bytes(),), is_read=False),
        Target("typed_code", _as_text(codes.read_typed), (codes.new_typed().encode(),)),
        Target("scan", _as_json(wire.read_scan), (seeds.SCAN,)),
        Target("sync", _as_json(lambda told: wire.read_items(told, 200)), (seeds.SYNC,)),
        Target("gift", _as_text(lambda told: gifts.read_amount(told, least=300)), (b"3000",)),
        Target("table", lambda data: tables.read_table(data, "data.csv"), (seeds.CSV, seeds.xlsx())),
        Target("places", lambda data: reading.read_file(data, "places.csv"), (seeds.PLACES,)),
        Target("bank", lambda data: bank.read(data, "bank.csv", today=TODAY), (seeds.BANK,)),
        Target("zengin", zengin.read, (seeds.zengin_file(),)),
        Target("school_rows", lambda data: school_rows.read(data, "s.csv", {"みどり小"}), (seeds.SCHOOLS,)),
        Target("care_rows", lambda data: importing.read(data, "c.csv", TODAY), (seeds.CONSULTATIONS,)),
        Target("amount", _as_text(amounts.read), (b"20kg",)),
        Target("slip", _as_text(slips.read), (b"ABCD",)),
        Target("boundary", lambda data: boundary.read_boundary(data, code=CITY), (seeds.BOUNDARY,)),
        Target("districts", lambda data: districts.read_districts(data, code=CITY), (seeds.DISTRICTS,)),
        Target("towns", lambda data: towns.read_towns(data, code=CITY), (seeds.TOWNS,)),
        Target("features", features.read_features, (seeds.BOUNDARY,)),
        Target("candidates", candidates.read, (seeds.CANDIDATES,)),
        Target("ages", ages.read_ages, (seeds.AGES,)),
        Target("mesh", lambda data: mesh.read_mesh([("mesh.csv", data)]), (seeds.MESH,)),
        Target("clubs", clubs.read_clubs, (seeds.CLUBS,)),
        Target("streets", streets.read_streets, (seeds.GRAPHML,)),
        Target("gtfs", gtfs.read_gtfs, (seeds.gtfs(),)),
        Target("photo", photos.redrawn, (seeds.photo(),)),
        Target("plan", _as_text(plan.read), (seeds.PLAN,)),
        Target("rehearsal", _as_text(rehearsal.read), (seeds.rehearsal(),)),
        Target("line_events", line.events, (seeds.LINE,), (line.Forged,)),
        Target("line_choice", _as_text(lambda told: line_choices.read(told, {"22213-01"})), (b"menu",)),
        Target("payment", _event, (seeds.PAYMENT,), (payments.Forged,)),
        Target("payment_signature", _forged_event, (b"t=1,v1=00",), (payments.Forged,), is_read=False),
        Target("vault", _vault, (seeds.VAULT,), (vault_wire.Broken,)),
        Target("sealed", _sealed, (seeds.sealed(),)),
        Target("device_box", lambda data: devicebox.open_box(data, keys=seeds.BOX_KEYS, bound_to="x"), (bytes(120),), is_read=False),
        Target("opening_hours", _opening, (b"",)),
        Target("day", _as_text(clock.parse_day), ("令和8年11月26日".encode(),)),
        Target("time", _as_text(clock.parse_time), ("午後3時半".encode(),)),
        Target("nendo", _as_text(nendo.parse), (b"R8",)),
        Target("yen", _as_text(yen.read_fee), ("300円".encode(),)),
        Target("address", _as_text(address.split), ("静岡県掛川市長谷一丁目1番地の1".encode(),)),
        Target("position", _position, (b"34.7687,137.9985",)),
        Target("words", _words, ("でんわ 0537-21-1111 https://example.jp/".encode(),)),
    )
}  # fmt: skip
