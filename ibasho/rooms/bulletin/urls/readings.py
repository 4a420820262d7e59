"""Addresses of bulletin: readings."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import readings_desk

urlpatterns: list[URLPattern] = [
    path("desk/bulletin/readings/", readings_desk.desk_readings, name="desk_readings"),
]
