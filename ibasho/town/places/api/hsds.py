"""Open Referral HSDS: the three addresses its API specification requires."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from ninja import Query, Router, Schema
from pydantic import Field

from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.request import Request
from ibasho.town.places.api.asked import Text
from ibasho.town.places.queries import directory, hsds, published
from ibasho.town.places.queries.criteria import SIZE_MAX, Criteria

router = Router()


class ServicesAsked(Schema):
    """The parameters as HSDS names them."""

    search: Text = Field("", description="ことばで さがす")
    page: int = Field(1, ge=1, le=100_000)
    per_page: int = Field(50, ge=1, le=SIZE_MAX)
    full: bool = Field(False, description="時間や場所も いっしょに")


@router.get("/", response=dict[str, Any], summary="この HSDS のこと")
def about(request: Request) -> dict[str, Any]:
    city = settings.IBASHO_CITY
    return {
        "version": hsds.VERSION,
        "profile": hsds.PROFILE,
        "openapi_url": directory.absolute("/api/v1/openapi.json"),
        "description": f"{city['name']} こどもの居場所（{directory.licence()['licence']}）",
        "publisher": {"name": str(city["name"]), "website": directory.absolute("/")},
    }


@router.get("/services", response=dict[str, Any], summary="HSDS services")
def services(request: Request, asked: Query[ServicesAsked]) -> dict[str, Any]:
    found = published.fitting(directory.listed(), Criteria(text=asked.search))
    total, first = found.count(), (asked.page - 1) * asked.per_page
    contents = hsds.services(found[first : first + asked.per_page], full=asked.full)
    pages = max(1, -(-total // asked.per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


@router.get("/services/{service_id}", response=dict[str, Any], summary="HSDS service")
def one_service(request: Request, service_id: UUID) -> dict[str, Any]:
    found = hsds.find(str(service_id))
    if found is None:
        raise NotFound(
            "api.no_service", "その番号の service は ありません。/hsds/services で さがしてください。"
        )
    return hsds.service(found)
