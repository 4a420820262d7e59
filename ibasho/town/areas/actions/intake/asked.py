"""What a person or a command gives together with a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.conf import settings

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.preview import Preview


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it came. Several of one kind may come together (the files of two prefectures)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """`source`, `as_of`, `year` and `name` where the file does not say them (or says them wrongly); `starts_on` the
    first day of new districts; `within` streets or all, where no outline of the city is loaded; `kind` register or
    census for tables of people."""

    source: str = ""
    as_of: date | None = None
    year: int | None = None
    name: str = ""
    starts_on: date | None = None
    within: str = ""
    kind: str = ""

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Asked:
        """From plain values (a form, JSON): days as ISO texts, empty values as not given."""
        return cls(
            source=str(options.get("source") or ""),
            as_of=_day(options.get("as_of")),
            year=int(options["year"]) if options.get("year") else None,
            name=str(options.get("name") or ""),
            starts_on=_day(options.get("starts_on")),
            within=str(options.get("within") or ""),
            kind=str(options.get("kind") or ""),
        )

    def source_or(self, said: str) -> str:
        """What the person says, else the file; Invalid where neither does: nothing is shown without its source."""
        if self.source or said:
            return self.source or said
        raise Invalid(
            "areas.no_source",
            "この資料の 出どころが ファイルに ありません。だれが 公表した 資料かを「出典」（--source）に 書いてください。",
        )


class Taker(Protocol):
    """Reads files of one kind and, unless `dry_run`, writes them in the caller's transaction."""

    def __call__(
        self, files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime
    ) -> Preview: ...


def city_code() -> str:
    return str(settings.IBASHO_CITY["code"])


def _day(given: Any) -> date | None:
    if not given or isinstance(given, date):
        return given or None
    try:
        return date.fromisoformat(str(given))
    except ValueError as error:
        raise Invalid(
            "areas.day", f"「{given}」は 日付では ありません。2026-04-01 のように 書いてください。"
        ) from error
