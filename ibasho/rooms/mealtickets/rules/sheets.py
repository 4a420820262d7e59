"""How many cards a batch holds, how long they are good, and when they are forgotten. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ibasho.base.kernel.errors import Invalid

COUNT_MAX = 500
A_PAGE = 10
KEEP_DAYS = (
    60  # after a card has ended: questions come, a reversal is made; then nothing ties its meals together
)
SHEET_KEEP_DAYS = 365  # then the batch itself (how many, to which school or place)


def default_until(made_on: date) -> date:
    """The last end of a month within six months: 2026-11-25 → 2027-04-30. Easy to say, easy to remember."""
    months = made_on.year * 12 + made_on.month - 1 + 6
    whole_month = (
        made_on + timedelta(days=1)
    ).day == 1  # made on a month's last day: the sixth month counts whole
    return _first_of(months + whole_month) - timedelta(days=1)


def require_count(count: int) -> None:
    """Raises Invalid `sheet.count`."""
    if not 1 <= count <= COUNT_MAX:
        words = f"1枚から {COUNT_MAX}枚まで いちどに 作れます。もっと いるときは 分けて 作ってください。"
        raise Invalid("sheet.count", words, fields={"count": words})


def require_until(made_on: date, until: date, days_max: int) -> None:
    """Raises Invalid `sheet.until`: not in the past, and no longer than the law gives."""
    if until < made_on:
        words = "使える さいごの日が すぎています。今日か あとの日に してください。"
    elif until > made_on + timedelta(days=days_max):
        words = f"使えるのは 作った日から {days_max}日（6か月）までです（資金決済法）。もっと 早い日に してください。"
    else:
        return
    raise Invalid("sheet.until", words, fields={"valid_until": words})


def positions(text: str, count: int) -> list[int]:
    """ "1-10, 14" → [1, …, 10, 14], each once and in order. Raises Invalid `sheet.positions`."""
    found: set[int] = set()
    for part in text.replace("、", ",").replace("～", "-").replace("〜", "-").split(","):
        first, dash, last = part.strip().partition("-")
        if not first.strip().isdecimal() or (dash and not last.strip().isdecimal()):
            raise _unread(text, count)
        begin, end = int(first), int(last) if dash else int(first)
        if not 1 <= begin <= end <= count:
            raise _unread(text, count)
        found.update(range(begin, end + 1))
    return sorted(found)


def _unread(text: str, count: int) -> Invalid:
    words = f"「{text}」を 何枚目か 読めません。1から{count}までの数で、1-10, 14 のように 書いてください。"
    return Invalid("sheet.positions", words, fields={"positions": words})


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
