"""The states pages show as chips: colour, picture and word together, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class State:
    label: str | Promise
    tone: str
    icon: str


STATES = {
    "open": State(_("いま あいています"), "good", "maru"),
    "soon": State(_("もうすぐ あきます"), "info", "clock"),
    "today": State(_("きょう あきます"), "info", "sun"),
    "closed": State(_("きょうは おやすみ"), "quiet", "moon"),
    "over": State(_("きょうは おわりました"), "quiet", "moon"),
    "unsure": State(_("まだ きまっていません"), "warn", "question"),
    "cancelled": State(_("おやすみに なりました"), "bad", "batsu"),
    "paused": State(_("休止中"), "warn", "moon"),
    "full": State(_("いっぱいです"), "warn", "sankaku"),
    "quiet": State(_("すいています"), "good", "maru"),
    "normal": State(_("ふつう"), "info", "friends"),
    "busy": State(_("にぎやか"), "warn", "friends"),
    "draft": State(_("下書き"), "quiet", "edit"),
    "waiting": State(_("確認待ち"), "warn", "clock"),
    "approved": State(_("承認済み"), "good", "check"),
    "returned": State(_("差戻し"), "bad", "undo"),
    "done": State(_("完了"), "good", "check"),
    "overdue": State(_("期限切れ"), "bad", "warn"),
    "stale": State(_("確認が古い"), "warn", "clock"),
    "published": State(_("公開中"), "good", "check"),
    "ended": State(_("終了"), "quiet", "lock"),
    "stopped": State(_("停止"), "quiet", "lock"),
}
