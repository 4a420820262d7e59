"""Addresses of bulletin: line."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import line_desk, line_link, line_tool, line_webhook

_DESK = "desk/bulletin/line/"
urlpatterns: list[URLPattern] = [
    path("line/webhook/", line_webhook.webhook, name="line_webhook"),
    path("my/line/", line_link.link, name="line_link"),
    path(_DESK, line_desk.desk_line, name="desk_line"),
    path(f"{_DESK}week/", line_tool.desk_line_week, name="desk_line_week"),
    path(f"{_DESK}segments/", line_tool.desk_line_segments, name="desk_line_segments"),
    path(f"{_DESK}menu/", line_tool.desk_line_menu, name="desk_line_menu"),
    path(f"{_DESK}<str:public_id>/took/", line_desk.desk_line_took, name="desk_line_took"),
]
