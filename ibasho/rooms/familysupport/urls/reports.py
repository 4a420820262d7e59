"""Addresses of family support: meetings, reports, months."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.familysupport.views import (
    meetings_desk,
    meetings_my,
    month_lines,
    months_desk,
    reports_desk,
    reports_my,
)

_MY, _DESK = "support/my/", "desk/support/"
_REPORT, _MEETING, _MONTH = "reports/<str:public_id>/", "meetings/<str:public_id>/", "months/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path(f"{_MY}visits/<str:public_id>/report/", reports_my.write, name="my_report_write"),
    path(f"{_MY}{_REPORT}", reports_my.one, name="my_report"),
    path(f"{_MY}{_REPORT}change/", reports_my.change, name="my_report_change"),
    path(f"{_MY}{_REPORT}paper/", reports_my.paper, name="my_report_paper"),
    path(f"{_MY}money/<str:public_id>/", reports_my.notice, name="my_notice"),
    path(f"{_MY}{_MEETING}", meetings_my.one, name="my_meeting"),
    path(f"{_MY}{_MEETING}write/", meetings_my.write, name="my_meeting_write"),
    path(f"{_DESK}reports/", reports_desk.listed, name="desk_reports"),
    path(f"{_DESK}reports/blank/", reports_desk.blank, name="desk_report_blank"),
    path(f"{_DESK}reports/of/<str:public_id>/", reports_desk.write, name="desk_report_write"),
    path(f"{_DESK}{_REPORT}", reports_desk.one, name="desk_report"),
    path(f"{_DESK}{_REPORT}change/", reports_desk.change, name="desk_report_change"),
    path(f"{_DESK}{_REPORT}paper/", reports_desk.paper, name="desk_report_paper"),
    path(f"{_DESK}meetings/", meetings_desk.listed, name="desk_meetings"),
    path(f"{_DESK}meetings/blank/", meetings_desk.blank, name="desk_meeting_blank"),
    path(f"{_DESK}meetings/of/<str:public_id>/", meetings_desk.plan, name="desk_meeting_plan"),
    path(f"{_DESK}{_MEETING}", meetings_desk.one, name="desk_meeting"),
    path(f"{_DESK}{_MEETING}write/", meetings_desk.write, name="desk_meeting_write"),
    path(f"{_DESK}{_MEETING}move/", meetings_desk.move, name="desk_meeting_move"),
    path(f"{_DESK}{_MEETING}paper/", meetings_desk.paper, name="desk_meeting_paper"),
    path(f"{_DESK}months/", months_desk.listed, name="desk_months"),
    path(f"{_DESK}months/close/", months_desk.close, name="desk_month_close"),
    path(f"{_DESK}months/accounts/<str:public_id>/", month_lines.account, name="desk_month_account"),
    path(f"{_DESK}{_MONTH}", months_desk.one, name="desk_month"),
    path(f"{_DESK}{_MONTH}approve/", months_desk.approve, name="desk_month_approve"),
    path(f"{_DESK}{_MONTH}reopen/", months_desk.reopen, name="desk_month_reopen"),
    path(f"{_DESK}{_MONTH}pay/", months_desk.pay, name="desk_month_pay"),
    path(f"{_DESK}{_MONTH}notices/", month_lines.notices, name="desk_month_notices"),
    path(f"{_DESK}{_MONTH}reports/", month_lines.reports_of, name="desk_month_reports"),
    path(f"{_DESK}{_MONTH}lines/<str:line>/", month_lines.line, name="desk_month_line"),
]
