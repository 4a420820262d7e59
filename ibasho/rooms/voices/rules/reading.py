"""Two people read every voice before it stands on a page; where they differ a third decides. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ibasho.base.kernel.labelled import Labelled
from ibasho.rooms.voices.rules.kinds import Looked

NEEDED = 2  # readers who say the same


class HideReason(Labelled):
    """Why words stay off the pages. They still count, and the city still answers them."""

    PERSON = "person", "だれか わかる"
    HURTS = "hurts", "人を きずつける"
    NO_VOICE = "no_voice", "声ではない（宣伝・はりつけ・絵文字だけ）"
    OTHER = "other", "別の わけ"


def outcome(said: Iterable[str]) -> Looked | None:
    """What was decided by what was said of one version; None while somebody else must read."""
    told = list(said)
    return next((one for one in Looked if told.count(one.value) >= NEEDED), None)
