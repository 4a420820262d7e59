"""Addresses of bulletin: schools."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import schools_desk

urlpatterns: list[URLPattern] = [
    path("desk/bulletin/schools/", schools_desk.desk_schools, name="desk_schools"),
]
