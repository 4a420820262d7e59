"""What may be asked, and what of it is refused. A position is made coarse before anything else sees it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from django.conf import settings
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.base.kernel.geo import JAPAN, Position, coarse
from ibasho.town.places.queries import starts
from ibasho.town.places.queries.criteria import SIZE_MAX
from ibasho.town.places.rules.features import FEATURE_LABELS
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.rules.wishes import BY_CODE

SPAN_MAX = timedelta(days=62)
_LOST_PLUS = re.compile(r" (?=\d\d:?\d\d$)")  # an unescaped + in an address arrives as a blank
_CURSOR = re.compile(r"[1-9]\d{0,5}")


def _with_plus(value: Any) -> Any:
    return _LOST_PLUS.sub("+", value) if isinstance(value, str) else value


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL")
    return text.strip()


def _among(known: Collection[str]) -> AfterValidator:
    def check(code: str) -> str:
        if code not in known:
            raise ValueError("unknown code")
        return code

    return AfterValidator(check)


Moment = Annotated[datetime, BeforeValidator(_with_plus)]
Text = Annotated[str, StringConstraints(max_length=60), AfterValidator(_storable)]
PublicId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,16}$")]
Code = Annotated[str, StringConstraints(max_length=16), AfterValidator(_storable)]
Wish = Annotated[str, _among(BY_CODE), Field(json_schema_extra={"enum": list(BY_CODE)})]
Feature = Annotated[str, _among(FEATURE_LABELS), Field(json_schema_extra={"enum": list(FEATURE_LABELS)})]
Degrees = Annotated[float, Field(allow_inf_nan=False)]


class Part(Schema):
    """A part of a long list."""

    limit: int = Field(20, ge=1, le=SIZE_MAX, description="一度に返す数（100まで）")
    cursor: str = Field("", max_length=6, description="前の答えの next_cursor。つづきから返します")

    @property
    def offset(self) -> int:
        if not self.cursor:
            return 0
        if not _CURSOR.fullmatch(self.cursor):
            raise Invalid(
                "api.cursor", "cursor を読めません。前の答えの next_cursor を そのまま書いてください。"
            )
        return int(self.cursor)

    def following(self, total: int) -> str | None:
        """The cursor of the next part, None behind the last."""
        end = self.offset + self.limit
        return str(end) if end < total else None


class WhoAsked(Schema):
    """For whom and where."""

    stage: Stage | None = Field(None, description="年代。infant 乳幼児 … high 高校生")
    district: Code = Field("", description="小学校区の番号（/districts）。その小学校区にあるもの")
    kind: list[PlaceKind] = Field(default_factory=list, description="種類（/kinds）。いくつでも")


class Days(Schema):
    """From one day to another, both inclusive."""

    first: date | None = Field(None, alias="from", description="はじめの日。なければ きょう")
    last: date | None = Field(None, alias="to", description="おわりの日。なければ はじめの日から 6日あと")

    def span(self, today: date) -> tuple[date, date]:
        """At most 62 days, not further from today than sessions are made."""
        first = self.first or today
        nearest, furthest = today - SPAN_MAX, today + timedelta(days=settings.SESSIONS_AHEAD_DAYS)
        if not nearest <= first <= furthest:
            raise Invalid("api.days", f"from は {nearest} から {furthest} の間で書いてください。")
        last = self.last or first + timedelta(days=6)
        if not first <= last <= first + SPAN_MAX:
            raise Invalid("api.days", f"to は from から {SPAN_MAX.days}日あとまでで書いてください。")
        return first, last


class StartAsked(Schema):
    """Where somebody starts from, and when."""

    at: Moment | None = Field(
        None, description="いつ（2026-11-24T15:00+09:00）。時差がなければ日本の時刻。なければ いま"
    )
    lat: Degrees | None = Field(
        None, ge=JAPAN.south, le=JAPAN.north, description="緯度。500mのますに まるめてから使います"
    )
    lon: Degrees | None = Field(None, ge=JAPAN.west, le=JAPAN.east, description="経度。lat といっしょに")
    start: Code = Field("", description="出発する小学校区の番号（/districts）。lat と lon のかわりに")

    def moment(self, now: datetime) -> datetime:
        """Not further from now than the directory can know."""
        if self.at is None:
            return now
        at = self.at.replace(tzinfo=clock.JST) if self.at.tzinfo is None else self.at
        ahead = timedelta(days=settings.SESSIONS_AHEAD_DAYS)
        if not now - timedelta(days=1) <= at <= now + ahead:
            raise Invalid("api.at", f"at は きのうから {ahead.days}日あとまでの間で書いてください。")
        return clock.jst(at)

    def position(self, day: date) -> Position | None:
        """The middle of the half mesh the position lies in, or the start of the district."""
        if self.start:
            found = starts.find(f"district:{self.start}", day)
            if found is None:
                raise NotFound(
                    "api.start", "その番号の小学校区は ありません。/districts で たしかめてください。"
                )
            return found.position
        if (self.lat is None) != (self.lon is None):
            raise Invalid("api.position", "lat と lon は 両方書いてください。")
        return None if self.lat is None or self.lon is None else coarse(self.lat, self.lon)


HomeBy = Annotated[time | None, Field(description="家に帰る時刻（17:30）")]
