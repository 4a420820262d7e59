"""Is every yen of a restored copy where its books say it is?"""

from __future__ import annotations

from datetime import datetime

from ibasho.base.backups.settling import Said
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.queries import proving


def prove(by: Actor, at: datetime) -> Said:
    proof = proving.prove()
    if proof.broken:
        return Said(f"記帳が 合いません：{proof.broken[0].words}", is_problem=True)
    return Said(f"記帳 {proof.entries:,}件は 1円も ちがいません。")
