"""The public API of openhouse: how full a place is, in a word. The front of the house puts it under /api/v1/."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema
from pydantic import Field

from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import door
from ibasho.town.places.api.asked import PublicId
from ibasho.town.places.api.places import listed_place

router = Router(tags=["いまの ようす"])


class Crowd(Schema):
    """A word, never a number: small numbers could tell who is there."""

    id: str
    crowd: str | None = Field(
        description="quiet・normal・lively・full。かぞえていないとき、あいていないときは null"
    )
    label: str = Field(description="画面に出ることば。わからないときは 空")


@router.get("/places/{public_id}/crowd", response=Crowd, summary="いまの ようす（すいている・にぎやか）")
def place_crowd(request: Request, public_id: PublicId) -> dict[str, Any]:
    """入口で かぞえている居場所が あいているあいだだけ、ことばで返します。人数は返しません。"""
    place = listed_place(public_id)
    heads = door.now_public(place, request.at)
    return {
        "id": place.public_id,
        "crowd": heads.crowd.value if heads else None,
        "label": heads.crowd.label if heads else "",
    }
