"""`/places` answers what the page of today answers; `/places/{id}` gives the whole entry."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from ninja import Query, Router
from pydantic import Field

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.request import Request
from ibasho.town.places.api import shapes
from ibasho.town.places.api.asked import Feature, HomeBy, Part, PublicId, StartAsked, Text, WhoAsked, Wish
from ibasho.town.places.models import Place
from ibasho.town.places.queries import directory
from ibasho.town.places.queries.answers import Page, answers
from ibasho.town.places.queries.criteria import Criteria, When
from ibasho.town.places.queries.listing import listing

router = Router()


class WhenAsked(StrEnum):
    NOW = "now"
    TODAY = "today"
    WEEK = "week"
    ANY = "any"


class PlacesAsked(Part, StartAsked, WhoAsked):
    when: WhenAsked = Field(
        WhenAsked.TODAY, description="now いま / today きょう / week 今週 / any ぜんぶの一覧（休止・限定も）"
    )
    alone: bool = Field(False, description="ひとりで行ってよいところだけ")
    free: bool = Field(False, description="お金のいらないところだけ")
    want: list[Wish] = Field(default_factory=list, description="したいこと")
    feature: list[Feature] = Field(
        default_factory=list, description="あるもの（/features）。ぜんぶ あるところ"
    )
    q: Text = Field("", description="ことばで さがす")
    home_by: HomeBy = None

    def criteria(self) -> Criteria:
        return Criteria(
            when=When.TODAY if self.when is WhenAsked.ANY else When(self.when.value),
            stage=self.stage,
            alone=self.alone,
            free=self.free,
            wishes=tuple(self.want),
            features=tuple(self.feature),
            kinds=tuple(self.kind),
            district=self.district,
            text=self.q,
            home_by=self.home_by,
            page=self.offset // self.limit + 1,
            size=self.limit,
        )


@router.get("/places", response=shapes.Answers, summary="いま・きょう 行けるところ")
def find_places(request: Request, asked: Query[PlacesAsked]) -> dict[str, Any]:
    """サイトの「きょう」のページと同じ答えです。

    位置は 500mのますに まるめてから使い、まるめた位置を start に返します。位置も ほかの言葉も 記録しません。
    """
    at = asked.moment(request.at)
    start = asked.position(clock.day(at))
    look = listing if asked.when is WhenAsked.ANY else answers
    page: Page[Any] = look(asked.criteria(), at, start)
    beyond = asked.offset >= page.total
    return {
        "at": at,
        "start": start and {"lat": start.lat, "lon": start.lng},
        "total": page.total,
        "counts": {group.value: count for group, count in page.counts.items()},
        "places": [] if beyond else [shapes.answered(one) for one in page.items],
        "next_cursor": asked.following(page.total),
    }


@router.get("/places/{public_id}", response=shapes.Entry, summary="ひとつの居場所の ぜんぶ")
def one_place(request: Request, public_id: PublicId) -> dict[str, Any]:
    return directory.entry(listed_place(public_id))


def listed_place(public_id: str) -> Place:
    found = directory.listed().filter(public_id=public_id).first()
    if found is None:
        raise NotFound("api.no_place", "その番号の居場所は ありません。/places で さがしてください。")
    return found
