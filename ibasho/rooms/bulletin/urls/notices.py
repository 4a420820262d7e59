"""Addresses of bulletin: notices."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import notices_desk

urlpatterns: list[URLPattern] = [
    path("desk/bulletin/", notices_desk.desk_home, name="desk_home"),
]
