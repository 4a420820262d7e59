"""Addresses of bulletin: stories."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import stories_desk

urlpatterns: list[URLPattern] = [
    path("desk/bulletin/stories/", stories_desk.desk_stories, name="desk_stories"),
]
