"""Addresses of bulletin: reach."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import reach_desk

urlpatterns: list[URLPattern] = [
    path("desk/bulletin/reach/", reach_desk.desk_reach, name="desk_reach"),
]
