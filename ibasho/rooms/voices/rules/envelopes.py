"""An answer on its way, as bytes: all envelopes are of one size, whatever is in them. Pure."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from ibasho.rooms.voices.rules.kinds import BATCH_MIN

SIZE = 8_192  # bytes; 1,500 letters of free text with all picks fit
PURPOSE = "voices.envelope"


@dataclass(frozen=True, slots=True)
class Letter:
    """What lies in the envelope. `day`: when it was said; `posted_on`: when it was put in, for a sheet of paper some days
    later. `slip_hash`: "" where nobody holds a slip."""

    answer_id: uuid.UUID
    door_id: int
    day: date
    posted_on: date
    slip_hash: str
    given: Given


def bound_to(envelope_id: uuid.UUID) -> str:
    return f"voices.Envelope.sealed:{envelope_id}"


def packed(letter: Letter) -> bytes:
    """Raises Invalid where it would not fit."""
    given = letter.given
    told = {
        "a": letter.answer_id.hex, "d": letter.door_id, "y": letter.day.isoformat(), "o": letter.posted_on.isoformat(),
        "h": letter.slip_hash,
        "r": given.respondent, "s": given.stage, "c": given.district_code, "w": given.wording,
        "p": [[one.question_id, one.choice_id, one.place, one.face] for one in given.picks],
        "t": [[one.question_id, one.words] for one in given.texts],
    }  # fmt: skip
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    if len(plain) > SIZE:
        raise Invalid(
            "voices.answer.size", "書いたことばが 長すぎます。すこし みじかくして、もう一度 おくってね。"
        )
    return plain


def unpacked(plain: bytes) -> Letter:
    """Raises ValueError, KeyError or TypeError where it is no letter of ours."""
    told = json.loads(plain)
    given = Given(
        respondent=str(told["r"]), stage=str(told["s"]), district_code=str(told["c"]), wording=str(told["w"]),
        picks=tuple(Picked(*one) for one in told["p"]), texts=tuple(Said(*one) for one in told["t"]),
    )  # fmt: skip
    said, posted = date.fromisoformat(told["y"]), date.fromisoformat(told["o"])
    return Letter(uuid.UUID(told["a"]), int(told["d"]), said, posted, str(told["h"]), given)


def are_ready(posted: Sequence[date], *, is_open: bool, today: date) -> bool:
    """Whether the waiting answers of one hearing become rows now: enough of them to hide among each other, or nobody else
    comes any more, or a day is over (its answers must not wait for another day's). `posted`: the day on which each was put
    in, whatever day it speaks of: a sheet of last week opens nobody's envelope before the others'."""
    if not posted:
        return False
    return len(posted) >= BATCH_MIN or not is_open or min(posted) < today
