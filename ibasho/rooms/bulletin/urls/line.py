"""Addresses of bulletin: line."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import line_desk

urlpatterns: list[URLPattern] = [
    path("desk/bulletin/line/", line_desk.desk_line, name="desk_line"),
]
