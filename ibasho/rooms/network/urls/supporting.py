"""Addresses of network: supporters, wants and offers."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.network.views import supporters_desk as people
from ibasho.rooms.network.views import supporting_desk as desk
from ibasho.rooms.network.views import supporting_ops as ops

_DESK, _OPS = "desk/network/supporting", "ops/network/supporting"
_NOTICE, _MATCH = f"{_DESK}/n/<str:public_id>/", f"{_DESK}/m/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}/", desk.desk_supporting, name="desk_supporting"),
    path(f"{_DESK}/new/", desk.desk_notice_new, name="desk_notice_new"),
    path(f"{_DESK}/match/", desk.desk_match_make, name="desk_match_make"),
    path(_NOTICE, desk.desk_notice, name="desk_notice"),
    path(f"{_NOTICE}<str:verb>/", desk.desk_notice_do, name="desk_notice_do"),
    path(_MATCH, desk.desk_match, name="desk_match"),
    path(f"{_MATCH}<str:verb>/", desk.desk_match_do, name="desk_match_do"),
    path(f"{_DESK}/supporters/", people.desk_supporters, name="desk_supporters"),
    path(f"{_DESK}/supporters/new/", people.desk_supporter_new, name="desk_supporter_new"),
    path(f"{_DESK}/supporters/<str:public_id>/", people.desk_supporter, name="desk_supporter"),
    path(
        f"{_DESK}/supporters/<str:public_id>/<str:verb>/", people.desk_supporter_do, name="desk_supporter_do"
    ),
    path(f"{_OPS}/", ops.ops_supporting, name="ops_supporting"),
    path(f"{_OPS}/new/", ops.ops_notice_new, name="ops_notice_new"),
    path(f"{_OPS}/page/", ops.ops_supporter, name="ops_supporter"),
    path(f"{_OPS}/n/<str:public_id>/", ops.ops_notice, name="ops_notice"),
    path(f"{_OPS}/n/<str:public_id>/<str:verb>/", ops.ops_notice_do, name="ops_notice_do"),
    path(f"{_OPS}/m/<str:public_id>/<str:verb>/", ops.ops_match_do, name="ops_match_do"),
]
