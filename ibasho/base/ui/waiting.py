"""One line of 「わたしを待っているもの」: rooms give them, the home pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Waiting:
    """`url` is a URL name without arguments, `anchor` a part of that page, `oldest` the day of the oldest."""

    label: str
    count: int
    url: str
    icon: str = ""
    anchor: str = ""
    oldest: date | None = None

    @property
    def href(self) -> str:
        return reverse(self.url) + (f"#{self.anchor}" if self.anchor else "")
