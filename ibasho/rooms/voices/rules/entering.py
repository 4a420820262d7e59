"""Whether this way in is open to a child today, and how it is told where not. Pure."""

from __future__ import annotations

from datetime import date

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Conflict


def shut_door(*, shut: bool, on: date | None, quota: int | None, taken: int, today: date) -> Conflict | None:
    """The refusal to show or to raise, None where the door is open."""
    if shut:
        return Conflict("voices.door.shut", "この 入り口は しまっています。くばった人に きいてね。")
    if on and on != today:
        return Conflict("voices.door.day", f"この 入り口は {wareki.day_label(on)}だけ あいています。")
    if quota is not None and taken >= quota:
        told = "この クラスの ぶんは ぜんぶ とどきました。まだの 人は、先生に いってね。"
        return Conflict("voices.door.full", told)
    return None


def over() -> Conflict:
    return Conflict("voices.answer.over", "この しつもんは おわりました。こたえてくれて ありがとう。")


def spent() -> Conflict:
    return Conflict("voices.ticket.spent", "この ふだは もう つかいました。こたえは とどいて います。")
