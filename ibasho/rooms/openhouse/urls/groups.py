"""Addresses of openhouse: groups apply, city and place decide."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.openhouse.views import groups_apply, groups_desk, groups_lending, groups_use

_USE, _DESK = "ops/open/use/<str:public_id>/", "desk/open/applications/<str:public_id>/"
_DAY = "days/<int:booking>/"
urlpatterns: list[URLPattern] = [
    path("ops/open/apply/", groups_apply.group_home, name="group_home"),
    path("ops/open/apply/<str:public_id>/", groups_apply.group_apply, name="group_apply"),
    path("ops/open/apply/<str:public_id>/paper/", groups_apply.group_paper, name="group_paper"),
    path(_USE, groups_use.group_application, name="group_application"),
    path(f"{_USE}permit/", groups_use.group_permit, name="group_permit"),
    path(f"{_USE}cancel/", groups_use.group_cancel, name="group_cancel"),
    path(f"{_USE}{_DAY}cancel/", groups_use.group_day_cancel, name="group_day_cancel"),
    path(f"{_USE}{_DAY}back/", groups_use.group_back, name="group_back"),
    path(f"{_USE}{_DAY}photo/", groups_use.group_photo, name="group_photo"),
    path("ops/open/requests/", groups_desk.ops_requests, name="ops_requests"),
    path("ops/open/requests/<str:public_id>/", groups_desk.ops_request, name="ops_request"),
    path("ops/open/requests/<str:public_id>/<slug:step>/", groups_desk.ops_request_step, name="ops_request_step"),
    path("ops/open/<str:public_id>/lending/", groups_lending.ops_lending, name="ops_lending"),
    path("desk/open/applications/", groups_desk.desk_applications, name="desk_applications"),
    path(_DESK, groups_desk.desk_application, name="desk_application"),
    path(f"{_DESK}permit/", groups_desk.desk_permit, name="desk_permit"),
    path(f"{_DESK}{_DAY}cancel/", groups_desk.desk_application_day, name="desk_application_day"),
    path(f"{_DESK}{_DAY}photo/", groups_desk.desk_photo, name="desk_photo"),
    path(f"{_DESK}step/<slug:step>/", groups_desk.desk_application_step, name="desk_application_step"),
    path("desk/open/lending/<str:public_id>/", groups_lending.desk_lending, name="desk_lending"),
]  # fmt: skip
