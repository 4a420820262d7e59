"""A door: what it is good for, whether it lets anybody in today, and what may be written about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.voices.rules.kinds import Channel
from ibasho.town.areas.stages import Stage

NAME_MAX, QUOTA_MAX = 80, 400
DRAFT, OPEN, CLOSED = "draft", "open", "closed"  # states of a hearing, as models.Hearing has them


class Standing(StrEnum):
    """Why a door lets somebody answer, or not."""

    OPEN = "open"
    EARLY = "early"  # the hearing is not open yet
    OVER = "over"  # the hearing is over
    SHUT = "shut"
    OTHER_DAY = "other_day"  # a stall of one day
    FULL = "full"  # the class is through


class Tool(StrEnum):
    """What the desk and a group can do with a door."""

    POSTER = "poster"
    SHEETS = "sheets"
    CLASS = "class"
    STALL = "stall"
    COUNT = "count"
    NOTES = "notes"


TOOLS: dict[Channel, tuple[Tool, ...]] = {
    Channel.WEB: (Tool.POSTER,),
    Channel.TABLET: (Tool.CLASS, Tool.SHEETS),
    Channel.SHEET: (Tool.SHEETS, Tool.POSTER),
    Channel.STALL: (Tool.STALL, Tool.COUNT, Tool.NOTES, Tool.SHEETS, Tool.POSTER),
    Channel.WORKSHOP: (Tool.NOTES, Tool.COUNT, Tool.SHEETS, Tool.POSTER),
    Channel.STICKER: (Tool.COUNT, Tool.NOTES, Tool.POSTER),
    Channel.PLACE: (Tool.POSTER, Tool.NOTES, Tool.COUNT, Tool.SHEETS),
}
LINKED = (Channel.STALL, Channel.TABLET)  # the doors a link opens
GROUPS = (
    Channel.PLACE,
    Channel.STICKER,
    Channel.WORKSHOP,
    Channel.STALL,
    Channel.SHEET,
)  # what a group makes


def tools(channel: str) -> tuple[Tool, ...]:
    return TOOLS[Channel(channel)]


def standing(
    *, state: str, shut: bool, on: date | None, quota: int | None, taken: int, day: date
) -> Standing:
    """Whether somebody may answer through this door on `day`."""
    if state == DRAFT:
        return Standing.EARLY
    if state != OPEN:
        return Standing.OVER
    if shut:
        return Standing.SHUT
    if on is not None and on != day:
        return Standing.OTHER_DAY
    if quota is not None and taken >= quota:
        return Standing.FULL
    return Standing.OPEN


def check_counting(*, state: str, shut: bool, late: bool) -> None:
    """Whether heads and choices may be counted. `late`: what staff type in afterwards, and what a phone kept without a
    network; both come after the stall has packed up. Raises Conflict."""
    if state == DRAFT:
        words = "この回は まだ ひらいていません。ひらいてから 数えます。"
        raise Conflict("voices.tally.early", words)
    if state not in (OPEN, CLOSED) or (state == CLOSED and not late):
        words = "この回は おわったので、もう 数えられません。のこりは 結果の ページで 見てください。"
        raise Conflict("voices.tally.over", words)
    if shut and not late:
        words = "この入り口は しめてあります。数えるときは、入り口を また あけてください。"
        raise Conflict("voices.tally.shut", words)


def check_linked(channel: str) -> None:
    """Raises Conflict where a link would open nothing."""
    if channel not in LINKED:
        words = "この入り口に リンクは ありません。出店と 学校のタブレットだけ、リンクで ひらきます。"
        raise Conflict("voices.door.no_link", words)


@dataclass(frozen=True, slots=True)
class Wished:
    """A door as somebody wants it. `stage`: everybody who answers here is of that age; `quota`: so many and no more."""

    channel: str
    name: str
    district_code: str = ""
    stage: str = ""
    on: date | None = None
    quota: int | None = None


def checked(
    wished: Wished, *, known_districts: frozenset[str], opens_on: date | None, closes_on: date | None
) -> Wished:
    """The same, tidied. Raises Invalid with a sentence for each field that can't be right."""
    name = refuse_my_number(" ".join(wished.name.split()))
    wrong = {
        "name": "" if 0 < len(name) <= NAME_MAX else f"どこの 入り口かを {NAME_MAX}文字までで 書いてください。",
        "channel": "" if wished.channel in list(Channel) else "どんな 入り口かを えらんでください。",
        "district_code": _district(wished.district_code, known_districts),
        "stage": "" if wished.stage in ("", *Stage) else "年代を えらんでください。",
        "on": _on(wished.on, opens_on, closes_on),
        "quota": _quota(wished),
    }  # fmt: skip
    wrong = {field: words for field, words in wrong.items() if words}
    if wrong:
        raise Invalid("voices.door.wrong", " ".join(wrong.values()), fields=wrong)
    return Wished(wished.channel, name, wished.district_code, wished.stage, wished.on, wished.quota or None)


def _district(code: str, known: frozenset[str]) -> str:
    return "" if not code or code in known else "この小学校区は ありません。えらびなおしてください。"


def _on(on: date | None, opens_on: date | None, closes_on: date | None) -> str:
    if on is None:
        return ""
    if (opens_on and on < opens_on) or (closes_on and on > closes_on):
        return "この日は こたえを きく 期間では ありません。期間の 中の 日を えらんでください。"
    return ""


def _quota(wished: Wished) -> str:
    if wished.channel == Channel.TABLET and not wished.quota:
        return "クラスの 人数を 書いてください。その数で 終わりになるので、同じ人が 何回も 答えることを ふせげます。"
    if wished.quota and not 1 <= wished.quota <= QUOTA_MAX:
        return f"人数は 1から {QUOTA_MAX}までです。もっと 多いときは、入り口を 分けてください。"
    return ""
