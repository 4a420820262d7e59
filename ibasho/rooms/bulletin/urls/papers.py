"""Addresses of bulletin: papers."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import papers_desk

urlpatterns: list[URLPattern] = [
    path("desk/bulletin/papers/", papers_desk.desk_papers, name="desk_papers"),
]
