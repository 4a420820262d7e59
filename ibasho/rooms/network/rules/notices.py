"""求めている・提供できる: what may be written, when it is shown, when it ends. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network.rules.kinds import Direction, NoticeState, Resource

AHEAD_MAX = timedelta(days=366)  # longer promises are asked about again
TITLE_MAX, WORDS_MAX, SHORT_MAX = 60, 400, 60


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in one notice. `until` None: until it is closed."""

    direction: str
    resource: str
    title: str
    words: str = ""
    amount_words: str = ""
    where_words: str = ""
    district_code: str = ""
    until: date | None = None

    def tidy(self) -> Words:
        """Without spaces at the ends. Raises Invalid for a My Number."""
        told = {name: refuse_my_number(getattr(self, name).strip()) for name in TEXTS}
        return Words(
            self.direction, self.resource, until=self.until, district_code=self.district_code, **told
        )

    @property
    def shown(self) -> str:
        """All that others will read."""
        return "\n".join(getattr(self, name) for name in TEXTS)

    @property
    def mark(self) -> str:
        """Another one as soon as anything that others will read is another."""
        until = self.until.isoformat() if self.until else ""
        return mark_of(
            self.direction, self.resource, self.district_code, until, *(getattr(self, name) for name in TEXTS)
        )


TEXTS = ("title", "words", "amount_words", "where_words")


def mark_of(*told: str) -> str:
    return sha256("\0".join(told).encode()).hexdigest()[:20]


def check_seen(seen: str, mark: str) -> None:
    """Nobody lets words through that they have not read. Raises Conflict."""
    if seen != mark:
        raise Conflict(
            "network.words_changed",
            "見ている あいだに ことばが かわりました。もう一度 見てから きめてください。",
        )


def check_yes(agreed_on: date | None) -> None:
    if agreed_on is None:
        raise Conflict(
            "network.notice_no_yes",
            "団体から のせてよいと まだ 聞いていません。聞いてから「ことばを 直す」で しるしを つけてください。",
        )


def check(told: Words, today: date) -> None:
    """Raises Invalid, each sentence beside its field."""
    wrong: dict[str, str] = {}
    if told.direction not in {one.value for one in Direction}:
        wrong["direction"] = "「求めている」か「提供できる」を えらんでください。"
    if told.resource not in {one.value for one in Resource}:
        wrong["resource"] = "食べもの・お金・場所・人の どれかを えらんでください。"
    if not told.title.strip():
        wrong["title"] = "なにを 求めるか（提供できるか）を ひとことで 書いてください。"
    if told.until is not None and told.until < today:
        wrong["until"] = "「いつまで」が もう すぎています。きょうから あとの 日を 入れてください。"
    elif told.until is not None and told.until > today + AHEAD_MAX:
        wrong["until"] = "「いつまで」は 1年 先までに してください。つづくときは あとで のばせます。"
    if wrong:
        raise Invalid("network.notice", next(iter(wrong.values())), fields=wrong)


def check_change(state: str) -> None:
    if state == NoticeState.CLOSED:
        raise Conflict(
            "network.notice_closed",
            "もう おわりに しています。つづけるときは「また のせる」を おしてください。",
        )


def check_look(state: str) -> None:
    if state != NoticeState.WAITING:
        raise Conflict(
            "network.notice_looked",
            "ほかの人が 先に 見たか、おわりに なっています。ページを 開きなおしてください。",
        )


def check_close(state: str) -> None:
    if state == NoticeState.CLOSED:
        raise Conflict("network.notice_closed", "もう おわりに しています。")


def check_reopen(state: str, until: date | None, today: date) -> None:
    if state != NoticeState.CLOSED:
        raise Conflict("network.notice_open", "まだ おわっていません。そのまま のっています。")
    if until is not None and until < today:
        raise Conflict(
            "network.notice_past", "「いつまで」が もう すぎています。同じ ことばで 新しく 入れてください。"
        )


def is_past(until: date | None, today: date) -> bool:
    return until is not None and until < today
