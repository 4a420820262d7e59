"""Addresses of network: grants and reports."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.network.views import grants_desk as desk
from ibasho.rooms.network.views import grants_ops as ops
from ibasho.rooms.network.views import reports_desk, reports_ops

_DESK, _OPS = "desk/network/grants", "ops/network/grants"
_DESK_REPORTS, _OPS_REPORTS = "desk/network/grants/reports", "ops/network/reports"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}/", desk.desk_grants, name="desk_grants"),
    path(f"{_DESK}/new/", desk.desk_grant_new, name="desk_grant_new"),
    path(f"{_DESK}/g/<str:public_id>/", desk.desk_grant, name="desk_grant"),
    path(f"{_DESK}/u/<str:public_id>/", desk.desk_grant_use, name="desk_grant_use"),
    path(f"{_DESK}/u/<str:public_id>/drop/", desk.desk_grant_use_drop, name="desk_grant_use_drop"),
    path(f"{_DESK_REPORTS}/", reports_desk.desk_reports, name="desk_reports"),
    path(f"{_DESK_REPORTS}/g/<str:public_id>/", reports_desk.desk_report, name="desk_report"),
    path(f"{_DESK_REPORTS}/s/<str:public_id>/", reports_desk.desk_report_sent, name="desk_report_sent"),
    path(
        f"{_DESK_REPORTS}/s/<str:public_id>/back/",
        reports_desk.desk_report_take_back,
        name="desk_report_take_back",
    ),
    path(f"{_OPS}/", ops.ops_grants, name="ops_grants"),
    path(f"{_OPS}/g/<str:public_id>/take/", ops.ops_grant_take, name="ops_grant_take"),
    path(f"{_OPS}/u/<str:public_id>/", ops.ops_grant_use, name="ops_grant_use"),
    path(f"{_OPS}/u/<str:public_id>/drop/", ops.ops_grant_use_drop, name="ops_grant_use_drop"),
    path(f"{_OPS_REPORTS}/", reports_ops.ops_report, name="ops_report"),
    path(f"{_OPS_REPORTS}/s/<str:public_id>/", reports_ops.ops_report_sent, name="ops_report_sent"),
    path(
        f"{_OPS_REPORTS}/s/<str:public_id>/back/",
        reports_ops.ops_report_take_back,
        name="ops_report_take_back",
    ),
]
