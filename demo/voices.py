"""What of the voices lies open in the demo: the code of one child's slip, and the way to a stall's counter."""

from __future__ import annotations

from dataclasses import dataclass

from demo.sources import DATA, read_toml
from ibasho.rooms.voices.models import Answer, Door
from ibasho.rooms.voices.queries import doors
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.rules.kinds import Channel


@dataclass(frozen=True, slots=True)
class Shown:
    slip: str
    stall_name: str
    stall_address: str


def on_show() -> Shown | None:
    """None where the demo city has no such voices."""
    code = read_toml(DATA / "hearings.toml")["box"]["on_show"]
    stall = Door.objects.filter(channel=Channel.STALL, link_given_at__isnull=False, shut=False).first()
    if stall is None or not Answer.objects.filter(slip_hash=slips.hash_of(code)).exists():
        return None
    return Shown(slips.grouped(code), stall.name, doors.link_address(stall))
