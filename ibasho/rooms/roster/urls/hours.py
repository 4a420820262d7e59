"""Addresses of roster: hours and honoraria, the same behind the groups' door and at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.roster.views import helper_accounts, hours, hours_month, month_lines, months

_TURN, _MONTH = "hours/<str:public_id>/<int:taken>/", "months/<str:public_id>/"
_LINE = f"{_MONTH}lines/<str:line>/"

urlpatterns: list[URLPattern] = [
    path("ops/roster/hours/", hours.ops_hours, name="ops_hours"),
    path("ops/roster/hours/approve/", hours.ops_hours_approve, name="ops_hours_approve"),
    path("ops/roster/<str:public_id>/today/", hours.ops_hours_today, name="ops_hours_today"),
    path("ops/roster/<str:public_id>/today/month/", hours_month.ops_hours_month, name="ops_hours_month"),
    path(f"ops/roster/{_TURN}tap/", hours.ops_hours_tap, name="ops_hours_tap"),
    path(f"ops/roster/{_TURN}write/", hours.ops_hours_write, name="ops_hours_write"),
    path("ops/roster/months/", months.ops_months, name="ops_months"),
    path("ops/roster/months/close/", months.ops_month_close, name="ops_month_close"),
    path(f"ops/roster/{_MONTH}", months.ops_month, name="ops_month"),
    path(f"ops/roster/{_MONTH}do/", months.ops_month_do, name="ops_month_do"),
    path(f"ops/roster/{_MONTH}receipts/", month_lines.ops_month_receipts, name="ops_month_receipts"),
    path(f"ops/roster/{_LINE}", month_lines.ops_line, name="ops_line"),
    path(
        "ops/roster/months/accounts/<str:public_id>/",
        helper_accounts.ops_helper_account,
        name="ops_helper_account",
    ),
    path("desk/roster/hours/", hours.desk_hours, name="desk_hours"),
    path("desk/roster/hours/approve/", hours.desk_hours_approve, name="desk_hours_approve"),
    path("desk/roster/<str:public_id>/today/", hours.desk_hours_today, name="desk_hours_today"),
    path("desk/roster/<str:public_id>/today/month/", hours_month.desk_hours_month, name="desk_hours_month"),
    path(f"desk/roster/{_TURN}tap/", hours.desk_hours_tap, name="desk_hours_tap"),
    path(f"desk/roster/{_TURN}write/", hours.desk_hours_write, name="desk_hours_write"),
    path("desk/roster/months/", months.desk_months, name="desk_months"),
    path("desk/roster/months/close/", months.desk_month_close, name="desk_month_close"),
    path(f"desk/roster/{_MONTH}", months.desk_month, name="desk_month"),
    path(f"desk/roster/{_MONTH}do/", months.desk_month_do, name="desk_month_do"),
    path(f"desk/roster/{_MONTH}pay/", months.desk_month_pay, name="desk_month_pay"),
    path(f"desk/roster/{_MONTH}receipts/", month_lines.desk_month_receipts, name="desk_month_receipts"),
    path(f"desk/roster/{_LINE}", month_lines.desk_line, name="desk_line"),
    path(
        "desk/roster/months/accounts/<str:public_id>/",
        helper_accounts.desk_helper_account,
        name="desk_helper_account",
    ),
]
