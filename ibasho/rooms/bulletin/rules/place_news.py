"""What the journal tells of a place, in words of the place's own data: never a person's, never a reason. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ibasho.base.kernel import wareki
from ibasho.base.kernel.actor import Via
from ibasho.rooms.bulletin.rules.kinds import NoticeKind as K
from ibasho.rooms.bulletin.rules.telling import TITLE_MAX

CLOSE, REOPEN, PAUSE, RESUME = (
    f"places.place.{step}" for step in ("close_days", "reopen", "pause", "resume")
)
PUBLISH, CREATE = "places.place.publish", "places.place.create"
FOLLOWED = (CLOSE, REOPEN, PAUSE, RESUME, PUBLISH, CREATE)
BY_PEOPLE = (PUBLISH, CREATE)  # thousands of places in one night are no news; a day off is, however it came
TAKES_BACK = {REOPEN: CLOSE, RESUME: PAUSE}
_IN_BULK = {Via.IMPORT.value, Via.COMMAND.value, Via.JOB.value}
_HEADS = {CLOSE: "急な お休み", REOPEN: "お休みを とりけしました", PAUSE: "休止", RESUME: "また あきます",
          PUBLISH: "あたらしい居場所", CREATE: "あたらしい居場所"}  # fmt: skip
_KINDS = {
    CLOSE: K.CLOSURE,
    REOPEN: K.REOPEN,
    PAUSE: K.CLOSURE,
    RESUME: K.REOPEN,
    PUBLISH: K.PLACE,
    CREATE: K.PLACE,
}
_LASTING = {
    PAUSE: "しばらく お休みです。",
    RESUME: "休止が おわって、また あきます。",
    PUBLISH: "居場所の 一覧に 入りました。",
    CREATE: "居場所の 一覧に 入りました。",
}


@dataclass(frozen=True, slots=True)
class News:
    """`first`, `last`: the days it speaks of, None where it is for good."""

    verb: str
    first: date | None = None
    last: date | None = None

    @property
    def kind(self) -> K:
        return _KINDS[self.verb]

    def title(self, name: str) -> str:
        return f"{_HEADS[self.verb]}：{name}"[:TITLE_MAX]

    def words(self, name: str) -> str:
        return f"{name}は {self._when()}" if self.first else f"{name}：{_LASTING[self.verb]}"

    def is_urgent(self, today: date) -> bool:
        """A day that is running: it is told in quiet hours too."""
        return self.first is not None and self.last is not None and self.first <= today <= self.last

    def is_over(self, today: date) -> bool:
        return self.last is not None and self.last < today

    def _when(self) -> str:
        assert self.first is not None and self.last is not None
        first, last = wareki.day_label(self.first), wareki.day_label(self.last)
        days = first if self.first == self.last else f"{first}から {last}まで"
        return f"{days} お休みです。" if self.verb == CLOSE else f"{days}、予定どおり あきます。"


def read(verb: str, data: Mapping[str, Any], via: str) -> News | None:
    """None for what is no news: a closure known beforehand, a draft, a place that came with a file."""
    if verb in (CLOSE, REOPEN):
        if verb == CLOSE and not data.get("sudden"):
            return None
        return News(verb, date.fromisoformat(data["first"]), date.fromisoformat(data["last"]))
    is_bulk = verb in BY_PEOPLE and via in _IN_BULK
    is_draft = verb == CREATE and data.get("state") != "published"
    return None if verb not in FOLLOWED or is_bulk or is_draft else News(verb)
