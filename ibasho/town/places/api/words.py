"""The codes that may be asked for, with their words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from ninja import Router, Schema

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.town.areas import queries as areas
from ibasho.town.places.queries.directory import absolute
from ibasho.town.places.rules.features import ACCESSIBILITY, FEATURES
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.wishes import WISHES

router = Router()


class DistrictOut(Schema):
    code: str
    name: str
    kana: str
    school: str
    lat: float | None
    lon: float | None
    calendar: str


class KindOut(Schema):
    code: str
    label: str
    label_for_children: str
    for_everybody: bool


class Word(Schema):
    code: str
    label: str


class Features(Schema):
    features: list[Word]
    accessibility: list[Word]
    wishes: list[Word]


@router.get("/districts", response=list[DistrictOut], summary="小学校区")
def districts(request: Request) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "name": one.name,
            "kana": one.kana,
            "school": one.school,
            "lat": one.lat,
            "lon": one.lng,
            "calendar": absolute(reverse("places:district_ics", args=[one.code])),
        }
        for one in areas.named_districts(clock.day(request.at))
    ]


@router.get("/kinds", response=list[KindOut], summary="居場所の種類")
def kinds(request: Request) -> list[dict[str, Any]]:
    """for_everybody が false の種類は、だれでも行けるところとしては 出しません。"""
    return [
        {
            "code": kind.value,
            "label": kind.label,
            "label_for_children": kind.child_label,
            "for_everybody": kind not in NEVER_FOR_ALL,
        }
        for kind in PlaceKind
    ]


@router.get("/features", response=Features, summary="あるもの・バリアフリー・したいこと")
def features(request: Request) -> dict[str, Any]:
    return {
        "features": [{"code": code, "label": label} for code, label in FEATURES],
        "accessibility": [{"code": code, "label": label} for code, label in ACCESSIBILITY],
        "wishes": [{"code": wish.code, "label": wish.label} for wish in WISHES],
    }
