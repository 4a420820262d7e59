"""What a published file says about opening, word for word. Reading it into rules happens elsewhere."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class OpeningText:
    """The six opening cells of one row, verbatim; an empty cell is "".

    `frequency` is the publisher's 開催頻度 code ("1" … "8"); its meaning is nowhere published, so it is
    carried and never interpreted. `weekdays` is 開催曜日 or 利用可能曜日, `days` is 開催日,
    `starts` and `ends` are the hours, `note` is the 特記事項 cell.
    """

    frequency: str = ""
    weekdays: str = ""
    days: str = ""
    starts: str = ""
    ends: str = ""
    note: str = ""

    def says_anything(self) -> bool:
        return any(cell.strip() for cell in astuple(self))

    def says_when(self) -> bool:
        """More than a bare code: there are words somebody can read."""
        return any(cell.strip() for cell in (self.weekdays, self.days, self.starts, self.ends, self.note))
