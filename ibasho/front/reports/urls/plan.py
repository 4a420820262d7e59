"""Addresses of reports: programme lines and the year map."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from ibasho.front.reports.rules.lines import CODE
from ibasho.front.reports.views import plan_desk, plan_lines, plan_public


class LineCode(StringConverter):
    """`R7-6-3`: begins with a capital letter, as no word of an address does."""

    regex = CODE


register_converter(LineCode, "line")

_LINE = "desk/plan/<line:code>"
urlpatterns: list[URLPattern] = [
    path("plan/", plan_public.plan, name="plan"),
    path("plan/<line:code>/", plan_public.line, name="line"),
    path("desk/plan/", plan_desk.desk_plan, name="desk_plan"),
    path("desk/plan/new/", plan_lines.desk_line_new, name="desk_line_new"),
    path("desk/plan/section/<str:public_id>/", plan_desk.desk_section, name="desk_section"),
    path("desk/plan/todo/<str:public_id>/", plan_lines.desk_todo_do, name="desk_todo_do"),
    path(f"{_LINE}/", plan_lines.desk_line, name="desk_line"),
    path(f"{_LINE}/edit/", plan_lines.desk_line_edit, name="desk_line_edit"),
    path(f"{_LINE}/move/", plan_lines.desk_line_move, name="desk_line_move"),
    path(f"{_LINE}/carry-on/", plan_lines.desk_line_carry, name="desk_line_carry"),
    path(f"{_LINE}/drop/", plan_lines.desk_line_drop, name="desk_line_drop"),
]
