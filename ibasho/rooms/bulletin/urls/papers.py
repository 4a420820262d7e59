"""Addresses of bulletin: papers."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import papers_desk, qr

urlpatterns: list[URLPattern] = [
    path("q/<str:code>/", qr.qr, name="qr"),
    path("desk/bulletin/papers/", papers_desk.desk_papers, name="desk_papers"),
]
